"""Random terms of a plan: its limits on deferrals, its caps after tax, its match and nonelective, its amendments."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from tests.oracle.drawing import DAY, Hand
from tests.oracle.rows import PlanTerms
from tests.oracle.years import Year

NO_CAP = Fraction(1)
PERCENT = Fraction(1, 100)
TIERS: tuple[tuple[tuple[Fraction, Fraction], ...], ...] = (
    ((NO_CAP, 3 * PERCENT), (50 * PERCENT, 5 * PERCENT)),
    ((NO_CAP, 4 * PERCENT),),
    ((50 * PERCENT, NO_CAP),),
    ((150 * PERCENT, 2 * PERCENT), (25 * PERCENT, 8 * PERCENT)),
    ((NO_CAP, Fraction(333, 10000)), (NO_CAP, 5 * PERCENT)),
)


def draw_terms(hand: Hand, bare: PlanTerms, year: Year, paid: list[date], ahead: list[date]) -> PlanTerms:
    """The plan's terms, sometimes changed during the year."""
    terms = replace(
        bare,
        **_of_deferrals(hand),
        **_of_after_tax(hand),
        **(_of_match(hand) if hand.chance(75) else {}),
        **(_of_nonelective(hand) if hand.chance(35) else {}),
    )
    if not hand.chance(30):
        return terms
    days = [*paid, *ahead, *ahead]
    effective = hand.pick(days) if days and hand.chance(70) else year.first + DAY * hand.number(1, 100)
    return replace(terms, amendments=((effective, hand.pick(_changes(terms))),))


def _of_deferrals(hand: Hand) -> dict[str, Any]:
    rates = (*[NO_CAP] * 7, 10 * PERCENT, Fraction(155, 1000), 50 * PERCENT)
    return {
        "roth": not hand.chance(20),
        "catch_up": not hand.chance(8),
        "catch_up_60_63": not hand.chance(30),
        "max_rate": hand.pick(rates),
        "max_dollars": hand.pick((0, 0, 0, 10_000_00, 15_000_00, 24_500_00)),
        "spillover": hand.chance(25),
        "assume": hand.pick((*["elected"] * 7, "maximum", "maximum", "none")),
    }


def _of_after_tax(hand: Hand) -> dict[str, Any]:
    step = hand.pick((PERCENT, PERCENT, PERCENT, PERCENT / 2, 3 * PERCENT, PERCENT / 10))
    return {
        "after_tax_allowed": not hand.chance(8),
        "after_tax_max_rate": hand.pick((*[NO_CAP] * 6, 5 * PERCENT, 10 * PERCENT, Fraction(1333, 10000))),
        "after_tax_max_dollars": hand.pick((*[0] * 6, 5_000_00, 20_000_00, 33_333_33)),
        "hce_max_rate": hand.pick((*[NO_CAP] * 6, 4 * PERCENT, 8 * PERCENT)),
        "requires_deferral_limit": hand.chance(25),
        "election_step": step,
    }


def _of_match(hand: Hand) -> dict[str, Any]:
    both, with_after_tax = ("pre_tax", "roth"), ("pre_tax", "roth", "after_tax")
    sources = (*[both] * 4, ("pre_tax",), ("roth",), *[with_after_tax] * 3, ("after_tax",), ("pre_tax", "after_tax"))
    return {
        "tiers": hand.pick(TIERS),
        "dollar_cap": hand.pick((0, 0, 12_250_00, 3_000_00)),
        "matched": hand.pick(sources),
        "catch_up_matched": not hand.chance(35),
        "match_timing": hand.pick(("per_pay", "annual_true_up")),
        "true_up_last_day": hand.chance(40),
    }


def _of_nonelective(hand: Hand) -> dict[str, Any]:
    return {
        "nonelective_rate": hand.pick((3 * PERCENT, 10 * PERCENT, Fraction(12345678, 10**8))),
        "nonelective_timing": hand.pick(("per_pay", "year_end")),
        "nonelective_last_day": hand.chance(40),
    }


def _changes(terms: PlanTerms) -> list[dict[str, Any]]:
    """What an amendment may say: an annual formula does not change in the middle of a year."""
    changes: list[dict[str, Any]] = [
        {"max_dollars": 12_000_00},
        {"max_rate": 8 * PERCENT},
        {"max_dollars": 18_000_00, "max_rate": 25 * PERCENT},
        {"after_tax_allowed": not terms.after_tax_allowed},
        {"max_dollars": 0, "max_rate": NO_CAP},
        {"after_tax_max_rate": 7 * PERCENT, "after_tax_max_dollars": 9_000_00},
        {"after_tax_max_rate": NO_CAP, "hce_max_rate": 3 * PERCENT},
        {"spillover": not terms.spillover},
        {"assume": "none" if terms.assume != "none" else "maximum"},
        {"catch_up": not terms.catch_up},
    ]
    if terms.match_timing == "per_pay":
        changes += [{"tiers": ((NO_CAP, 2 * PERCENT),)}, {"tiers": (), "dollar_cap": 0}, {"dollar_cap": 6_000_00}]
        changes += [{"matched": ("pre_tax", "roth", "after_tax"), "catch_up_matched": not terms.catch_up_matched}]
    if terms.nonelective_timing == "per_pay":
        changes.append({"nonelective_rate": 5 * PERCENT})
    return changes
