"""Each person's calendar year as it stands, for every year in which a later date lies: what was deferred, what may be.

26 USC 402(g)(1), 414(v). A calendar year without a 402(g) figure has no row: nothing is capped in it.
"""

import polars as pl

from megaroth.catch_up import catch_up_limit_under, of_calendar_year, used_catch_up
from megaroth.limits import Limits
from megaroth.people import Moment
from megaroth.plan import Plan
from megaroth.plan_terms import Terms

AS_IT_STANDS = ("own", "related_deferrals", "before_pay", "allowed", "pay", "catch_up_limit")
CATCH_UP_SO_FAR = ("beyond", "beyond_at_turn", "total_at_turn")


def later_years(moment: Moment) -> range:
    """The calendar years in which the rest of the limitation year lies."""
    return range(moment.at.year, moment.year.ends_in + 1)


def person_years(rows: pl.LazyFrame, persons: pl.LazyFrame, plan: Plan, limits: Limits, moment: Moment) -> pl.LazyFrame:
    """A row a person and calendar year; `figure` is 402(g), `may_catch_up_*` the limit under each set of terms."""
    so_far = rows.filter(pl.col("date") <= moment.as_of)
    years = [
        of_calendar_year(so_far, persons, plan, limits, year, moment.with_forecast())
        .with_columns(
            **{name: used_catch_up(plan, limits, year, moment)[name] for name in CATCH_UP_SO_FAR},
            **{catch_up_under(terms): catch_up_limit_under(terms, year, limits, moment) for terms in kinds(plan)},
        )
        .select(
            "employee_id",
            *AS_IT_STANDS,
            *CATCH_UP_SO_FAR,
            *(catch_up_under(terms) for terms in kinds(plan)),
            calendar_year=pl.lit(year, dtype=pl.Int32),
            figure=pl.lit(limits.cents("elective_deferral", year), dtype=pl.Int64),
        )
        for year in later_years(moment)
        if limits.covers(year)
    ]
    return pl.concat(years)


def kinds(plan: Plan) -> list[Terms]:
    """One of the plan's sets of terms for each that has catch-up terms of its own."""
    return list({catch_up_under(terms): terms for _, terms in plan.changes()}.values())


def catch_up_under(terms: Terms) -> str:
    """The column with the catch-up limit under these terms."""
    deferrals = terms.deferrals
    return f"may_catch_up_{deferrals.catch_up:d}{deferrals.catch_up_60_63:d}{deferrals.roth:d}"
