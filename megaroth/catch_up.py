"""Catch-up and excess deferrals, a row for each person of one calendar year. 26 USC 414(v), 402(g).

Amounts are whole cents. What annual additions make of it is `megaroth.room`'s.
"""

from collections.abc import Callable
from datetime import date, timedelta

import polars as pl

from megaroth.limits import Limits
from megaroth.people import WAGES_OVER, WAGES_UNKNOWN, Moment, roth_wages
from megaroth.plan import Plan
from megaroth.plan_terms import Terms
from schemas.fields import RATE_SCALE

WHOLE = 10**RATE_SCALE


def in_force(day: pl.Expr, plan: Plan, term: Callable[[Terms], int]) -> pl.Expr:
    """A plan term as in force on each row's day."""
    (_, first), *later = plan.changes()
    chosen = pl.lit(term(first), dtype=pl.Int64)
    for effective, terms in later:
        chosen = pl.when(day >= effective).then(pl.lit(term(terms), dtype=pl.Int64)).otherwise(chosen)
    return chosen


def catch_up_limit(calendar_year: int, plan: Plan, limits: Limits, moment: Moment) -> pl.Expr:
    """The most that can be catch-up in a calendar year, by age at its end, plan and wages. 414(v)(2)(B), (E), (7)."""
    terms = plan.terms(min(moment.at, date(calendar_year, 12, 31))).deferrals
    if not terms.catch_up:
        return pl.lit(0, dtype=pl.Int64)
    statute = limits.statute
    age = calendar_year - pl.col("birth_date").dt.year()
    at_50 = pl.lit(limits.cents("catch_up_50", calendar_year), dtype=pl.Int64)
    higher = limits.find("catch_up_60_63", calendar_year) if terms.catch_up_60_63 else None
    by_age = (
        pl.when(age.is_between(statute.higher_catch_up_first_age, statute.higher_catch_up_last_age))
        .then(pl.lit(higher, dtype=pl.Int64) if higher is not None else at_50)
        .when(age >= statute.catch_up_age)
        .then(at_50)
        .otherwise(0)
    )
    if terms.roth:
        return by_age
    barred = roth_wages(calendar_year, limits, moment).is_in([WAGES_OVER, WAGES_UNKNOWN]).fill_null(value=False)
    return pl.when(~barred).then(by_age).otherwise(0)


def calendar_year_deferrals(rows: pl.LazyFrame, plan: Plan, calendar_year: int, moment: Moment) -> pl.LazyFrame:
    """Deferrals, pay and the plan's rate limit of a calendar year, in whole and up to where the limitation year begins.

    `*_before` counts what precedes the limitation year, or what an opening's calendar_year_deferrals stands for.
    """
    given = (pl.col("given_through") >= moment.year.start).fill_null(value=False)
    stated = given & (pl.col("date") == pl.col("given_through")) & pl.col("calendar_year_deferrals").is_not_null()
    before = pl.col("date") <= pl.when(given).then("given_through").otherwise(moment.year.start - timedelta(days=1))
    rate = in_force(pl.col("date"), plan, lambda terms: terms.deferrals.max_rate)
    allowed = pl.col("eligible").cast(pl.Int128) * rate
    of_year = rows.filter(pl.col("date").dt.year() == calendar_year)
    return of_year.group_by("employee_id").agg(
        own=surely_deferred(pl.lit(value=True)),
        own_before=surely_deferred(before),
        allowed=allowed.sum(),
        allowed_before=allowed.filter(before).sum(),
        last_date=pl.col("date").max(),
        last_date_before=pl.col("date").filter(before).max(),
        pay=pl.col("pay").sum(),
        deferrals=deferred(pl.lit(value=True)),
        roth=pl.col("roth").sum().clip(0),
        opening_own=(pl.col("pre_tax") + pl.col("roth")).filter(stated).sum(),
        by_opening=given.any(),
    )


def deferred(chosen: pl.Expr) -> pl.Expr:
    """Deferrals of the calendar year in the chosen rows, a kind never below zero."""
    return pl.sum_horizontal(
        pl.col(kind).filter(chosen).sum().clip(0) for kind in ("calendar_pre_tax", "calendar_roth")
    )


def surely_deferred(chosen: pl.Expr) -> pl.Expr:
    """The same without an opening's deferrals that may be of the year before: none of them is called catch-up."""
    perhaps = (pl.col("calendar_pre_tax") + pl.col("calendar_roth")).filter(chosen & pl.col("undivided")).sum()
    return deferred(chosen) - perhaps


def deferral_limit(plan: Plan, limits: Limits, calendar_year: int, side: str = "") -> pl.Expr:
    """What deferrals may reach before they are catch-up: 402(g)(1), or the plan's lower limit in dollars or rate."""
    dollars = in_force(pl.col(f"last_date{side}"), plan, lambda terms: terms.deferrals.max_dollars)
    by_rate = (pl.col(f"allowed{side}") // WHOLE).cast(pl.Int64).clip(0)
    by_pay = pl.when("pay_binds").then(by_rate)
    statutory = pl.lit(limits.cents("elective_deferral", calendar_year), dtype=pl.Int64)
    return pl.min_horizontal(statutory, pl.when(dollars > 0).then(dollars), by_pay)


def beyond_limit(limit: pl.Expr, own: pl.Expr) -> pl.Expr:
    """Deferrals that are catch-up for exceeding a limit, related employers' first. 1.414(v)-1(b); 414(v)(2)(A)(ii)."""
    total = own + pl.col("related_deferrals")
    other_deferrals = pl.min_horizontal(total, limit)
    by_pay = pl.when("pay_binds").then(pl.col("pay") - other_deferrals)
    return pl.min_horizontal("catch_up_limit", total - limit, by_pay, own).clip(0)


def of_calendar_year(
    rows: pl.LazyFrame, people: pl.LazyFrame, plan: Plan, limits: Limits, year: int, moment: Moment
) -> pl.LazyFrame:
    """Each person's calendar year: catch-up used and left, its part in the limitation year, excess deferrals.

    `people` brings birth_date, census amounts and `pay_binds`; people without deferrals that year have zeros.
    """
    now = year == moment.at.year
    census_amount = {"related_deferrals": "related_employer_deferrals", "prior_employer": "prior_employer_deferrals"}
    sums = calendar_year_deferrals(rows, plan, year, moment)
    joined = people.join(sums, on="employee_id", how="left", validate="1:1").with_columns(
        pl.col("own", "own_before", "allowed", "allowed_before", "pay", "deferrals", "roth", "opening_own").fill_null(
            0
        ),
        pl.col("by_opening").fill_null(value=False),
        catch_up_limit=catch_up_limit(year, plan, limits, moment),
        roth_wages=roth_wages(year, limits, moment),
        old_enough=(year - pl.col("birth_date").dt.year() >= limits.statute.catch_up_age).fill_null(value=False),
        **{
            name: pl.col(said).fill_null(0) if now else pl.lit(0, dtype=pl.Int64)
            for name, said in census_amount.items()
        },
    )
    used = beyond_limit(deferral_limit(plan, limits, year), pl.col("own"))
    used_before = beyond_limit(deferral_limit(plan, limits, year, "_before"), pl.col("own_before"))
    return joined.with_columns(used=used, used_before=used_before).with_columns(
        used_in_year=pl.col("used")
        - pl.col("used_before")
        + pl.when("by_opening").then(pl.min_horizontal("used_before", "opening_own")).otherwise(0),
        excess_deferrals=excess_deferrals(limits.cents("elective_deferral", year)),
    )


def excess_deferrals(statutory: int) -> pl.Expr:
    """Deferrals beyond 402(g) and catch-up, across employers; before any refund. 26 USC 402(g)(1), (2)."""
    here = pl.col("deferrals") + pl.col("related_deferrals")
    by_pay = pl.when("pay_binds").then((pl.col("pay") - pl.min_horizontal(here, pl.lit(statutory))).clip(0))
    allowed = statutory + pl.min_horizontal("catch_up_limit", by_pay)
    return (here + pl.col("prior_employer") - allowed).clip(0)
