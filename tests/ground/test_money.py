"""Amounts and rates as whole numbers, exactly or not at all."""

from decimal import Decimal
from fractions import Fraction

import pytest

from megaroth.money import grouped, half_up, percent, plain, to_cents, to_rate


@pytest.mark.parametrize(
    ("dollars", "cents"),
    [
        ("0", 0),
        ("-0.00", 0),
        ("0.01", 1),
        ("1234.5", 123_450),
        ("-1234.56", -123_456),
        ("1E+3", 100_000),
        ("9999999999999999.99", 999_999_999_999_999_999),
    ],
)
def test_dollars_become_whole_cents(dollars: str, cents: int) -> None:
    assert to_cents(Decimal(dollars)) == cents


@pytest.mark.parametrize(
    "dollars", ["0.001", "1.000", "NaN", "Infinity", "10000000000000000", "1E+999999", "1." + "0" * 40 + "1"]
)
def test_what_is_no_whole_number_of_cents_or_too_large_is_refused(dollars: str) -> None:
    with pytest.raises(ValueError, match=r"decimals|not a number|too large"):
        to_cents(Decimal(dollars))


def test_a_rate_becomes_whole_hundred_millionths() -> None:
    assert to_rate(Decimal("0.06")) == 6_000_000
    assert to_rate(Decimal("0.12345678")) == 12_345_678
    with pytest.raises(ValueError, match="more than 8 decimals"):
        to_rate(Decimal("0.123456789"))


@pytest.mark.parametrize(
    ("cents", "in_files", "in_messages"),
    [
        (0, "0.00", "0.00"),
        (5, "0.05", "0.05"),
        (-5, "-0.05", "-0.05"),
        (123_456, "1234.56", "1,234.56"),
        (-100_000_000, "-1000000.00", "-1,000,000.00"),
    ],
)
def test_cents_are_printed_as_dollars(cents: int, in_files: str, in_messages: str) -> None:
    assert plain(cents) == in_files
    assert grouped(cents) == in_messages


@pytest.mark.parametrize(
    ("rate", "said"),
    [
        (0, "0%"),
        (6_000_000, "6%"),
        (6_250_000, "6.25%"),
        (30_000_000, "30%"),
        (100_000_000, "100%"),
        (1, "0.000001%"),
        (-5_500_000, "-5.5%"),
    ],
)
def test_a_rate_is_told_in_percent_without_idle_zeros(rate: int, said: str) -> None:
    assert percent(rate) == said


@pytest.mark.parametrize(
    ("numerator", "denominator", "nearest"),
    [(0, 1, 0), (1, 2, 1), (499, 1000, 0), (3, 2, 2), (5, 2, 3), (-1, 2, 0), (-3, 2, -1), (-501, 1000, -1)],
)
def test_the_middle_is_rounded_up(numerator: int, denominator: int, nearest: int) -> None:
    assert half_up(Fraction(numerator, denominator)) == nearest
