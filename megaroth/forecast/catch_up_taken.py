"""What of each past pay date's deferrals is catch-up, for a match that leaves catch-up out. docs/law.md, section 3."""

from typing import Final

import polars as pl

from megaroth.catch_up import turns
from megaroth.forecast.limits_so_far import deferral_limit, figure_of, rate_allows
from megaroth.forecast.walk import State, walk
from megaroth.limits import Limits
from megaroth.people import Moment
from megaroth.plan import Plan

PERSON_DATE: Final = ["employee_id", "date"]
PERSON_YEAR: Final = ["employee_id", "calendar_year"]


def catch_up_taken(
    dates: pl.LazyFrame, rows: pl.LazyFrame, persons: pl.LazyFrame, plan: Plan, limits: Limits, moment: Moment
) -> pl.LazyFrame:
    """Adds `catch_up` to rows of a person and `pay_date`: what the date adds to its calendar year's catch-up.

    0 where every match counts it. `rows` are the ledger of `persons`.
    """
    if all(terms.match.catch_up_matched or not terms.match.tiers for _, terms in plan.changes()):
        return dates.with_columns(catch_up=pl.lit(0, dtype=pl.Int64))
    walked = with_beyond(with_totals(calendar_years(rows, persons, moment), plan, limits), plan, moment)
    by_pay = pl.col("pay").sum().over(PERSON_YEAR) - pl.min_horizontal("total", "limit")
    own = pl.col("total") - pl.col("related_deferrals")
    used = walked.lazy().with_columns(used=pl.min_horizontal("catch_up_limit", "beyond", by_pay, own).clip(0))
    earlier = pl.col("used").shift(1).over(PERSON_YEAR, order_by="date").fill_null(0)
    of_date = used.select("employee_id", pay_date="date", catch_up=(pl.col("used") - earlier).clip(0))
    return dates.join(of_date, on=["employee_id", "pay_date"], how="left", validate="m:1").with_columns(
        pl.col("catch_up").fill_null(0)
    )


def calendar_years(rows: pl.LazyFrame, persons: pl.LazyFrame, moment: Moment) -> pl.LazyFrame:
    """The ledger by person and date: deferrals as their calendar year counts them, pay, and what the census says.

    An opening's deferrals that may be of the year before make no catch-up.
    """
    unsure = (pl.col("calendar_pre_tax") + pl.col("calendar_roth")).filter("undivided").sum()
    facts = [
        persons.select(
            "employee_id",
            calendar_year=pl.lit(year, dtype=pl.Int32),
            catch_up_limit=f"catch_up_limit_{year}",
            related_deferrals=f"related_deferrals_{year}",
            before_pay=f"before_pay_{year}",
        )
        for year in moment.calendar_years
    ]
    return (
        rows.group_by(PERSON_DATE)
        .agg(
            pl.col("eligible", "pay").sum(),
            deferred=pl.col("calendar_pre_tax").sum() + pl.col("calendar_roth").sum() - unsure,
        )
        .with_columns(calendar_year=pl.col("date").dt.year())
        .join(pl.concat(facts), on=PERSON_YEAR, how="inner", validate="m:1")
    )


def with_totals(dates: pl.LazyFrame, plan: Plan, limits: Limits) -> pl.LazyFrame:
    """Adds `total`, deferrals through each date, related employers' first, and the `limit` they are held against."""
    day = pl.col("date")
    years = dates.select(day.dt.year().unique()).collect()["date"]
    allowed = rate_allows(day, pl.col("eligible"), plan).cum_sum().over(PERSON_YEAR, order_by="date")
    return dates.with_columns(
        total=pl.col("related_deferrals") + pl.col("deferred").cum_sum().over(PERSON_YEAR, order_by="date"),
        limit=deferral_limit(day, figure_of(day, years, limits), allowed, plan),
    )


def with_beyond(dates: pl.LazyFrame, plan: Plan, moment: Moment) -> pl.DataFrame:
    """Adds `beyond`: deferrals through each date that exceed the limit, a lowered one of later deferrals only."""
    before = pl.col("date").shift(1).over(PERSON_YEAR, order_by="date")
    turned = [
        pl.lit(turn).is_between(before, "date", closed="right").fill_null(pl.col("date") >= turn)
        & (pl.col("calendar_year") == turn.year)
        for year in moment.calendar_years
        for turn in turns(plan, year, moment)
    ]
    marked = dates.with_columns(turned=pl.any_horizontal([pl.lit(value=False), *turned])).sort(PERSON_DATE).collect()

    def step(earlier: State, date: State) -> State:
        beyond_then = pl.when(date["turned"]).then(earlier["beyond"]).otherwise(earlier["beyond_then"])
        total_then = pl.when(date["turned"]).then(earlier["so_far"]).otherwise(earlier["total_then"])
        since = beyond_then + (date["total"] - total_then).clip(0)
        beyond = pl.min_horizontal((date["total"] - date["limit"]).clip(0), since)
        return {"beyond": beyond, "so_far": date["total"], "beyond_then": beyond_then, "total_then": total_then}

    start = dict.fromkeys(("beyond", "so_far", "beyond_then", "total_then"), pl.col("related_deferrals"))
    return walk(marked, PERSON_YEAR, start, ["turned", "total", "limit"], step)
