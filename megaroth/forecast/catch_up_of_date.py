"""What of a later date's deferrals is catch-up, for a match that leaves catch-up out. 26 USC 414(v); docs/law.md, 3."""

from datetime import date

import polars as pl

from megaroth.catch_up import turns
from megaroth.forecast.limits_so_far import deferral_limit
from megaroth.forecast.reference import PERSON_YEAR
from megaroth.forecast.walk import State, walk
from megaroth.people import Moment
from megaroth.plan import Plan

NOTHING = pl.lit(0, dtype=pl.Int64)


def with_catch_up(later: pl.DataFrame, plan: Plan, moment: Moment) -> pl.DataFrame:
    """Adds `catch_up` of each date that no match counts; 0 where every match counts it."""
    return later.with_columns(catch_up=NOTHING) if catch_up_is_matched(plan) else of_dates(later, plan, moment)


def of_dates(later: pl.DataFrame, plan: Plan, moment: Moment) -> pl.DataFrame:
    """Adds `catch_up` of each date: what its deferrals add to the calendar year's.

    `catch_up_change` is below 0 where what was catch-up is within a limit that has grown since.
    """
    beyond = with_beyond(with_total(later, plan, moment), plan, moment)
    of_pay = (pl.col("pay") + pl.sum_horizontal("gross", "received_pay").sum().over(PERSON_YEAR)).alias("pay_of_year")
    until = beyond.with_columns(of_pay).with_columns(
        used=used("beyond_so_far", "total", "limit"), used_already=used("beyond", "total_now", "bound_now")
    )
    earlier = pl.coalesce(pl.col("used").shift(1).over(PERSON_YEAR), "used_already")
    change = pl.when(pl.col("figure").is_not_null()).then(pl.col("used") - earlier).otherwise(0)
    return until.with_columns(catch_up=change.clip(0), catch_up_change=change)


def catch_up_is_matched(plan: Plan) -> bool:
    """Whether no match of the plan ever leaves catch-up out."""
    return all(terms.match.catch_up_matched or not terms.match.tiers for _, terms in plan.changes())


def with_total(later: pl.DataFrame, plan: Plan, moment: Moment) -> pl.DataFrame:
    """Adds the calendar year's `total` through each date, held against its `limit`, and both as they are today."""
    now = pl.col("own") + pl.col("related_deferrals")
    return later.with_columns(
        total_now=now,
        total=now + pl.col("known_so_far") + pl.col("deferred").cum_sum().over(PERSON_YEAR, order_by="date"),
        bound_now=deferral_limit(pl.lit(moment.at), pl.col("figure"), pl.col("allowed"), plan),
    )


def with_beyond(later: pl.DataFrame, plan: Plan, moment: Moment) -> pl.DataFrame:
    """Adds `beyond_so_far`: deferrals through each date that exceed a limit, a lowered one of later deferrals only."""
    turning = [
        day
        for year in later.select(pl.col("calendar_year").unique().sort())["calendar_year"]
        for day in turns(plan, year, moment.with_forecast())
        if day > moment.at
    ]
    marked = later.with_columns(turn=turned(turning, moment.at))

    def step(before: State, of_date: State) -> State:
        turn = of_date["turn"].fill_null(value=False)
        beyond_then = pl.when(turn).then(before["beyond_so_far"]).otherwise(before["beyond_then"])
        total_then = pl.when(turn).then(before["total_so_far"]).otherwise(before["total_then"])
        total = pl.coalesce(of_date["total"], before["total_so_far"])
        over_limit = (total - of_date["limit"]).clip(0)
        since_turn = beyond_then + (total - total_then).clip(0)
        return {
            "beyond_so_far": pl.min_horizontal(over_limit, since_turn),
            "total_so_far": total,
            "beyond_then": beyond_then,
            "total_then": total_then,
        }

    start = {
        "beyond_so_far": pl.col("beyond"),
        "total_so_far": pl.col("total_now"),
        "beyond_then": pl.col("beyond_at_turn"),
        "total_then": pl.col("total_at_turn"),
    }
    return walk(marked, PERSON_YEAR, start, ["turn", "total", "limit"], step)


def turned(days: list[date], at: date) -> pl.Expr:
    """Whether the count starts anew between the date before and this one."""
    before = pl.col("date").shift(1).over(PERSON_YEAR).fill_null(at)
    return pl.any_horizontal(
        [pl.lit(value=False), *(pl.lit(day).is_between(before, "date", closed="right") for day in days)]
    )


def used(beyond: str, total: str, bound: str) -> pl.Expr:
    """Catch-up of the calendar year: within its limit, the pay the other deferrals leave, and this plan's deferrals."""
    by_pay = pl.col("pay_of_year") - pl.min_horizontal(total, bound)
    own = pl.col(total) - pl.col("related_deferrals")
    return pl.min_horizontal("catch_up_limit", beyond, by_pay, own).clip(0)
