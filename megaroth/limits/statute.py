"""The facts of the law that no notice changes from year to year, each with its paragraph (statute.toml)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, Self

from megaroth.money import to_cents, to_rate
from megaroth.years import MONTHS, MonthDay

IN_DOLLARS: Final = (
    "roth_catch_up_de_minimis",
    "roth_ira_separate_start",
    "roth_ira_separate_end",
    "roth_ira_reduction_step",
    "roth_ira_least_limit",
    "self_employment_tax_from",
)
AS_FRACTIONS: Final = (
    "owner_percent",
    "rollover_withholding",
    "self_employment_net_share",
    "self_employment_social_security_rate",
    "self_employment_medicare_rate",
    "self_employment_tax_deducted",
    "employer_deduction_rate",
)


@dataclass(frozen=True)
class Statute:
    """Ages in years reached by 31 December; money in cents; `laws` cites each fact by its name."""

    catch_up_age: int
    higher_catch_up_first_age: int
    higher_catch_up_last_age: int
    owner_percent: int
    """Percent of ownership as the census gives it, in hundred-millionths: more than this is an owner."""
    roth_catch_up_de_minimis: int
    refund_deadline: MonthDay
    rollover_withholding: int
    """Of the pre-tax money paid out, in hundred-millionths."""
    early_distribution_age: int
    """In months: from this age on a distribution is no early one."""
    separation_age: int
    """Reached by 31 December of the year in which the employer is left: then a distribution is no early one either."""
    roth_conversion_years: int
    """Calendar years, that of the conversion included, in which what a Roth conversion taxed is not to leave again."""
    default_birth_dates: tuple[date, ...]
    deposit_safe_harbor_business_days: int
    deposit_outer_limit_business_day: int
    ira_catch_up_age: int
    roth_ira_separate_start: int
    roth_ira_separate_end: int
    roth_ira_reduction_step: int
    """The reduction of the limit is a multiple of this."""
    roth_ira_least_limit: int
    """No limit is reduced below this until nothing is left of it."""
    self_employment_net_share: int
    """Of net profit, in hundred-millionths, as the rates below."""
    self_employment_tax_from: int
    """Net earnings below this are not taxed."""
    self_employment_social_security_rate: int
    self_employment_medicare_rate: int
    self_employment_tax_deducted: int
    """The part of self-employment tax that is taken off net profit."""
    employer_deduction_rate: int
    """The most of pay that an employer may put into a profit-sharing plan and deduct."""
    laws: Mapping[str, str]

    @classmethod
    def from_toml(cls, text: str) -> Self:
        facts: dict[str, dict[str, Any]] = tomllib.loads(text, parse_float=Decimal)
        value = {name: fact["value"] for name, fact in facts.items()}
        month, day = value.pop("refund_deadline").split("-")
        age = value.pop("early_distribution_age")
        value |= {name: to_cents(Decimal(value[name])) for name in IN_DOLLARS}
        value |= {name: to_rate(Decimal(value[name])) for name in AS_FRACTIONS}
        return cls(
            refund_deadline=MonthDay(int(month), int(day)),
            early_distribution_age=age["years"] * MONTHS + age["months"],
            default_birth_dates=tuple(value.pop("default_birth_dates")),
            laws={name: fact["law"] for name, fact in facts.items()},
            **value,
        )
