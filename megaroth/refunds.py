"""What leaves annual additions again: timely refunds of excess deferrals, 415 corrections, catch-up kept for ADP.

Refunds for ADP and ACP, and those after the deadline, still count and never reach this module. Amounts are whole cents.
"""

from dataclasses import replace
from datetime import date
from typing import Final

import polars as pl

from megaroth.limits import Limits
from megaroth.people import Moment
from megaroth.years import ONE_DAY, LimitationYear, LimitationYears

LEAVES: Final = ["refund_402g", "refund_415", "catch_up_adp"]


def refunds(postings: pl.LazyFrame, moment: Moment, limits: Limits) -> pl.LazyFrame:
    """A row a person: `refund_402g_YEAR` for each calendar year (timely ones only), `refund_415`, `catch_up_adp`.

    Principal only: the amount less its earnings, as money that went out. 1.402(g)-1(e)(1)(ii); 415(k)(4), EPCRS.
    """
    inside = postings.filter(
        pl.col("effect").is_in(LEAVES), pl.col("date").is_between(moment.year.start, moment.year.end)
    )
    of_402g = pl.col("effect") == "refund_402g"
    by_year = [
        principal_of(of_402g & (refunded_year(moment, limits) == year)).alias(f"refund_402g_{year}")
        for year in moment.calendar_years
    ]
    return inside.group_by("employee_id").agg(
        *by_year,
        refund_415=principal_of(pl.col("effect") == "refund_415"),
        catch_up_adp=pl.col("amount").filter(pl.col("effect") == "catch_up_adp").abs().sum(),
    )


def through_the_calendar_year(moment: Moment, years: LimitationYears) -> tuple[Moment, list[LimitationYear]]:
    """A finished limitation year asked through all of its last calendar year, as far as known, and the later ones.

    Those are the limitation years that begin in that calendar year by the as-of date; without one nothing changes.
    """
    last = min(moment.as_of, date(moment.year.end.year, 12, 31))
    later: list[LimitationYear] = []
    begins = moment.year.end + ONE_DAY
    while begins <= last:
        later.append(years.containing(begins))
        begins = later[-1].end + ONE_DAY
    return replace(moment, year=replace(moment.year, end=max(last, moment.year.end))) if later else moment, later


def principal_of(chosen: pl.Expr) -> pl.Expr:
    """What the chosen postings gave back, without earnings."""
    return (-pl.col("addition")).filter(chosen).sum().clip(0)


def refunded_year(moment: Moment, limits: Limits) -> pl.Expr:
    """The calendar year whose excess a refund returns: the year before when posted by the deadline. 402(g)(2)(A)."""
    month, day = limits.statute.refund_deadline
    posted = pl.col("posted_date")
    deadline = pl.date(posted.dt.year(), month, day)
    return (posted.dt.year() - (posted <= deadline).cast(pl.Int32)).clip(moment.year.start.year)
