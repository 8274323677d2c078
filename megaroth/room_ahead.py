"""One person's room on a date inside the year, from a handful of figures, with the rest of the year forecast.

A book of one person is made up and answered as the night answers everybody: the figures are taken as paid evenly on
the plan's pay dates so far, and go on like that. No feed and no store here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import polars as pl

from megaroth.answers import answer, dollar_limit
from megaroth.book import Book
from megaroth.errors import CommandError
from megaroth.explanation import Asked, Step
from megaroth.forecast.deferrals import spread
from megaroth.forecast_explanation import Ahead, forecast_steps, path
from megaroth.limits import Limits
from megaroth.plan import Plan
from megaroth.quick_room import SHOWN, Figures, empty_book
from megaroth.years import LimitationYear
from schemas import words
from schemas.columns import types
from schemas.feeds import FEEDS

SOMEBODY: Final = ""
AHEAD: Final = (
    "reserved_deferrals",
    "reserved_employer",
    "plan_cap_left",
    "room",
    "room_if_deferrals_maxed",
    "binding",
    "pay_dates_left",
    "per_pay_date",
    "suggested_rate",
    "stop_date",
    "reasons",
)
NOTES: Final = {"kind": pl.String, "outcome": pl.String, "employee_id": pl.String, "pay_date": pl.Date}


@dataclass(frozen=True)
class RoomAhead:
    """`row`: columns of the room report and `excess_deferrals`; the forecast's steps in words, and its path."""

    row: dict[str, Any]
    steps: list[Step]
    ahead: list[Ahead]


def room_ahead(figures: Figures, plan: Plan, limits: Limits, year: LimitationYear, as_of: date) -> RoomAhead:
    """The answer for one person whose year to date is `figures`, and who goes on as before.

    CommandError where the date is not in the year, nothing was paid by then, or pay is not known.
    """
    days = pay_dates_so_far(figures, plan, year, as_of)
    book = book_of(figures, days, hired=plan.years.before(year).start)
    answers = answer(book, plan, limits, year, as_of)
    (person,) = answers.persons.to_dicts()
    asked = Asked(person, answers.moment, plan, limits, dollar_limit(limits, answers.moment))
    ahead = path(asked, answers.forecast.to_dicts())
    row = {name: person[name] for name in (*SHOWN, *AHEAD)}
    row["excess_deferrals"] = person[f"excess_deferrals_{as_of.year}"]
    return RoomAhead(row, forecast_steps(asked, ahead), ahead)


def pay_dates_so_far(figures: Figures, plan: Plan, year: LimitationYear, as_of: date) -> list[date]:
    """The pay dates of the plan's default calendar on which the figures were paid."""
    if not year.start <= as_of <= year.end:
        raise CommandError(
            f"room: --as-of {as_of} is not in the limitation year {year.start} to {year.end}. "
            "Give a date in it, or the --year it is in."
        )
    if figures.compensation is None:
        raise CommandError(
            "room: --as-of forecasts the pay dates to come from the pay so far. Give it with --compensation."
        )
    days = plan.calendars[plan.calendar_name(None)].pay_dates(year.start, as_of)
    if not days:
        raise CommandError(
            f"room: no pay date of the plan's calendar is in {year.start} to {as_of}, so nothing shows how the year "
            "goes on. Give a later --as-of."
        )
    return days


def book_of(figures: Figures, days: Sequence[date], hired: date) -> Book:
    """The book of a plan with this one person, of whom nothing else is known."""
    return replace(
        empty_book(),
        census=census_of(figures, hired),
        payroll=payroll_of(figures, days),
        notes=pl.DataFrame(schema=NOTES),
    )


def census_of(figures: Figures, hired: date) -> pl.DataFrame:
    """A census of the one person."""
    known = {"employee_id": SOMEBODY, "birth_date": figures.birth_date, "hire_date": hired, "file": ""}
    beside = {"file": pl.String, "file_date": pl.Date}
    return pl.DataFrame([known], schema=types(FEEDS["census"]) | beside)


def payroll_of(figures: Figures, days: Sequence[date]) -> pl.DataFrame:
    """A regular line on each day, every figure spread evenly in whole cents, the odd ones on the first days."""
    paid = {
        "gross_compensation": figures.compensation,
        words.PRE_TAX: figures.deferrals,
        words.MATCH: figures.employer,
        words.AFTER_TAX: figures.after_tax,
    }
    each = {name: spread(pl.lit(cents), pl.len(), pl.int_range(1, pl.len() + 1)) for name, cents in paid.items()}
    lines = pl.DataFrame({"pay_date": days}).with_columns(
        employee_id=pl.lit(SOMEBODY), run_type=pl.lit("regular"), **each
    )
    empty = pl.DataFrame(schema=types(FEEDS["payroll"]))
    return pl.concat([empty, lines], how="diagonal_relaxed").cast(empty.schema)
