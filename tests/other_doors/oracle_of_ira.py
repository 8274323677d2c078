"""The front door and the backdoor a second way, in exact fractions. Shares no code and no data with the program.

The front door is looked at from what is left of the range above the income, not from what lies below it; the backdoor
from what is taxed, not from what is not.
"""

from dataclasses import dataclass
from fractions import Fraction

from tests.other_doors.figures import YEARS

TEN, LEAST = 10, 200


@dataclass(frozen=True)
class Return:
    """A person's tax return, in dollars."""

    year: int
    status: str
    age: int
    magi: Fraction
    compensation: Fraction | None = None
    traditional: Fraction = Fraction(0)


def front_door(of: Return) -> dict[str, Fraction]:
    """The members of `roth-ira --json`."""
    begins, ends = YEARS[of.year].incomes(of.status)
    base = Fraction(YEARS[of.year].limit(of.age))
    if of.compensation is not None and of.compensation < base:
        base = of.compensation
    left = what_is_left(base, of.magi, begins, ends)
    return {
        "allowed": max(Fraction(0), min(left, base - of.traditional)),
        "base": base,
        "reduction": taken_off(base, of.magi, begins, ends),
        "range_start": Fraction(begins),
        "range_end": Fraction(ends),
    }


def what_is_left(base: Fraction, magi: Fraction, begins: int, ends: int) -> Fraction:
    """The share of the range still above the income, raised until a whole number of tens is missing."""
    if not begins < magi < ends:
        return base if magi <= begins else Fraction(0)
    raised = base - taken_off(base, magi, begins, ends)
    return raised if raised > LEAST else min(base, Fraction(LEAST))


def taken_off(base: Fraction, magi: Fraction, begins: int, ends: int) -> Fraction:
    """What is missing from the share of the range still above the income, without what is no whole ten of it."""
    above = min(max(ends - magi, Fraction(0)), Fraction(ends - begins))
    missing = base - base * above / (ends - begins)
    return base if not above else missing - missing % TEN


@dataclass(frozen=True)
class Iras:
    """A year of somebody's IRAs, in cents."""

    nondeductible: int
    basis_before: int
    year_end_value: int
    distributed: int
    converted: int
    contributed_next_year: int


def backdoor(of: Iras) -> dict[str, int | str]:
    """The members of `backdoor --json`, in cents."""
    basis = of.nondeductible + of.basis_before - of.contributed_next_year
    money = of.year_end_value + of.distributed + of.converted
    never_taxed = Fraction(max(0, money - basis), money) if money else Fraction(1)
    taxed_converted = half_down(of.converted * never_taxed)
    free_converted = of.converted - taxed_converted
    # Two halves of a cent must not make basis that nobody has.
    free_distributed = min(of.distributed - half_down(of.distributed * never_taxed), basis - free_converted)
    used = free_converted + free_distributed
    return {
        "line_1": of.nondeductible,
        "line_2": of.basis_before,
        "line_3": of.nondeductible + of.basis_before,
        "line_4": of.contributed_next_year,
        "line_5": basis,
        "line_6": of.year_end_value,
        "line_7": of.distributed,
        "line_8": of.converted,
        "line_9": money,
        "line_10": written(1 - never_taxed, 10),
        "line_10_form": written(1 - never_taxed, 3),
        "line_11": free_converted,
        "line_12": free_distributed,
        "line_13": used,
        "line_14": basis - used + of.contributed_next_year,
        "line_15": of.distributed - free_distributed,
        "line_16": of.converted,
        "line_17": free_converted,
        "line_18": taxed_converted,
        "cost_of_pretax": taxed_converted,
    }


def half_down(number: Fraction) -> int:
    """The nearest whole number; of two, the lower."""
    return -((1 - 2 * number) // 2)


def written(share: Fraction, places: int) -> str:
    """A share from 0 to 1 with so many decimals, of two equally near ones the higher."""
    digits = str((2 * share * 10**places + 1) // 2).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}"
