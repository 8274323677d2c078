"""How the command line writes dates, years and dollars. A wrong one is refused with what was expected."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Final

from cyclopts import Parameter, Token

from megaroth.errors import CommandError
from megaroth.money import to_cents

DATE_SHAPE: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
YEAR_SHAPE: Final = re.compile(r"\d{4}", re.ASCII)
DOLLARS_SHAPE: Final = re.compile(r"\d+(\.\d{1,2})?", re.ASCII)


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


def _date(_: object, tokens: Sequence[Token]) -> date:
    return parse_date(tokens[0].value)


def _limitation_year(_: object, tokens: Sequence[Token]) -> str:
    return parse_limitation_year(tokens[0].value)


def _dollars(_: object, tokens: Sequence[Token]) -> int:
    return parse_dollars(tokens[0].value)


Day = Annotated[date, Parameter(converter=_date, metavar="DATE")]
LimitationYearName = Annotated[str, Parameter(converter=_limitation_year, metavar="YEAR")]
Dollars = Annotated[int, Parameter(converter=_dollars, metavar="DOLLARS")]


def existing_plan_folder(plan_dir: Path) -> Path:
    """The folder itself. CommandError if there is none."""
    if not plan_dir.is_dir():
        raise CommandError(
            f"{plan_dir}: no such folder. Give the plan folder, the one that holds plan.toml and inbox/."
        )
    return plan_dir
