"""Shares of money in whole cents, rounded once: rates are whole hundred-millionths, all amounts not negative.

Int128 on the way: cents times hundred-millionths, or cents times cents (near $30 million), leave Int64.
"""

from typing import Final

import polars as pl

from megaroth.money import ONE

Number = int | pl.Expr

WIDE: Final = pl.Int128


def of_rate(amount: pl.Expr, rate: Number) -> pl.Expr:
    """amount x rate, half up to the cent."""
    return divided(wide(amount) * rate, ONE)


def down_of_rate(amount: pl.Expr, rate: Number) -> pl.Expr:
    """amount x rate, down to the cent."""
    return (wide(amount) * rate // ONE).cast(pl.Int64)


def pro_rata(amount: pl.Expr, part: pl.Expr, whole: pl.Expr) -> pl.Expr:
    """amount x part / whole, half up to the cent; null where the whole is 0."""
    return divided(wide(amount) * part, whole)


def divided(dividend: pl.Expr, divisor: Number) -> pl.Expr:
    """A quotient of whole numbers, half up; null where the divisor is 0."""
    return ((dividend * 2 + divisor) // (wide(divisor) * 2)).cast(pl.Int64)


def wide(number: Number) -> pl.Expr:
    """The number with room for a product."""
    return (number if isinstance(number, pl.Expr) else pl.lit(number, dtype=WIDE)).cast(WIDE)
