"""The rest of the year, a row for each person and later date: what is expected, received already, posted already.

A later date is after the as-of date and in the limitation year. No pay and no contribution is forecast here.
"""

from datetime import timedelta

import polars as pl

from megaroth.additions import PERSON_DATE, by_kind, register
from megaroth.people import Moment, employed_on
from megaroth.plan import Plan
from schemas import words

NEXT_DAY = timedelta(days=1)


def later_dates(
    payroll: pl.LazyFrame,
    postings: pl.LazyFrame,
    rows: pl.LazyFrame,
    persons: pl.LazyFrame,
    plan: Plan,
    moment: Moment,
) -> pl.LazyFrame:
    """`expected`; `paid_early`, a regular line received; `received_*`, null where no cell holds a number; `posted_*`.

    `posted_*` is what *_ytd has of the date already, `counted_deferrals` what the ledger has. `persons` are those of
    the report, `rows` their ledger. Received lines take the place of the date's forecast where one is regular.
    """
    received = lines_received(payroll, moment)
    regular = regular_dates(received).with_columns(paid_early=pl.lit(value=True))
    expected = (
        expected_dates(persons, plan, moment)
        .join(regular, on=PERSON_DATE, how="anti")
        .with_columns(expected=pl.lit(value=True))
    )
    cells = register(received).rename({name: f"received_{name}" for name in ("pay", "eligible", *words.KINDS)})
    posted = by_kind(postings.filter("held")).rename({kind: f"posted_{kind}" for kind in words.KINDS})
    return (
        expected.join(cells, on=PERSON_DATE, how="full", coalesce=True, validate="1:1")
        .join(counted_ahead(rows, moment), on=PERSON_DATE, how="full", coalesce=True, validate="1:1")
        .join(persons.select("employee_id"), on="employee_id", how="semi")
        .join(posted, on=PERSON_DATE, how="left", validate="1:1")
        .join(regular, on=PERSON_DATE, how="left", validate="1:1")
        .with_columns(
            pl.col("expected", "paid_early").fill_null(value=False),
            pl.col("received_pay", "received_eligible", "counted_deferrals").fill_null(0),
            pl.col(f"posted_{kind}" for kind in words.KINDS).fill_null(0),
        )
        .sort(PERSON_DATE)
    )


def counted_ahead(rows: pl.LazyFrame, moment: Moment) -> pl.LazyFrame:
    """Deferrals of a later date that the ledger has already: the recordkeeper posted them early."""
    deferrals = pl.sum_horizontal(f"calendar_{kind}" for kind in words.DEFERRALS)
    return rows.filter(pl.col("date") > moment.as_of).group_by(PERSON_DATE).agg(counted_deferrals=deferrals.sum())


def lines_received(payroll: pl.LazyFrame, moment: Moment) -> pl.LazyFrame:
    """Payroll already here for a later date of the limitation year."""
    return payroll.filter(pl.col("pay_date") > moment.as_of, pl.col("pay_date") <= moment.year.end)


def regular_dates(lines: pl.LazyFrame) -> pl.LazyFrame:
    """A row for each person and date with a line of a regular run."""
    return lines.filter(pl.col("run_type") == "regular").select("employee_id", date="pay_date").unique()


def expected_dates(persons: pl.LazyFrame, plan: Plan, moment: Moment) -> pl.LazyFrame:
    """The later pay dates of each person's calendar on which they are employed by the newest census."""
    days = [
        (name, day)
        for name, calendar in plan.calendars.items()
        for day in calendar.pay_dates(moment.as_of + NEXT_DAY, moment.year.end)
    ]
    calendars = pl.LazyFrame(days, schema={"calendar": pl.String, "date": pl.Date}, orient="row")
    return (
        persons.filter("in_census")
        .join(calendars, on="calendar", how="inner", validate="m:m")
        .filter(employed_on(pl.col("date")))
        .select(PERSON_DATE)
    )
