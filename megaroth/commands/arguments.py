"""How the command line writes dates, years and dollars. A wrong one is refused with what was expected."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Final

from cyclopts import Parameter, Token
from cyclopts.validators import Number

from megaroth.errors import CommandError
from megaroth.money import ONE, to_cents, to_rate

DATE_SHAPE: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
YEAR_SHAPE: Final = re.compile(r"\d{4}", re.ASCII)
DOLLARS_SHAPE: Final = re.compile(r"\d+(\.\d{1,2})?", re.ASCII)
RATE_SHAPE: Final = re.compile(r"\d(\.\d{1,8})?", re.ASCII)
OLDEST: Final = 120


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
    if not DOLLARS_SHAPE.fullmatch(text):
        raise ValueError("expected dollars as 1234.56, not negative")
    return to_cents(Decimal(text))


def parse_income(text: str) -> int:
    """As dollars, but a loss is written with a minus sign."""
    try:
        return -parse_dollars(text[1:]) if text.startswith("-") else parse_dollars(text)
    except ValueError:
        raise ValueError("expected dollars as 1234.56, a loss as -1234.56") from None


def parse_rate(text: str) -> int:
    """0.07 as whole hundred-millionths, from 0 to 1."""
    rate = to_rate(Decimal(text)) if RATE_SHAPE.fullmatch(text) else None
    if rate is None or rate > ONE:
        raise ValueError("expected a fraction from 0 to 1, such as 0.07 for 7%")
    return rate


def parse_growth(text: str) -> int:
    """As a rate, but a loss is written with a minus sign; not all of it can be lost."""
    try:
        growth = -parse_rate(text[1:]) if text.startswith("-") else parse_rate(text)
    except ValueError:
        growth = -ONE
    if growth == -ONE:
        raise ValueError("expected a fraction above -1 and up to 1, such as 0.07 for 7%, a loss as -0.07")
    return growth


def parse_year(text: str) -> int:
    """2026 and nothing else."""
    if not YEAR_SHAPE.fullmatch(text):
        raise ValueError("expected a year, such as 2026")
    return int(text)


def _date(_: object, tokens: Sequence[Token]) -> date:
    return parse_date(tokens[0].value)


def _limitation_year(_: object, tokens: Sequence[Token]) -> str:
    return parse_limitation_year(tokens[0].value)


def _dollars(_: object, tokens: Sequence[Token]) -> int:
    return parse_dollars(tokens[0].value)


def _income(_: object, tokens: Sequence[Token]) -> int:
    return parse_income(tokens[0].value)


def _rate(_: object, tokens: Sequence[Token]) -> int:
    return parse_rate(tokens[0].value)


def _growth(_: object, tokens: Sequence[Token]) -> int:
    return parse_growth(tokens[0].value)


def _year(_: object, tokens: Sequence[Token]) -> int:
    return parse_year(tokens[0].value)


Day = Annotated[date, Parameter(converter=_date, metavar="DATE")]
LimitationYearName = Annotated[str, Parameter(converter=_limitation_year, metavar="YEAR")]
Dollars = Annotated[int, Parameter(converter=_dollars, metavar="DOLLARS")]
Income = Annotated[int, Parameter(converter=_income, metavar="DOLLARS", allow_leading_hyphen=True)]
Fraction = Annotated[int, Parameter(converter=_rate, metavar="FRACTION")]
Growth = Annotated[int, Parameter(converter=_growth, metavar="FRACTION", allow_leading_hyphen=True)]
Year = Annotated[int, Parameter(converter=_year, metavar="YEAR")]
Age = Annotated[int, Parameter(validator=Number(gte=0, lte=OLDEST), metavar="YEARS")]


def existing_plan_folder(plan_dir: Path) -> Path:
    """The folder itself. CommandError if there is none."""
    if not plan_dir.is_dir():
        raise CommandError(
            f"{plan_dir}: no such folder. Give the plan folder, the one that holds plan.toml and inbox/."
        )
    return plan_dir
