"""The deferral limits of a calendar year on a date: 402(g), and the plan's lower one. 26 USC 402(g)(1), 401(a)(30)."""

import polars as pl

from megaroth.catch_up import beside_the_rate, in_force, limit_by_rate
from megaroth.cents import wide
from megaroth.limits import Limits
from megaroth.plan import Plan


def rate_allows(day: pl.Expr, eligible: pl.Expr, plan: Plan) -> pl.Expr:
    """What a date's pay adds to the plan's limit by rate, in cents x hundred-millionths."""
    return wide(eligible) * in_force(day, plan, lambda terms: terms.deferrals.max_rate)


def deferral_limit(day: pl.Expr, figure: pl.Expr, allowed: pl.Expr, plan: Plan) -> pl.Expr:
    """402(g) or less, null without any limit; `figure` is 402(g) of the year, `allowed` the sum of `rate_allows`.

    To be held against this plan's and related employers' deferrals; rows bring what `beside_the_rate` asks for.
    """
    dollars = in_force(day, plan, lambda terms: terms.deferrals.max_dollars or None)
    rate = in_force(day, plan, lambda terms: terms.deferrals.max_rate)
    return pl.min_horizontal(figure, dollars, limit_by_rate(rate, allowed, beside_the_rate()))


def figure_of(day: pl.Expr, years: pl.Series, limits: Limits) -> pl.Expr:
    """The 402(g) figure of each date's calendar year, null where the table has none."""
    known = {year: limits.cents("elective_deferral", year) for year in years if limits.covers(year)}
    return day.dt.year().cast(pl.Int64).replace_strict(known, default=None, return_dtype=pl.Int64)
