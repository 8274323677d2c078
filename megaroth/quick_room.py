"""One person's room from a handful of figures, through the same steps as the night's run."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from megaroth.additions import dated
from megaroth.answers import dollar_limit, stepped
from megaroth.book import Book
from megaroth.forecast.dates_ahead import dates_ahead
from megaroth.forecast.late import with_late
from megaroth.forecast.rest_of_year import rest_of_year
from megaroth.limits import Limits
from megaroth.people import Moment
from megaroth.plan import Plan
from megaroth.years import LimitationYear
from schemas import words
from schemas.columns import types
from schemas.feeds import FEEDS

SHOWN = (
    "limitation_year",
    "age",
    "compensation_ytd",
    "deferrals_ytd",
    "catch_up_ytd",
    "catch_up_415",
    "employer_ytd",
    "after_tax_ytd",
    "annual_additions_ytd",
    "limit_415c",
    "limit_basis",
    "room_today",
    "excess",
)
RESERVED = ("reserved_employer", "plan_cap_left", "room", "binding")


@dataclass(frozen=True)
class Figures:
    """What is known of a person's limitation year, in whole cents; no compensation: pay does not bind."""

    birth_date: date
    compensation: int | None = None
    deferrals: int = 0
    employer: int = 0
    after_tax: int = 0


def quick_room(
    figures: Figures, plan: Plan, limits: Limits, year: LimitationYear, *, reserved: bool = False
) -> dict[str, Any]:
    """The room report's columns for one person who contributes nothing more; amounts in whole cents.

    Beside them `excess_deferrals`, what is beyond 402(g) and catch-up. No pay date is to come; `reserved` sets aside
    what the plan still owes at the year's end, and holds room to the plan's caps. Raises LimitMissing.
    """
    moment = Moment(year, year.end)
    limit = dollar_limit(limits, moment)
    nobodys = dated(empty("contributions").lazy(), plan.years, limits.statute.refund_deadline)
    somebody, rows = person(figures), line(figures, moment)
    later = dates_ahead(empty_book(), nobodys, rows, somebody, plan, limits, moment).lazy()
    answered = stepped(somebody, rows, nobodys, later, plan, limits, limit, moment).collect()
    told = with_late(answered, empty_book().payroll.lazy(), rows, nobodys, plan, limits, moment)
    ahead = rest_of_year(told, rows, nobodys, later, plan, limits, moment).persons
    beyond = pl.col(f"excess_deferrals_{year.ends_in}").alias("excess_deferrals")
    row = ahead.select(*SHOWN, *(RESERVED if reserved else ()), beyond).to_dicts()[0]
    if figures.compensation is None:
        row["compensation_ytd"] = None
    return row


def empty(kind: str) -> pl.DataFrame:
    """A feed without rows."""
    return pl.DataFrame(schema=types(FEEDS[kind]))


def empty_book() -> Book:
    """A book without rows."""
    feeds = {kind: empty(kind) for kind in FEEDS}
    return Book(**feeds, earlier_payroll=empty("payroll"), notes=pl.DataFrame(), files=pl.DataFrame())


def person(figures: Figures) -> pl.LazyFrame:
    """A person of whom the census knows only the birth date."""
    known = {"employee_id": "", "birth_date": figures.birth_date}
    return pl.LazyFrame([known], schema=types(FEEDS["census"])).with_columns(
        in_census=pl.lit(value=True),
        employed=pl.lit(value=True),
        hce=pl.lit("unknown"),
        calendar=pl.lit(""),
        pay_binds=pl.lit(figures.compensation is not None),
        opening_date=pl.lit(None, dtype=pl.Date),
        excess_known_later=pl.lit(None, dtype=pl.Int64),
    )


def line(figures: Figures, moment: Moment) -> pl.LazyFrame:
    """The whole year as one line of the ledger, on its last day."""
    pay = figures.compensation or 0
    kinds = {words.PRE_TAX: figures.deferrals, words.MATCH: figures.employer, words.AFTER_TAX: figures.after_tax}
    return pl.LazyFrame(
        {
            "employee_id": [""],
            "date": [moment.year.end],
            "pay": [pay],
            "eligible": [pay],
            **{kind: [kinds.get(kind, 0)] for kind in words.KINDS},
            "calendar_pre_tax": [figures.deferrals],
            "calendar_roth": [0],
            "posted_more": [0],
            "unreconciled": [False],
            "opening_differs": [False],
            "undivided": [False],
            "in_year": [True],
            "calendar_year_deferrals": [None],
            "given_through": [None],
        },
        schema_overrides={"calendar_year_deferrals": pl.Int64, "given_through": pl.Date},
    )
