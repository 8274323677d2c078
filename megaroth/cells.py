"""How a cell of each unit must look, and the exact value it means. Any other look is unreadable: nothing is guessed.

Every reader takes stripped text in which an empty cell is null, and gives null for text it cannot read.
"""

from collections.abc import Callable
from typing import Final

import polars as pl

from megaroth.feed_text import SPACE
from schemas.fields import CENTS, CENTS_SCALE, COUNT, DATE, FLAG, RATE, RATE_SCALE, SSN_HASH, SSN_LAST4, TEXT

FIRST_DATE: Final = pl.date(1900, 1, 1)
LAST_DATE: Final = pl.date(2199, 12, 31)

# Numbers people type to get past a field: they tell nobody from anybody, so they are no key.
FAKE_SSNS: Final = ("000000000", "078051120", "111111111", "123456789", "999999999")

RULES: Final = {
    DATE: "is a date like 2026-01-09, from 1900 to 2199",
    CENTS: "is money like 1234.56",
    RATE: "is a number like 0.06",
    COUNT: "is a whole number like 2",
    FLAG: "is true or false",
    SSN_LAST4: "is a social security number",
}


def stripped(cell: pl.Expr, empty: pl.Expr) -> pl.Expr:
    """The text of a cell without the blanks around it; `empty` when nothing is left."""
    text = cell.str.strip_chars(SPACE)
    return pl.when(text != "").then(text).otherwise(empty)


def cents(text: pl.Expr) -> pl.Expr:
    """Whole cents, Int64, of at most twelve digits before the point."""
    return _scaled(text, r"^-?[0-9]{1,12}(\.[0-9]{1,2}0{0,8})?$", CENTS_SCALE)


def rate(text: pl.Expr) -> pl.Expr:
    """Whole hundred-millionths, Int64: 0.06 is 6_000_000."""
    return _scaled(text, r"^-?[0-9]{1,9}(\.[0-9]{1,8}0{0,8})?$", RATE_SCALE)


def count(text: pl.Expr) -> pl.Expr:
    """A whole number, not negative, also where a spreadsheet wrote it as 2.00."""
    return text.str.extract(r"^([0-9]{1,9})(\.0{1,8})?$").cast(pl.Int64)


def _scaled(text: pl.Expr, look: str, scale: int) -> pl.Expr:
    """The number times 10 to the scale; exact, because the look admits no digit beyond the scale but zeros."""
    number = pl.when(text.str.contains(look)).then(text)
    return number.cast(pl.Decimal(38, scale), strict=False).to_physical().cast(pl.Int64)


def date(text: pl.Expr) -> pl.Expr:
    """A calendar date written with four, two and two digits."""
    shaped = pl.when(text.str.contains(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")).then(text)
    day = shaped.str.to_date("%Y-%m-%d", strict=False)
    return pl.when(day.is_between(FIRST_DATE, LAST_DATE)).then(day)


def flag(text: pl.Expr) -> pl.Expr:
    """true or false, in capitals or not."""
    word = text.str.to_lowercase()
    return pl.when(word.is_in(("true", "false"))).then(word == "true")


def ssn_number(text: pl.Expr) -> pl.Expr:
    """The nine digits, lost zeros given back; null when masked, unreadable or a known fake. To be sealed."""
    digits = _joined(text)
    number = pl.when(digits.str.contains(r"^[0-9]{7,9}$")).then(digits.str.zfill(9))
    return pl.when(~number.is_in(FAKE_SSNS)).then(number)


def ssn_last4(text: pl.Expr) -> pl.Expr:
    """The last four digits of a number, whole or masked with X or *."""
    joined = _joined(text)
    return pl.when(joined.str.contains(r"^([0-9]{7,9}|[Xx*]{1,5}[0-9]{4}|[Xx*]{3}[0-9]{6})$")).then(joined.str.tail(4))


def _joined(text: pl.Expr) -> pl.Expr:
    return text.str.replace_all("[- \u00a0]", "")


READERS: Final[dict[str, Callable[[pl.Expr], pl.Expr]]] = {
    TEXT: lambda text: text,
    DATE: date,
    CENTS: cents,
    RATE: rate,
    COUNT: count,
    FLAG: flag,
    SSN_HASH: ssn_number,
    SSN_LAST4: ssn_last4,
}
