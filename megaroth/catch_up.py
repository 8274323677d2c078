"""Catch-up and excess deferrals, a row for each person of one calendar year. 26 USC 414(v), 402(g).

Amounts are whole cents. What annual additions make of it is `megaroth.room`'s.
"""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

import polars as pl

from megaroth.limits import Limits
from megaroth.people import WAGES_OVER, WAGES_UNKNOWN, Moment, roth_wages
from megaroth.plan import Plan
from megaroth.plan_terms import Terms
from schemas.fields import RATE_SCALE

WHOLE = 10**RATE_SCALE


def in_force(day: pl.Expr, plan: Plan, term: Callable[[Terms], int | pl.Expr | None]) -> pl.Expr:
    """A plan term, or what follows from it, as in force on each row's day."""
    (_, first), *later = plan.changes()
    chosen = as_expression(term(first))
    for effective, terms in later:
        chosen = pl.when(day >= effective).then(as_expression(term(terms))).otherwise(chosen)
    return chosen


def as_expression(term: int | pl.Expr | None) -> pl.Expr:
    """A term's number, null for None; an expression as it is."""
    return term if isinstance(term, pl.Expr) else pl.lit(term, dtype=pl.Int64)


def catch_up_limit(calendar_year: int, plan: Plan, limits: Limits, moment: Moment) -> pl.Expr:
    """The catch-up limit of a calendar year under the terms at its end, or at the last day that rows speak of."""
    terms = plan.terms(min(moment.through, date(calendar_year, 12, 31)))
    return catch_up_limit_under(terms, calendar_year, limits, moment)


def catch_up_limit_under(plan_terms: Terms, calendar_year: int, limits: Limits, moment: Moment) -> pl.Expr:
    """The most that can be catch-up in a calendar year, by age at its end, plan and wages. 414(v)(2)(B), (E), (7)."""
    terms = plan_terms.deferrals
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


def limit_by_rate(rate: pl.Expr, allowed: pl.Expr, beside: pl.Expr) -> pl.Expr:
    """The plan's own limit by rate, in cents; null: none. `allowed`: rate x eligible pay so far, of each date added up.

    What it is held against holds deferrals `beside` it, of which this plan's pay says nothing: they go on top.
    A rate of 1 is no limit, and neither is a rate of no pay: what exceeds no limit is neither stopped nor catch-up.
    """
    return pl.when(rate < WHOLE, allowed > 0).then((allowed // WHOLE).cast(pl.Int64) + beside)


def beside_the_rate() -> pl.Expr:
    """Deferrals of a calendar year that a rate of this plan's pay is not held against.

    Those at related employers, and this plan's of before any eligible pay is known.
    """
    return pl.col("related_deferrals") + pl.col("before_pay")


def own_limits(terms: Terms) -> tuple[int, bool]:
    """The plan's own limits on deferrals, as far as an amendment can lower one on its day: dollars, and a rate or none.

    Another rate is no such change, for it is of the pay from then on.
    """
    return terms.deferrals.max_dollars, terms.deferrals.max_rate < WHOLE


def turns(plan: Plan, calendar_year: int, moment: Moment) -> list[date]:
    """Days of a calendar year on which its count starts anew: the limitation year's first, changed `own_limits`."""
    last = min(moment.through, date(calendar_year, 12, 31))
    changes = plan.changes()
    amended = [
        effective
        for (_, before), (effective, after) in pairwise(changes)
        if own_limits(before) != own_limits(after) and date(calendar_year, 1, 1) < effective <= last
    ]
    begins = [moment.year.start] if moment.year.start.year == calendar_year else []
    return sorted({*amended, *begins})


def calendar_year_deferrals(rows: pl.LazyFrame, plan: Plan, calendar_year: int, moment: Moment) -> pl.LazyFrame:
    """Deferrals, pay and what the plan's rate allows, of the calendar year; `own_DAY`, `allowed_DAY` before a turn.

    `before_pay`: those of before any eligible pay is known.
    """
    rate = in_force(pl.col("date"), plan, lambda terms: terms.deferrals.max_rate)
    allowed = pl.col("eligible").cast(pl.Int128) * rate
    before_turns = {}
    for turn in turns(plan, calendar_year, moment):
        before = pl.col("date") < turn
        before_turns[f"own_{turn}"] = surely_deferred(before) + stated_of_before(turn, moment.year.start)
        before_turns[f"allowed_{turn}"] = allowed.filter(before).sum()
    of_year = rows.filter(pl.col("date").dt.year() == calendar_year)
    return of_year.group_by("employee_id").agg(
        own=surely_deferred(pl.lit(value=True)),
        before_pay=deferred_before_pay(calendar_year, moment),
        allowed=allowed.sum(),
        pay=pl.col("pay").sum(),
        deferrals=deferred(pl.lit(value=True)),
        roth=pl.col("roth").sum().clip(0),
        **before_turns,
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


def stated_of_before(turn: date, begins: date) -> pl.Expr:
    """What calendar_year_deferrals has beyond the opening's own deferrals: made before the limitation year."""
    if turn < begins:
        return pl.lit(0, dtype=pl.Int64)
    return stated_beyond_own(pl.col("date") >= turn)


def stated_beyond_own(chosen: pl.Expr) -> pl.Expr:
    """What calendar_year_deferrals has beyond the opening's own deferrals, where the opening is one of the chosen."""
    beyond_own = (pl.col("calendar_year_deferrals") - pl.col("pre_tax") - pl.col("roth")).clip(0)
    return beyond_own.filter((pl.col("date") == pl.col("given_through")) & chosen).sum()


def deferred_before_pay(calendar_year: int, moment: Moment) -> pl.Expr:
    """Deferrals of before any eligible pay of the calendar year is known: a rate of pay says nothing of them."""
    day, begins = pl.col("date"), moment.year.start
    first = first_known_pay(moment).min()
    before = surely_deferred(day < first)
    if begins.year != calendar_year:
        return before
    stated = stated_beyond_own((day >= begins) & (day >= first))
    return before + pl.when(first >= begins).then(stated).otherwise(0)


def first_known_pay(moment: Moment) -> pl.Expr:
    """Days with eligible pay, through now; tomorrow on every other: the least of them is where pay begins."""
    day = pl.col("date")
    return pl.when(pl.col("eligible") > 0, day <= moment.as_of).then(day).otherwise(moment.as_of + timedelta(days=1))


def used_catch_up(plan: Plan, limits: Limits, calendar_year: int, moment: Moment) -> dict[str, pl.Expr]:
    """Catch-up `used` in the calendar year, and what of it was `used_before` the limitation year.

    Beside them `beyond`, what exceeds a limit, and the same with the `total` so far at the last turn.
    Deferrals are catch-up for exceeding a limit on the total so far; a limit lowered on the way makes catch-up of what
    is deferred after it only. Related employers' come first. 1.414(v)-1(b)(2)(i); 414(v)(2)(A)(ii).
    """
    statutory = pl.lit(limits.cents("elective_deferral", calendar_year), dtype=pl.Int64)
    beyond = so_far = pl.lit(0, dtype=pl.Int64)
    used = {"used": beyond, "used_before": beyond}
    turned = {"beyond_at_turn": beyond, "total_at_turn": so_far}
    points = [(f"_{turn}", turn - timedelta(days=1)) for turn in turns(plan, calendar_year, moment)]
    for side, day in [*points, ("", min(moment.through, date(calendar_year, 12, 31)))]:
        own, total = pl.col(f"own{side}"), pl.col(f"own{side}") + pl.col("related_deferrals")
        terms = plan.terms(day).deferrals
        by_rate = pl.when("pay_binds").then(
            limit_by_rate(pl.lit(terms.max_rate), pl.col(f"allowed{side}"), beside_the_rate())
        )
        limit = pl.min_horizontal(statutory, pl.lit(terms.max_dollars or None, pl.Int64), by_rate)
        turned = {"beyond_at_turn": beyond, "total_at_turn": so_far}
        beyond = pl.min_horizontal((total - limit).clip(0), beyond + (total - so_far).clip(0))
        so_far = total
        by_pay = pl.when("pay_binds").then(pl.col("pay") - pl.min_horizontal(total, limit))
        part = "used_before" if side == f"_{moment.year.start}" else "used"
        used[part] = pl.min_horizontal("catch_up_limit", beyond, by_pay, own).clip(0)
    return {**used, **turned, "beyond": beyond}


def of_calendar_year(
    rows: pl.LazyFrame, people: pl.LazyFrame, plan: Plan, limits: Limits, year: int, moment: Moment
) -> pl.LazyFrame:
    """Each person's calendar year: catch-up used and left, its part in the limitation year, excess deferrals.

    `people` brings birth_date, census amounts and `pay_binds`; people without deferrals that year have zeros.
    """
    now = year == moment.at.year
    census_amount = {"related_deferrals": "related_employer_deferrals", "prior_employer": "prior_employer_deferrals"}
    sums = calendar_year_deferrals(rows, plan, year, moment)
    names = sums.drop("employee_id").collect_schema().names()
    return (
        people.join(sums, on="employee_id", how="left", validate="1:1")
        .with_columns(
            pl.col(names).fill_null(0),
            catch_up_limit=catch_up_limit(year, plan, limits, moment),
            roth_wages=roth_wages(year, limits, moment),
            old_enough=(year - pl.col("birth_date").dt.year() >= limits.statute.catch_up_age).fill_null(value=False),
            **{
                name: pl.col(said).fill_null(0) if now else pl.lit(0, dtype=pl.Int64)
                for name, said in census_amount.items()
            },
        )
        .with_columns(**used_catch_up(plan, limits, year, moment))
        .with_columns(
            used_in_year=pl.col("used") - pl.col("used_before"),
            excess_deferrals=excess_deferrals(limits.cents("elective_deferral", year)),
        )
    )


def excess_deferrals(statutory: int) -> pl.Expr:
    """Deferrals beyond 402(g) and catch-up, across employers; before any refund. 26 USC 402(g)(1), (2)."""
    here = pl.col("deferrals") + pl.col("related_deferrals")
    by_pay = pl.when("pay_binds").then((pl.col("pay") - pl.min_horizontal(here, pl.lit(statutory))).clip(0))
    allowed = statutory + pl.min_horizontal("catch_up_limit", by_pay)
    return (here + pl.col("prior_employer") - allowed).clip(0)
