"""What contributions become in a Roth account, and beside it in a taxable one. docs/law.md, section 10. Not advice.

Amounts are whole cents, rates hundred-millionths; every figure is an exact fraction until its one rounding, half up.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, repeat

from megaroth.money import ONE, half_up


@dataclass(frozen=True)
class Assumptions:
    """A contribution at the end of each year, or once at the start; growth, tax on it and inflation stay the same."""

    amount: int
    years: int
    rate: int
    once: bool = False
    tax_rate: int = 0
    inflation: int | None = None


@dataclass(frozen=True)
class YearEnd:
    """What has become of it after so many years; in today's money where inflation is given."""

    year: int
    contributed: int
    roth_value: int
    taxable_value: int
    roth_value_today: int | None
    taxable_value_today: int | None

    @property
    def growth(self) -> int:
        """What the Roth account holds beyond what was contributed."""
        return self.roth_value - self.contributed


def projection(given: Assumptions) -> list[YearEnd]:
    """Each year's end, the first first."""
    rate, tax_rate = Fraction(given.rate, ONE), Fraction(given.tax_rate, ONE)
    prices = Fraction(ONE + (given.inflation or 0), ONE)
    roth, taxable = values(given, rate), values(given, rate * (1 - tax_rate))
    money_of_today = accumulate(repeat(prices, given.years), lambda one, growth: one * growth)
    return [
        YearEnd(
            year=year,
            contributed=given.amount if given.once else given.amount * year,
            roth_value=half_up(in_roth),
            taxable_value=half_up(in_taxable),
            roth_value_today=None if given.inflation is None else half_up(in_roth / price),
            taxable_value_today=None if given.inflation is None else half_up(in_taxable / price),
        )
        for year, (in_roth, in_taxable, price) in enumerate(zip(roth, taxable, money_of_today, strict=True), start=1)
    ]


def values(given: Assumptions, rate: Fraction) -> Iterator[Fraction]:
    """Each year's end at a rate: P(1 + r)^n once, else P((1 + r)^n - 1)/r; without growth P n."""
    amount = Fraction(given.amount)
    for year in range(1, given.years + 1):
        grown = (1 + rate) ** year
        yield amount * grown if given.once else amount * ((grown - 1) / rate if rate else year)
