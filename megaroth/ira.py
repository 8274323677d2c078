"""The front door: what a person may put into a Roth IRA directly. 26 USC 408A(c); docs/law.md, section 10.

Amounts are whole cents. Nothing of an employer's plan is asked here: money in a 401(k) or 403(b) does not count.
"""

from dataclasses import dataclass
from typing import Final

from megaroth.limits import Figure, Limits

JOINT: Final = "joint"
SEPARATE: Final = "separate"
RANGE_OF_STATUS: Final = {"single": "single", "head": "single", "separate_apart": "single", JOINT: "joint"}
"""Whose range of incomes a filing status has; married filing separately has one of its own."""
NOT_INDEXED: Final = "the same every year"


@dataclass(frozen=True)
class Filer:
    """What the tax return of a year says; no compensation given: pay does not bind."""

    year: int
    status: str
    age: int
    magi: int
    compensation: int | None = None
    traditional: int = 0


@dataclass(frozen=True)
class RothIra:
    """What is allowed, and how it came about. `reduction` is the formula's, `reduced` the limit it leaves."""

    allowed: int
    base: int
    reduction: int
    reduced: int
    start: Figure
    end: Figure


def roth_ira(filer: Filer, limits: Limits) -> RothIra:
    """What may go into a Roth IRA for the year. 26 USC 408A(c)(2), (3). Raises LimitMissing."""
    base = base_limit(filer, limits)
    start, end = phase_out(filer, limits)
    off = reduction(base, filer.magi, start.cents, end.cents, limits)
    reduced = reduced_limit(base, off, filer.magi, end.cents, limits)
    return RothIra(
        allowed=max(0, min(reduced, base - filer.traditional)),
        base=base,
        reduction=off,
        reduced=reduced,
        start=start,
        end=end,
    )


def base_limit(filer: Filer, limits: Limits) -> int:
    """The lesser of the limit, with the catch-up of its age, and taxable compensation. 26 USC 219(b)(1), (5)."""
    limit = most_of_a_year(filer.year, limits, catch_up=filer.age >= limits.statute.ira_catch_up_age)
    return limit if filer.compensation is None else min(limit, filer.compensation)


def most_of_a_year(year: int, limits: Limits, *, catch_up: bool) -> int:
    """What all IRAs of one person may take in for a year. 26 USC 219(b)(5)(A), (B)."""
    return limits.cents("ira_contribution", year) + (limits.cents("ira_catch_up", year) if catch_up else 0)


def phase_out(filer: Filer, limits: Limits) -> tuple[Figure, Figure]:
    """The income up to which the limit is whole, and that from which on it is nothing. 26 USC 408A(c)(3)."""
    statute = limits.statute
    if filer.status == SEPARATE:
        lowest, highest = statute.roth_ira_separate_start, statute.roth_ira_separate_end
        return (
            Figure("roth_ira_separate_start", filer.year, lowest, statute.laws["roth_ira_separate_start"], NOT_INDEXED),
            Figure("roth_ira_separate_end", filer.year, highest, statute.laws["roth_ira_separate_end"], NOT_INDEXED),
        )
    whose = RANGE_OF_STATUS[filer.status]
    return limits.figure(f"roth_ira_{whose}_start", filer.year), limits.figure(f"roth_ira_{whose}_end", filer.year)


def reduction(base: int, magi: int, start: int, end: int, limits: Limits) -> int:
    """What an income takes off the base: nothing up to the start of the range, all from its end on. 408A(c)(3)(A).

    Between, the base's share of the range that lies below the income, down to a multiple of the step: 219(g)(2)(C).
    """
    if magi <= start:
        return 0
    if magi >= end:
        return base
    step = limits.statute.roth_ira_reduction_step
    return base * (magi - start) // ((end - start) * step) * step


def reduced_limit(base: int, off: int, magi: int, end: int, limits: Limits) -> int:
    """What a reduction leaves, before the end of the range never under the least limit. 26 USC 219(g)(2)(B).

    A base that is smaller than the least limit is not reduced at all.
    """
    return 0 if magi >= end else max(base - off, min(base, limits.statute.roth_ira_least_limit))
