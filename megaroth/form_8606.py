"""The backdoor: Form 8606, Parts I and II, line by line. 26 USC 408(d)(2), 408A(d)(3); docs/law.md, section 10.

A field has its line's number, so that it can be held against the form. Amounts are whole cents. Money in a 401(k) or
403(b) is not asked for: only traditional, SEP and SIMPLE IRAs count.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from megaroth.errors import CommandError
from megaroth.money import half_up

AS_ON_FORM: Final = 3
"""Decimal places the form asks of line 10, at least."""


@dataclass(frozen=True)
class IraYear:
    """What happened in a person's traditional, SEP and SIMPLE IRAs, or for the year until its deadline."""

    nondeductible: int = 0
    basis_before: int = 0
    year_end_value: int = 0
    distributed: int = 0
    converted: int = 0
    contributed_next_year: int = 0


@dataclass(frozen=True)
class Form8606:
    """Every line; line 10 is exact."""

    line_1: int
    line_2: int
    line_3: int
    line_4: int
    line_5: int
    line_6: int
    line_7: int
    line_8: int
    line_9: int
    line_10: Fraction
    line_11: int
    line_12: int
    line_13: int
    line_14: int
    line_15: int
    line_16: int
    line_17: int
    line_18: int

    @property
    def cost_of_pretax(self) -> int:
        """So much of the conversion is taxed because money in the IRAs was never taxed. With basis alone it is 0."""
        return self.line_18


def form_8606(year: IraYear, places: int | None = None) -> Form8606:
    """The form filled in, with line 10 exact, or to so many decimal places. Raises CommandError for what cannot be.

    Lines 11 and 12 are each rounded half up once; together they are never more than line 5, the basis there is.
    """
    if year.contributed_next_year > year.nondeductible:
        raise CommandError(
            "backdoor: --contributed-next-year is more than --nondeductible, of which it is a part: "
            "give as --nondeductible all nondeductible contributions for the year, whenever they were made."
        )
    basis = year.nondeductible + year.basis_before
    usable = basis - year.contributed_next_year
    whole = year.year_end_value + year.distributed + year.converted
    ratio = nontaxable_share(usable, whole)
    if places is not None:
        ratio = Fraction(half_up(ratio * 10**places), 10**places)
    of_conversion = min(half_up(year.converted * ratio), usable)
    of_distributions = min(half_up(year.distributed * ratio), usable - of_conversion)
    return Form8606(
        line_1=year.nondeductible,
        line_2=year.basis_before,
        line_3=basis,
        line_4=year.contributed_next_year,
        line_5=usable,
        line_6=year.year_end_value,
        line_7=year.distributed,
        line_8=year.converted,
        line_9=whole,
        line_10=ratio,
        line_11=of_conversion,
        line_12=of_distributions,
        line_13=of_conversion + of_distributions,
        line_14=basis - of_conversion - of_distributions,
        line_15=year.distributed - of_distributions,
        line_16=year.converted,
        line_17=of_conversion,
        line_18=year.converted - of_conversion,
    )


def nontaxable_share(basis: int, whole: int) -> Fraction:
    """Line 10: basis over all IRA money, at most 1; nothing where there is no money. 26 USC 408(d)(2), 72(e)(8)."""
    return min(Fraction(basis, whole), Fraction(1)) if whole else Fraction(0)


def decimals(share: Fraction, places: int) -> str:
    """0.8333333333, rounded half up."""
    whole, rest = divmod(half_up(share * 10**places), 10**places)
    return f"{whole}.{rest:0{places}}"
