"""Expected pay dates without payroll: in each pay calendar, and for each person employed on them."""

import polars as pl

from megaroth.people import Moment, employed_on
from megaroth.plan import Plan

GAP = {"calendar": pl.String, "date": pl.Date}


def expected_dates(plan: Plan, moment: Moment) -> pl.LazyFrame:
    """A row a calendar and pay date, from the limitation year's start to now."""
    dates = [
        (name, day)
        for name, calendar in plan.calendars.items()
        for day in calendar.pay_dates(moment.year.start, moment.at)
    ]
    return pl.LazyFrame(dates, schema=GAP, orient="row")


def dates_without_payroll(payroll: pl.LazyFrame, everybody: pl.LazyFrame, plan: Plan, moment: Moment) -> pl.LazyFrame:
    """The expected pay dates of a calendar that no payroll line of anybody in it carries.

    Payroll of somebody the census does not know counts for the default calendar.
    """
    paid = (
        payroll.select("employee_id", date="pay_date")
        .join(everybody.select("employee_id", "calendar"), on="employee_id", how="left", validate="m:1")
        .select(pl.col("calendar").fill_null(""), "date")
        .unique()
    )
    return expected_dates(plan, moment).join(paid, on=["calendar", "date"], how="anti").sort("calendar", "date")


def gaps(everybody: pl.LazyFrame, opening: pl.LazyFrame, missing: pl.LazyFrame) -> pl.LazyFrame:
    """A row a person and missing date of their calendar, while employed and not covered by an opening balance."""
    return (
        everybody.join(opening.select("employee_id", "opening_date"), on="employee_id", how="left", validate="1:1")
        .join(missing, on="calendar", how="inner", validate="m:m")
        .filter(employed_on(pl.col("date")), (pl.col("date") > pl.col("opening_date")).fill_null(value=True))
        .select("employee_id", "calendar", "date")
    )
