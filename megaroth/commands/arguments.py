"""How the command line takes dates, dollars, rates and whole numbers. A wrong one is refused, saying what fits."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Final, TypeVar

from cyclopts import Parameter, Token
from cyclopts.validators import Number

from megaroth.errors import CommandError
from megaroth.money import ONE, to_cents, to_rate

DATE_SHAPE: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
YEAR_SHAPE: Final = re.compile(r"\d{4}", re.ASCII)
DOLLARS_SHAPE: Final = re.compile(r"\d+(\.\d{1,2})?|\.\d{1,2}", re.ASCII)
DECORATED_SHAPE: Final = re.compile(r"[-+$,.\d]*[+$,][-+$,.\d]*", re.ASCII)
RATE_SHAPE: Final = re.compile(r"\d?\.\d+|\d", re.ASCII)
RATE_DECIMALS: Final = 8
WHOLE_SHAPE: Final = re.compile(r"-?\d{1,18}", re.ASCII)
OLDEST: Final = 120

T = TypeVar("T")


def parse_date(text: str) -> date:
    """2026-06-30 only; the other shapes Python reads as ISO dates are refused."""
    if DATE_SHAPE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise ValueError("expected a date as YYYY-MM-DD, such as 2026-06-30")


def parse_limitation_year(text: str) -> str:
    """The year a limitation year ends in, or the date it ends on."""
    if YEAR_SHAPE.fullmatch(text):
        return text
    try:
        return parse_date(text).isoformat()
    except ValueError:
        raise ValueError("expected the year it ends in, such as 2026, or the date it ends on, YYYY-MM-DD") from None


def parse_dollars(text: str) -> int:
    """1234.56 as whole cents. No sign, no comma, no currency."""
    if DECORATED_SHAPE.fullmatch(text):
        raise ValueError("write 1234.56, without commas, $ or +")
    if not DOLLARS_SHAPE.fullmatch(text):
        raise ValueError("expected dollars as 1234.56, not negative")
    return to_cents(Decimal(text))


def parse_income(text: str) -> int:
    """As dollars, but a loss is written with a minus sign."""
    size = text.removeprefix("-")
    if not DECORATED_SHAPE.fullmatch(text) and not DOLLARS_SHAPE.fullmatch(size):
        raise ValueError("expected dollars as 1234.56, a loss as -1234.56")
    return -parse_dollars(size) if text.startswith("-") else parse_dollars(text)


def parse_rate(text: str) -> int:
    """0.07 as whole hundred-millionths, from 0 to 1."""
    rate = rate_written(text)
    if rate is None or rate > ONE:
        raise ValueError("expected a fraction from 0 to 1, such as 0.07 for 7%")
    return rate


def parse_growth(text: str) -> int:
    """As a rate, but a loss is written with a minus sign; not all of it can be lost."""
    size = rate_written(text.removeprefix("-"))
    growth = -size if size is not None and text.startswith("-") else size
    if growth is None or not -ONE < growth <= ONE:
        raise ValueError("expected a fraction above -1 and up to 1, such as 0.07 for 7%, a loss as -0.07")
    return growth


def rate_written(text: str) -> int | None:
    """Hundred-millionths of a number without a sign; None if it is none. ValueError for more decimals than are kept."""
    if not RATE_SHAPE.fullmatch(text):
        return None
    if len(text.partition(".")[2]) > RATE_DECIMALS:
        raise ValueError(f"expected at most {RATE_DECIMALS} decimals, such as 0.07 for 7%")
    return to_rate(Decimal(text))


def parse_whole(text: str) -> int:
    """40 and nothing else: neither 40.5 nor 4_0."""
    if not WHOLE_SHAPE.fullmatch(text):
        raise ValueError("expected a whole number, such as 40")
    return int(text)


def parse_year(text: str) -> int:
    """2026 and nothing else."""
    if not YEAR_SHAPE.fullmatch(text):
        raise ValueError("expected a year, such as 2026")
    return int(text)


def _by(parse: Callable[[str], T]) -> Callable[[object, Sequence[Token]], T]:
    """As cyclopts calls a converter: with the type and the words of the command line, here one."""

    def convert(_: object, tokens: Sequence[Token]) -> T:
        return parse(tokens[0].value)

    return convert


Day = Annotated[date, Parameter(converter=_by(parse_date), metavar="DATE")]
LimitationYearName = Annotated[str, Parameter(converter=_by(parse_limitation_year), metavar="YEAR")]
Dollars = Annotated[int, Parameter(converter=_by(parse_dollars), metavar="DOLLARS")]
Income = Annotated[int, Parameter(converter=_by(parse_income), metavar="DOLLARS", allow_leading_hyphen=True)]
Fraction = Annotated[int, Parameter(converter=_by(parse_rate), metavar="FRACTION")]
Growth = Annotated[int, Parameter(converter=_by(parse_growth), metavar="FRACTION", allow_leading_hyphen=True)]
Year = Annotated[int, Parameter(converter=_by(parse_year), metavar="YEAR")]
WholeNumber = Annotated[int, Parameter(converter=_by(parse_whole), metavar="N")]
Age = Annotated[WholeNumber, Parameter(validator=Number(gte=0, lte=OLDEST), metavar="YEARS")]
Seconds = Annotated[WholeNumber, Parameter(validator=Number(gte=0), metavar="SECONDS")]


def existing_plan_folder(plan_dir: Path) -> Path:
    """The folder itself. CommandError if there is none."""
    if not plan_dir.is_dir():
        raise CommandError(
            f"{plan_dir}: no such folder. Give the plan folder, the one that holds plan.toml and inbox/."
        )
    return plan_dir
