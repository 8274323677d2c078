"""The terms of the plan document, as plan.toml names them; every default is the one the documentation shows.

Money in whole cents, rates in hundred-millionths. What an amendment may change is exactly what `Terms` holds.
"""

from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Final

from pydantic import field_validator

from megaroth.money import ONE, to_rate
from megaroth.plan_values import (
    Count,
    Distinct,
    Dollars,
    MatchRate,
    PositiveRate,
    Rate,
    Section,
    Several,
    one_of,
    refused,
)
from schemas import words

ANNUAL_TRUE_UP: Final = "annual_true_up"
YEAR_END: Final = "year_end"
PER_PAY: Final = "per_pay"


class Deferrals(Section):
    roth: bool = True
    catch_up: bool = True
    catch_up_60_63: bool = True
    max_rate: Rate = ONE
    max_dollars: Dollars = 0
    spillover: bool = False
    assume: Annotated[str, one_of("elected", "maximum", "none")] = "elected"


class AfterTax(Section):
    allowed: bool = True
    max_rate: Rate = ONE
    max_dollars: Dollars = 0
    hce_max_rate: Rate = ONE
    requires_deferral_limit: bool = False
    election_step: PositiveRate = to_rate(Decimal("0.01"))


class Tier(Section):
    """Matches at `rate` what is deferred up to the share `up_to` of pay, from where the tier before ends."""

    rate: MatchRate
    up_to: PositiveRate


class Match(Section):
    tiers: Several[Tier] = ()
    dollar_cap: Dollars = 0
    sources: Distinct[Annotated[str, one_of(*words.DEFERRALS, words.AFTER_TAX)]] = words.DEFERRALS
    catch_up_matched: bool = True
    timing: Annotated[str, one_of(PER_PAY, ANNUAL_TRUE_UP)] = PER_PAY
    true_up_last_day: bool = False

    @field_validator("tiers")
    @classmethod
    def _rising(cls, tiers: tuple[Tier, ...]) -> tuple[Tier, ...]:
        shares = [tier.up_to for tier in tiers]
        if any(later <= earlier for earlier, later in pairwise(shares)):
            raise refused("expected tiers whose up_to rises from one to the next; it is cumulative")
        return tiers

    @field_validator("sources")
    @classmethod
    def _at_least_one(cls, sources: tuple[str, ...]) -> tuple[str, ...]:
        if not sources:
            raise refused("expected at least one source; a plan without a match has no tiers")
        return sources


class Nonelective(Section):
    rate: Rate = 0
    timing: Annotated[str, one_of(PER_PAY, YEAR_END)] = PER_PAY
    last_day: bool = False


class Withdrawals(Section):
    in_service: bool = True
    in_plan_roth: bool = True
    per_year: Count = 0
    months_between: Count = 0
    minimum: Dollars = 0
    separate_contract: bool = True
    pre_1987_first: bool = False
    sweep_days: Count = 0


class Deposits(Section):
    small_plan: bool = False
    usual_business_days: Count = 0


class Terms(Section):
    """All of them together, in force from one pay date to the next amendment."""

    deferrals: Deferrals = Deferrals()
    after_tax: AfterTax = AfterTax()
    match: Match = Match()
    nonelective: Nonelective = Nonelective()
    withdrawals: Withdrawals = Withdrawals()
    deposits: Deposits = Deposits()
