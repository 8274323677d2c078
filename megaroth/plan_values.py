"""The kinds of value plan.toml holds, and what each refuses. Money becomes whole cents, a rate hundred-millionths.

A refusal says what should have stood there; `megaroth.plan_problems` adds the place and what was found.
"""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Final, TypeVar
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, PlainValidator
from pydantic_core import PydanticCustomError

from megaroth.money import to_cents, to_rate
from megaroth.years import MonthDay

MOST_DOLLARS: Final = 1_000_000_000
MOST_COUNT: Final = 999
MOST_MATCHED: Final = 10
FIRST_DATE: Final = date(1900, 1, 1)
LAST_DATE: Final = date(2999, 12, 31)
COMMON_YEAR: Final = 2026
"""Any year without 29 February."""
LAST_DAY: Final = 31
"""A day that means "last" in every month: what a month does not have is its last day."""


def expected(what: str) -> PydanticCustomError:
    return PydanticCustomError("expected", "{what}", {"what": what})


def refused(sentence: str) -> PydanticCustomError:
    """For what no "expected ..., found ..." says well; the sentence stands alone."""
    return PydanticCustomError("refused", "{what}", {"what": sentence})


class Section(BaseModel):
    """A table of plan.toml. `model_fields_set` are the keys the file gave."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    number = Decimal(value)
    return number if number.is_finite() else None


def _dollars(value: object) -> int:
    number = _number(value)
    if number is None or not 0 <= number <= MOST_DOLLARS:
        raise expected(f"dollars from 0 to {MOST_DOLLARS:,}")
    try:
        return to_cents(number)
    except ValueError:
        raise expected("dollars with at most two decimals") from None


def _positive_dollars(value: object) -> int:
    if (cents := _dollars(value)) == 0:
        raise expected(f"dollars above 0, at most {MOST_DOLLARS:,}")
    return cents


def _rate(value: object) -> int:
    return _fraction(value, 1)


def _match_rate(value: object) -> int:
    """A plan may match more than a dollar for a dollar."""
    return _fraction(value, MOST_MATCHED)


def _fraction(value: object, at_most: int) -> int:
    number = _number(value)
    if number is None or not 0 <= number <= at_most:
        raise expected(f"a fraction from 0 to {at_most}")
    try:
        return to_rate(number)
    except ValueError:
        raise expected("a fraction with at most eight decimals") from None


def _positive_rate(value: object) -> int:
    if (rate := _rate(value)) == 0:
        raise expected("a fraction above 0, at most 1")
    return rate


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_COUNT:
        raise expected(f"a whole number from 0 to {MOST_COUNT}")
    return value


def _date(value: object) -> date:
    if isinstance(value, datetime) or not isinstance(value, date) or not FIRST_DATE <= value <= LAST_DATE:
        raise expected(f"a date like 2026-01-09 ({FIRST_DATE.year} to {LAST_DATE.year})")
    return value


def _month_day(value: object) -> MonthDay:
    if isinstance(value, str) and re.fullmatch("[0-9]{2}-[0-9]{2}", value):
        try:
            day = date.fromisoformat(f"{COMMON_YEAR}-{value}")
        except ValueError:
            pass
        else:
            return MonthDay(day.month, day.day)
    raise expected('a month and day that every year has, like "01-01"')


def _day_of_month(value: object) -> int:
    if value == "last":
        return LAST_DAY
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= LAST_DAY:
        return value
    raise expected('a day from 1 to 31, or "last"')


def _timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown; not a relative path; a folder of the database, like "America"
        raise expected('a time zone of the IANA database, like "America/New_York"') from None
    return name


def _not_blank(text: str) -> str:
    if not text.strip():
        raise refused("expected a text that is not empty")
    return text


def _as_tuple(value: object) -> tuple[object, ...]:
    if not isinstance(value, list):
        raise expected("a list")
    return tuple(value)


def _all_different(values: tuple[Any, ...]) -> tuple[Any, ...]:
    if len(set(values)) < len(values):
        raise refused("expected each value once; one is repeated")
    return values


def one_of(*words: str) -> PlainValidator:
    """A text that must be one of these words."""
    *most, last = (f'"{word}"' for word in words)
    what = f"{', '.join(most)} or {last}" if most else last

    def known(word: object) -> str:
        if not isinstance(word, str) or word not in words:
            raise expected(what)
        return word

    return PlainValidator(known)


Value = TypeVar("Value")

Dollars = Annotated[int, PlainValidator(_dollars)]
PositiveDollars = Annotated[int, PlainValidator(_positive_dollars)]
Rate = Annotated[int, PlainValidator(_rate)]
MatchRate = Annotated[int, PlainValidator(_match_rate)]
PositiveRate = Annotated[int, PlainValidator(_positive_rate)]
Count = Annotated[int, PlainValidator(_count)]
Day = Annotated[date, PlainValidator(_date)]
DayOfMonth = Annotated[int, PlainValidator(_day_of_month)]
YearStart = Annotated[MonthDay, PlainValidator(_month_day)]
TimeZone = Annotated[str, AfterValidator(_timezone)]
Text = Annotated[str, AfterValidator(_not_blank)]
Several = Annotated[tuple[Value, ...], BeforeValidator(_as_tuple)]
Distinct = Annotated[tuple[Value, ...], BeforeValidator(_as_tuple), AfterValidator(_all_different)]
