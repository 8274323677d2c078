"""The owner's plan the slow way: Schedule SE line by line, exact fractions up to the figure that is printed.

The after-tax room is looked for among whole cents. Shares no code with the program.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from tests.oracle.figures import figures

WAGE_BASES = {
    2013: 113_700,
    2014: 117_000,
    2015: 118_500,
    2016: 118_500,
    2017: 127_200,
    2018: 128_400,
    2019: 132_900,
    2020: 137_700,
    2021: 142_800,
    2022: 147_000,
    2023: 160_200,
    2024: 168_600,
    2025: 176_100,
    2026: 184_500,
}
"""In dollars, as the Social Security Administration prints them."""


@dataclass(frozen=True)
class Asked:
    """Whole cents; the plan's rate in ten-thousandths. Either a profit, or a loss, or pay."""

    year: int
    net_profit: int = 0
    w2_pay: int | None = None
    wages_elsewhere: int = 0
    age: int = 30
    plan_rate: int = 2500
    deferral: int | None = None
    deferred_elsewhere: int = 0


def answer(asked: Asked) -> dict[str, int] | None:
    """The members of the JSON in whole cents; None where a deferral is more than the law allows."""
    table = figures(asked.year)
    half = half_of_schedule_se(asked.net_profit, asked.wages_elsewhere, WAGE_BASES[asked.year] * 100)
    earned = max(Fraction(0), asked.net_profit - half)
    whole = earned if asked.w2_pay is None else Fraction(asked.w2_pay)
    own = own_deferral(asked, whole)
    if own is None:
        return None
    deferral, catch_up, on_top = own
    maximum = most_of_employer(asked, earned, table.compensation)
    fits = room_of_employer(asked, whole, table.annual_additions, deferral, catch_up)
    employer = min(maximum, fits)
    compensation = whole - employer if asked.w2_pay is None else whole
    catch_up += most(on_top, lambda cents: deferral + cents <= compensation)
    limit = min(Fraction(table.annual_additions), compensation)
    printed = min(nearest(maximum), int(fits))
    room = most(table.annual_additions, lambda cents: employer + deferral + cents <= limit)
    everything = most(
        table.annual_additions + catch_up, lambda cents: cents <= max(limit, employer + deferral) + catch_up
    )
    return {
        "half_self_employment_tax": nearest(half),
        "earned_income": nearest(earned) if asked.w2_pay is None else 0,
        "employer_maximum": nearest(maximum),
        "employer_contribution": printed,
        "deferral": deferral,
        "catch_up": catch_up,
        "after_tax_room": room,
        "total": printed + deferral + catch_up,
        "total_with_after_tax": max(everything, printed + deferral + catch_up),
    }


def own_deferral(asked: Asked, whole: Fraction) -> tuple[int, int, int] | None:
    """The deferral, the catch-up given with it, and what may come on top; None for more than the law allows."""
    within, beyond = own_limits(asked)
    if asked.deferral is None:
        return most(within, lambda cents: cents <= whole), 0, beyond
    if asked.deferral > within + beyond or asked.deferral > whole:
        return None
    if asked.deferral > within:
        return within, asked.deferral - within, 0
    return asked.deferral, 0, beyond if asked.deferral == within else 0


def room_of_employer(asked: Asked, whole: Fraction, dollar_limit: int, deferral: int, catch_up: int) -> Fraction:
    """The employer money at which 415(c), or compensation for all that is deferred, is used up."""
    of_pay = whole - deferral
    if asked.w2_pay is None:
        of_pay = min(Fraction(whole - deferral, 2), whole - deferral - catch_up)
    return min(of_pay, Fraction(dollar_limit - deferral))


def half_of_schedule_se(profit: int, wages: int, wage_base: int) -> Fraction:
    """Lines 4 to 13 of Schedule SE, Part I."""
    line_4c = Fraction(profit) * 9235 / 10000
    if line_4c < 40_000:
        return Fraction(0)
    line_9 = Fraction(wage_base - wages) if wages < wage_base else Fraction(0)
    line_10 = min(line_4c, line_9) * Fraction(124, 1000)
    line_11 = line_4c * Fraction(29, 1000)
    return (line_10 + line_11) / 2


def most_of_employer(asked: Asked, earned: Fraction, cap: int) -> Fraction:
    """The contribution that is the plan's rate of what it leaves, or of pay, or of the cap."""
    rate = Fraction(asked.plan_rate, 10_000)
    of_pay = earned - earned / (1 + rate) if asked.w2_pay is None else asked.w2_pay * rate
    return min(of_pay, cap * rate)


def own_limits(asked: Asked) -> tuple[int, int]:
    """What is left of 402(g), and of catch-up, after other jobs."""
    table = figures(asked.year)
    catch_up = 0
    if asked.age >= 50:
        catch_up = table.catch_up
    if asked.age in (60, 61, 62, 63) and table.higher_catch_up:
        catch_up = table.higher_catch_up
    used_of_limit = min(asked.deferred_elsewhere, table.elective_deferral)
    used_of_catch_up = min(asked.deferred_elsewhere - used_of_limit, catch_up)
    return table.elective_deferral - used_of_limit, catch_up - used_of_catch_up


def most(bound: int, fits: Callable[[int], bool]) -> int:
    """The most cents from 0 to a bound that fit, found by halving; 0 where nothing does."""
    low, high = 0, bound
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def nearest(exact: Fraction) -> int:
    """The nearest cent; from the middle, up."""
    whole, rest = divmod(exact.numerator, exact.denominator)
    return whole + (2 * rest >= exact.denominator)
