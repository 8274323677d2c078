"""Room that is safe until the year's end: what the rest of the year will take is set aside first. docs/law.md, 8.

Persons come in with the year to date, as `megaroth.room` leaves them; amounts are whole cents.
"""

from dataclasses import dataclass
from typing import Final

import polars as pl

from megaroth.forecast.after_tax import employer_at, is_matched, rate_found, room_found, stop_dates
from megaroth.forecast.deferrals import on_top, with_ceiling
from megaroth.forecast.employer import with_counted_pay
from megaroth.forecast.maxed import with_room_if_maxed
from megaroth.forecast.outlook import with_later
from megaroth.forecast.person_years import person_years
from megaroth.forecast.plan_cap import eligible_before, plan_caps
from megaroth.forecast.requirement import with_requirement
from megaroth.forecast.scenario import Scenario, money_to_date, scenario
from megaroth.forecast.unchanged import employer_unchanged, with_unchanged
from megaroth.limits import Limits
from megaroth.people import Moment
from megaroth.plan import Plan

ON_THE_WAY: Final = [
    *("effective_date", "last_date", "allowed", "pay", "known_of_year", "left"),
    *("beyond", "beyond_at_turn", "total_at_turn"),
]
"""Columns of a date that no reader of the forecast asks for."""


@dataclass(frozen=True)
class RestOfYear:
    """`persons`: the report's numbers, a row a person. `dates`: every step's amount, a row a person and later date."""

    persons: pl.DataFrame
    dates: pl.DataFrame


def rest_of_year(
    persons: pl.DataFrame,
    rows: pl.LazyFrame,
    postings: pl.LazyFrame,
    later: pl.LazyFrame,
    plan: Plan,
    limits: Limits,
    moment: Moment,
) -> RestOfYear:
    """`persons` bring what is late, `rows` are their ledger, `later` the dates of `elections.with_elections`."""
    pay_cap = moment.year.prorate_months(limits.cents("compensation", moment.year.start.year))
    years = person_years(rows, persons.lazy(), plan, limits, moment).collect()
    of_persons = persons.with_columns(perhaps_hce=pl.col("hce") != "false")
    facts = money_to_date(of_persons, postings, moment)
    of_dates = facts.lazy().select("employee_id", "perhaps_hce", "eligible_ytd", "match_paid", "late_match")
    dates = with_counted_pay(
        with_ceiling(on_top(later.sort("employee_id", "date")), years.lazy(), plan)
        .join(of_dates, on="employee_id", how="left", validate="m:1", maintain_order="left")
        .with_columns(dates_alike=pl.lit(1, dtype=pl.Int64))
        .collect(),
        pay_cap,
    )
    ahead = scenario(dates, facts, rows, persons, plan, limits, moment, pay_cap)
    at_most = scenario(dates, facts, rows, persons, plan, limits, moment, pay_cap, assume="maximum")
    set_aside = with_reserved_deferrals(of_persons, ahead)
    capped = with_plan_cap(set_aside, with_later(rows, ahead.dates), plan, moment, pay_cap)
    found = with_room(with_requirement(capped, years, ahead.dates, plan, moment), ahead, at_most)
    rated = with_rates(with_room_if_maxed(found, ahead.dates, limits, moment).with_columns(binding=binding()), ahead)
    told = rated.join(employer_unchanged(ahead), on="employee_id", how="left", validate="1:1")
    return RestOfYear(told, with_unchanged(ahead.with_employer(), ahead).drop(ON_THE_WAY, strict=False))


def with_reserved_deferrals(persons: pl.DataFrame, ahead: Scenario) -> pl.DataFrame:
    """Deferrals still to come that will be additions, and `side`: what 415(c) leaves before employer money."""
    left = pl.col("limit_415c") - pl.sum_horizontal("annual_additions_ytd", "posted_more", "after_tax_received")
    return (
        persons.join(dates_left(ahead.dates), on="employee_id", how="left", validate="1:1")
        .join(ahead.facts.select("employee_id", "countable_at_end"), on="employee_id", how="left", validate="1:1")
        .with_columns(
            pl.col("pay_dates_left", "pay_left", "after_tax_received").fill_null(0),
            pl.col("pay_unknown", "deferral_limit_unknown").fill_null(value=False),
            reserved_deferrals=(pl.col("countable_at_end") - pl.col("countable")).clip(0),
        )
        .with_columns(side=left - pl.col("reserved_deferrals"))
    )


def dates_left(dates: pl.DataFrame) -> pl.DataFrame:
    """A row a person: expected dates, what pay leaves on them after deferrals, after-tax money received early."""
    return (
        dates.lazy()
        .group_by("employee_id")
        .agg(
            pay_dates_left=pl.col("expected").sum().cast(pl.Int64),
            pay_left=pl.col("pay_left").filter("expected").sum(),
            after_tax_received=pl.col("received_after_tax_on_top").sum(),
            pay_unknown=pl.col("pay_unknown").any(),
            deferral_limit_unknown=(pl.col("expected") & pl.col("figure").is_null()).any(),
        )
        .collect()
    )


def with_plan_cap(
    persons: pl.DataFrame, whole_year: pl.LazyFrame, plan: Plan, moment: Moment, pay_cap: int
) -> pl.DataFrame:
    """What the plan's caps leave, null where it has none; `by_hce` where that for highly compensated is least."""
    spent = pl.col("after_tax_ytd") + pl.col("after_tax_received")
    eligible = eligible_before(whole_year, plan, moment.year)
    names = eligible.drop("employee_id").collect_schema().names()
    return (
        persons.lazy()
        .join(eligible, on="employee_id", how="left", validate="1:1")
        .with_columns(pl.col(names).fill_null(0))
        .with_columns(**plan_caps(plan, moment, pay_cap))
        .with_columns((pl.col("hce_cap", "other_cap") - spent).clip(0).name.suffix("_left"))
        .with_columns(
            plan_cap_left=pl.min_horizontal("hce_cap_left", "other_cap_left"),
            by_hce=(pl.col("hce_cap_left") < pl.col("other_cap_left")).fill_null(pl.col("hce_cap").is_not_null()),
        )
        .collect()
    )


def with_room(persons: pl.DataFrame, ahead: Scenario, at_most: Scenario) -> pl.DataFrame:
    """Room, the employer money reserved beside it, and the same if everybody deferred the most."""
    base = ahead.employer(ahead.with_nothing()).rename({"employer_reserved": "employer_reserved_base"})
    with_base = persons.join(base, on="employee_id", how="left", validate="1:1")
    found = with_base.join(room_found(with_base, ahead), on="employee_id", how="left", validate="1:1").with_columns(
        room=pl.when("deferral_limit_awaited").then(0).otherwise("found")
    )
    if is_matched(ahead):
        taken = found.select("employee_id", tried="room")
        reserved, most = employer_at(ahead, taken), employer_at(at_most, taken)
    else:
        reserved = base.rename({"employer_reserved_base": "employer_reserved"})
        most = at_most.employer(at_most.with_nothing())
    both = reserved.rename({"employer_reserved": "reserved_employer"}).join(
        most.rename({"employer_reserved": "employer_at_most"}), on="employee_id", how="left", validate="1:1"
    )
    return found.join(both, on="employee_id", how="left", validate="1:1")


def binding() -> pl.Expr:
    """What sets room; `none` where the plan asks for the deferral limit first."""
    by_pay = (pl.col("pay_dates_left") > 0) & (pl.col("room") > 0) & (pl.col("pay_left") < pl.col("room"))
    by_plan = (pl.col("found") == pl.col("plan_cap_left")).fill_null(value=False) & pl.col("law_leaves_more")
    return (
        pl.when("deferral_limit_awaited")
        .then(pl.lit("none"))
        .when(by_pay)
        .then(pl.lit("available_pay"))
        .when(by_plan & pl.col("by_hce"))
        .then(pl.lit("hce_cap"))
        .when(by_plan)
        .then(pl.lit("plan_cap"))
        .when(pl.col("limit_basis") == "compensation")
        .then(pl.lit("415c_compensation"))
        .otherwise(pl.lit("415c_dollar"))
    )


def with_rates(persons: pl.DataFrame, ahead: Scenario) -> pl.DataFrame:
    """Room a pay date, the rate that keeps every limit, and the date on which what is contributed now passes room."""
    left = pl.col("pay_dates_left") > 0
    rates = rate_found(persons.filter(left, pl.col("room") > 0), ahead)
    return (
        persons.join(rates, on="employee_id", how="left", suffix="_rate", validate="1:1")
        .join(stop_dates(ahead, persons), on="employee_id", how="left", validate="1:1")
        .with_columns(
            per_pay_date=pl.when(left).then(pl.col("room") // pl.when(left).then("pay_dates_left")),
            suggested_rate=pl.when(left).then(pl.col("found_rate").fill_null(0)),
        )
    )
