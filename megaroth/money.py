"""Amounts and rates as whole numbers: cents, and hundred-millionths. No float; nothing is rounded but by `half_up`."""

from decimal import Decimal
from fractions import Fraction
from typing import Final

from schemas.fields import CENTS_SCALE, RATE_SCALE

CENTS_PER_DOLLAR: Final = 10**CENTS_SCALE
ONE: Final = 10**RATE_SCALE
"""The rate of 100%."""

MOST_DIGITS: Final = 18
"""What fits a signed 64-bit count of the smallest unit."""


def to_cents(dollars: Decimal) -> int:
    """Whole cents. ValueError if not finite, too large for Int64, or written with more than two decimals."""
    return _whole_units(dollars, CENTS_SCALE)


def to_rate(fraction: Decimal) -> int:
    """Hundred-millionths: 0.06 is 6_000_000. ValueError if not finite, too large, or with more than eight decimals."""
    return _whole_units(fraction, RATE_SCALE)


def plain(cents: int) -> str:
    """1234.56, as files print it."""
    return _with_decimals(cents, separator="")


def grouped(cents: int) -> str:
    """1,234.56, as messages print it."""
    return _with_decimals(cents, separator=",")


def fraction(rate: int) -> str:
    """0.06, as files and messages print a rate; no idle zeros."""
    whole, rest = divmod(abs(rate), ONE)
    return f"{'-' if rate < 0 else ''}{whole}.{rest:0{RATE_SCALE}}".rstrip("0").rstrip(".")


def percent(rate: int) -> str:
    """6%, 6.25%, as pages show a rate; no idle zeros."""
    return f"{fraction(100 * rate)}%"


def half_up(exact: Fraction) -> int:
    """The nearest whole number; from the middle, the greater one."""
    return (2 * exact + 1).__floor__() // 2


def _whole_units(number: Decimal, scale: int) -> int:
    if not number.is_finite():
        raise ValueError("not a number")
    if number.adjusted() + scale >= MOST_DIGITS:
        raise ValueError("too large")
    sign, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int) or exponent < -scale:
        raise ValueError(f"more than {scale} decimals")
    units = int("".join(map(str, digits)) + "0" * (exponent + scale))
    return -units if sign else units


def _with_decimals(cents: int, separator: str) -> str:
    dollars, rest = divmod(abs(cents), CENTS_PER_DOLLAR)
    return f"{'-' if cents < 0 else ''}{dollars:{separator}}.{rest:0{CENTS_SCALE}}"
