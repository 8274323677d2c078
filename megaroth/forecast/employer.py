"""Employer money of the rest of the year: match and nonelective of each later date, and what is owed at the year's end.

26 USC 401(a)(17): pay beyond the cap of the year earns nothing; pay is counted in date order. What was paid already
counts as paid, but for forfeitures. What past dates have still to get, `late_match` and `late_nonelective`, comes from
`megaroth.forecast.late`.
"""

import polars as pl

from megaroth.catch_up import in_force
from megaroth.cents import of_rate
from megaroth.forecast.formulas import MATCHED, matched_money, tier_match
from megaroth.forecast.walk import held_under
from megaroth.people import Moment
from megaroth.plan import Plan
from megaroth.plan_terms import ANNUAL_TRUE_UP, PER_PAY, YEAR_END, Terms
from schemas import words

NOTHING = pl.lit(0, dtype=pl.Int64)


def with_counted_pay(later: pl.DataFrame, cap: int) -> pl.DataFrame:
    """Adds `match_pay` and `nonelective_pay`: what of a date's pay, under the cap, each formula has to look at.

    Pay of a received line with a cell of the kind is done with; it comes first under the cap. `eligible_ytd` is given.
    """
    of_date = pl.col("eligible") + pl.col("received_eligible")
    before = of_date.cum_sum().over("employee_id", order_by="date") - of_date
    uncapped = (cap - pl.col("eligible_ytd") - before).clip(0)
    after_received = (uncapped - pl.col("received_eligible").clip(0)).clip(0)
    counted = [
        pl.when(pl.col(f"received_{kind}").is_null())
        .then(pl.min_horizontal(of_date.clip(0), uncapped))
        .otherwise(pl.min_horizontal("eligible", after_received))
        .alias(f"{kind}_pay")
        for kind in words.EMPLOYER
    ]
    return later.with_columns(counted)


def with_employer(later: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """Adds `match` and `nonelective` of each date, on top of what was received and posted. `tried`: after-tax money."""
    day = pl.col("date")
    received = pl.col("received_match_on_top").cum_sum().over("employee_id", order_by="date")
    cap = in_force(day, plan, lambda terms: terms.match.dollar_cap or None)
    earned = later.with_columns(
        earned=(in_force(day, plan, match_of_date) - pl.col("posted_match_left")).clip(0),
        match_ceiling=cap - pl.col("match_paid") - pl.col("late_match") - received,
        nonelective=(in_force(day, plan, nonelective_of_date) - pl.col("posted_nonelective_left")).clip(0),
    )
    if not any(terms.match.dollar_cap for _, terms in plan.changes()):
        return earned.rename({"earned": "match"})
    return held_under(earned, ["employee_id"], "earned", "match_ceiling", "match")


def match_of_date(terms: Terms) -> pl.Expr:
    """The per-pay formula on the deferrals and pay of the date."""
    if not terms.match.tiers:
        return NOTHING
    unmatched_lines = pl.col("received_match").is_null()
    amounts = {
        kind: pl.col("tried" if kind == words.AFTER_TAX else kind)
        + pl.when(unmatched_lines).then(pl.col(f"received_{kind}_on_top") + pl.col(f"posted_{kind}")).otherwise(0)
        for kind in MATCHED
    }
    return tier_match(matched_money(amounts, pl.col("catch_up"), terms.match), pl.col("match_pay"), terms.match.tiers)


def nonelective_of_date(terms: Terms) -> pl.Expr:
    """The rate of the date's pay, where it is paid with each pay date."""
    if terms.nonelective.timing != PER_PAY or not terms.nonelective.rate:
        return NOTHING
    return of_rate(pl.col("nonelective_pay"), terms.nonelective.rate)


def employer_reserved(later: pl.DataFrame, persons: pl.DataFrame, plan: Plan, moment: Moment, cap: int) -> pl.LazyFrame:
    """A row a person: `employer_reserved`, all employer money still to come in the year. `later` has `with_employer`.

    `tried_at_end` of a person is after-tax money that no date is left for.
    """
    terms = plan.terms(moment.year.end)
    coming = {kind: pl.col(kind) + pl.col(f"received_{kind}_on_top") for kind in (*words.DEFERRALS, *words.EMPLOYER)}
    coming[words.AFTER_TAX] = pl.col("tried") + pl.col("received_after_tax_on_top")
    sums = (
        later.lazy()
        .group_by("employee_id")
        .agg(
            *(amount.sum().alias(f"{kind}_coming") for kind, amount in coming.items()),
            eligible_coming=(pl.col("eligible") + pl.col("received_eligible")).sum(),
        )
    )
    names = [f"{kind}_coming" for kind in words.KINDS]
    return (
        persons.lazy()
        .join(sums, on="employee_id", how="left", validate="1:1")
        .with_columns(pl.col(*names, "eligible_coming").fill_null(0))
        .with_columns(
            pay_of_year=pl.min_horizontal((pl.col("eligible_ytd") + pl.col("eligible_coming")).clip(0), pl.lit(cap))
        )
        .select(
            "employee_id",
            employer_reserved=pl.col("match_coming")
            + pl.col("nonelective_coming")
            + pl.col("late_match")
            + pl.col("late_nonelective")
            + true_up(terms)
            + nonelective_at_year_end(terms),
        )
    )


def true_up(terms: Terms) -> pl.Expr:
    """The annual formula on the whole year, less the match paid, late and coming; never below 0."""
    match = terms.match
    if match.timing != ANNUAL_TRUE_UP or not match.tiers:
        return NOTHING
    amounts = {kind: pl.col(f"{kind}_ytd") + pl.col(f"{kind}_coming") for kind in MATCHED}
    amounts[words.AFTER_TAX] += pl.col("tried_at_end")
    of_year = tier_match(matched_money(amounts, pl.col("catch_up_at_end"), match), pl.col("pay_of_year"), match.tiers)
    if match.dollar_cap:
        of_year = pl.min_horizontal(of_year, pl.lit(match.dollar_cap))
    owed = (of_year - pl.col("match_paid") - pl.col("match_coming") - pl.col("late_match")).clip(0)
    return pl.when("on_last_day").then(owed).otherwise(0) if match.true_up_last_day else owed


def nonelective_at_year_end(terms: Terms) -> pl.Expr:
    """The rate of the year's pay, less what was paid, is late and is coming; never below 0."""
    nonelective = terms.nonelective
    if nonelective.timing != YEAR_END or not nonelective.rate:
        return NOTHING
    of_year = of_rate(pl.col("pay_of_year"), nonelective.rate)
    known = pl.col("nonelective_paid") + pl.col("nonelective_coming") + pl.col("late_nonelective")
    owed = (of_year - known).clip(0)
    return pl.when("on_last_day").then(owed).otherwise(0) if nonelective.last_day else owed
