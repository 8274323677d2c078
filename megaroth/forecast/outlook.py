"""The year's end as the forecast sees it: the law of the year to date on the ledger and the rows still to come."""

from collections.abc import Sequence

import polars as pl

from megaroth.catch_up import of_calendar_year
from megaroth.forecast.person_years import later_years
from megaroth.limits import Limits
from megaroth.people import Moment
from megaroth.plan import Plan
from megaroth.room import totals, with_countable
from schemas import words


def as_ledger(later: pl.DataFrame) -> pl.LazyFrame:
    """Later dates as rows of the ledger, on top of what it has."""
    deferred = {kind: pl.col(kind) + pl.col(f"received_{kind}_on_top") for kind in words.DEFERRALS}
    return later.lazy().select(
        "employee_id",
        "date",
        pay=pl.col("gross") + pl.col("received_pay"),
        eligible=pl.col("eligible") + pl.col("received_eligible"),
        **deferred,
        **{f"calendar_{kind}": amount for kind, amount in deferred.items()},
    )


def with_later(rows: pl.LazyFrame, later: pl.DataFrame) -> pl.LazyFrame:
    """The ledger of the whole year."""
    return pl.concat([rows, as_ledger(later)], how="diagonal").with_columns(
        pl.col("pay", "eligible", "posted_more", *words.KINDS).fill_null(0),
        pl.col("undivided", "unreconciled", "opening_differs").fill_null(value=False),
        pl.col("in_year").fill_null(value=True),
    )


def year_end(rows: pl.LazyFrame, persons: pl.LazyFrame, plan: Plan, limits: Limits, moment: Moment) -> pl.LazyFrame:
    """A row a person: `countable_at_end` and `catch_up_at_end`, what exceeds the limits; `rows` of the whole year.

    `persons` brings `refunded`, `catch_up_adp` and the catch-up of calendar years that are over.
    """
    known = [year for year in later_years(moment) if limits.covers(year)]
    over = range(moment.year.start.year, moment.at.year)
    ended = persons.select("employee_id", "refunded", "catch_up_adp", *(f"used_in_year_{year}" for year in over)).join(
        totals(rows, moment).select("employee_id", *(f"{kind}_ytd" for kind in words.DEFERRALS)),
        on="employee_id",
        how="left",
        validate="1:1",
    )
    for year in known:
        ended = ended.join(
            catch_up_of(rows, persons, plan, limits, year, moment), on="employee_id", how="left", validate="1:1"
        )
    filled = ended.with_columns(pl.col(pl.Int64).fill_null(0))
    return with_countable(filled, [*over, *known], moment.at.year).select(
        "employee_id", countable_at_end="countable", catch_up_at_end="used"
    )


def catch_up_of(
    rows: pl.LazyFrame, persons: pl.LazyFrame, plan: Plan, limits: Limits, year: int, moment: Moment
) -> pl.LazyFrame:
    """Catch-up of a calendar year at its end."""
    names = ("used_in_year", "used", "catch_up_limit")
    facts = persons.select(census_facts())
    return of_calendar_year(rows, facts, plan, limits, year, moment.with_forecast()).select(
        "employee_id", **{f"{name}_{year}": pl.col(name) for name in names}
    )


def census_facts() -> Sequence[str]:
    """What a calendar year asks of a person."""
    return (
        "employee_id",
        "birth_date",
        "hire_date",
        "rehire_date",
        "termination_date",
        "prior_year_fica_wages",
        "related_employer_deferrals",
        "prior_employer_deferrals",
        "pay_binds",
    )
