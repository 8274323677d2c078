"""The plan's own caps on after-tax money, and what is left of the least of them.

A cap by rate is of the year's eligible pay, to date and expected, up to 401(a)(17); each date's at the rate of then.
"""

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import polars as pl

from megaroth.cents import wide
from megaroth.money import ONE
from megaroth.people import Moment
from megaroth.plan import Plan
from megaroth.plan_terms import Terms
from megaroth.years import LimitationYear

Rate = Callable[[Terms], int]


def terms_of_year(plan: Plan, year: LimitationYear, since: date) -> list[tuple[date, Terms]]:
    """Every set of terms in force from a day to the limitation year's end, with its first day."""
    begins = [since, *(day for day, _ in plan.changes() if since < day <= year.end)]
    return [(day, plan.terms(day)) for day in begins]


def eligible_before(rows: pl.LazyFrame, plan: Plan, year: LimitationYear) -> pl.LazyFrame:
    """A row a person: eligible pay of the whole year before each change of terms, `eligible_before_DAY`, and in all."""
    changes = [day for day, _ in terms_of_year(plan, year, year.start)[1:]]
    eligible = pl.col("eligible")
    return (
        rows.filter("in_year")
        .group_by("employee_id")
        .agg(
            *(eligible.filter(pl.col("date") < day).sum().alias(f"eligible_before_{day}") for day in changes),
            eligible_in_all=eligible.sum(),
        )
    )


def cap_by_rate(rate: Rate, plan: Plan, year: LimitationYear, pay_cap: int) -> pl.Expr:
    """The rate in force on each date of the year's eligible pay, down to the cent; null where it never is below 1."""
    periods = terms_of_year(plan, year, year.start)
    if all(rate(terms) == ONE for _, terms in periods):
        return pl.lit(None, dtype=pl.Int64)
    ends = [f"eligible_before_{day}" for day, _ in periods[1:]] + ["eligible_in_all"]
    counted = [pl.lit(0, dtype=pl.Int64), *(pl.col(name).clip(0, pay_cap) for name in ends)]
    parts = [
        wide(after - before) * rate(terms)
        for (before, after), (_, terms) in zip(pairwise(counted), periods, strict=True)
    ]
    return (pl.sum_horizontal(parts) // ONE).cast(pl.Int64)


def plan_caps(plan: Plan, moment: Moment, pay_cap: int) -> dict[str, pl.Expr]:
    """`hce_cap`, for who is or may be highly compensated, and `other_cap`, the least of the others; null: none."""
    year = moment.year
    ahead = [
        terms.after_tax.max_dollars for _, terms in terms_of_year(plan, year, moment.at) if terms.after_tax.max_dollars
    ]
    dollars = min(ahead) if ahead else None
    if not plan.terms(moment.at).after_tax.allowed:
        dollars = 0
    by_hce_rate = cap_by_rate(lambda terms: terms.after_tax.hce_max_rate, plan, year, pay_cap)
    by_rate = cap_by_rate(lambda terms: terms.after_tax.max_rate, plan, year, pay_cap)
    return {
        "hce_cap": pl.when("perhaps_hce", "pay_binds").then(by_hce_rate),
        "other_cap": pl.min_horizontal(pl.when("pay_binds").then(by_rate), pl.lit(dollars, dtype=pl.Int64)),
    }
