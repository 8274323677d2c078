"""How much less each line of a proposed payroll must take: deferrals first, then after-tax money. docs/precheck.md.

`lines` bring `deferrals` and `after_tax` beside the contract's columns; amounts are whole cents.
"""

from dataclasses import replace
from datetime import date
from typing import Final

import polars as pl

from megaroth.answers import Answers
from megaroth.caps import earns_match, scenario_of
from megaroth.forecast.bisect import largest
from megaroth.forecast.plan_cap import plan_caps
from megaroth.forecast.reference import PERSON_YEAR
from megaroth.forecast.scenario import Scenario
from megaroth.limits import Limits
from megaroth.plan import Plan

PERSON_PAY_DATE: Final = ["employee_id", "pay_date"]
GIVES_WAY: Final = ("roth_catch_up", "roth", "pre_tax_catch_up", "pre_tax")
"""Deferral columns in the order in which a limit cuts them: Roth gives way to pre-tax."""


# Deferrals


def with_deferrals_cut(lines: pl.DataFrame, answers: Answers) -> pl.DataFrame:
    """Adds `deferrals_cut`, the later lines of a date first, and `deferrals_why`."""
    over = deferrals_over(answers).rename({"date": "pay_date"})
    before = pl.col("deferrals").clip(0).cum_sum().over(PERSON_PAY_DATE, order_by="line", descending=True)
    return (
        lines.join(over, on=PERSON_PAY_DATE, how="left", validate="m:1")
        .with_columns(before=before - pl.col("deferrals").clip(0))
        .with_columns(deferrals_cut=(pl.col("over").fill_null(0) - pl.col("before")).clip(0))
        .with_columns(deferrals_cut=pl.min_horizontal("deferrals_cut", pl.col("deferrals").clip(0)))
        .drop("over", "before")
    )


def deferrals_over(answers: Answers) -> pl.DataFrame:
    """A row a person and later date: `over`, by how much its received deferrals go beyond what may be deferred.

    Forecast deferrals of the dates before come first; what was beyond already is not counted again. 402(g); 414(v).
    """
    before = pl.col("deferred").cum_sum().over(PERSON_YEAR, order_by="date") - pl.col("deferred")
    so_far = (before - pl.col("ceiling")).clip(0).fill_null(0)
    most = pl.col("over_so_far").cum_max().over(PERSON_YEAR, order_by="date")
    earlier = most.shift(1).over(PERSON_YEAR, order_by="date").fill_null(0)
    by_law = (pl.col("limit") == pl.col("figure")).fill_null(value=True)
    return answers.forecast.with_columns(over_so_far=so_far).select(
        "employee_id",
        "date",
        over=most - earlier,
        deferrals_why=pl.when(by_law).then(pl.lit("402g")).otherwise(pl.lit("plan_deferral_limit")),
    )


def deferring_less(lines: pl.DataFrame) -> pl.DataFrame:
    """The lines with their deferrals cut."""
    less, left = lines, pl.col("deferrals_cut")
    for name in GIVES_WAY:
        taken = pl.min_horizontal(pl.col("still_to_cut"), pl.col(name).fill_null(0).clip(0))
        less = less.with_columns(still_to_cut=left).with_columns(
            (pl.col(name) - taken).alias(name), still_to_cut=pl.col("still_to_cut") - taken
        )
        left = pl.col("still_to_cut")
    return less


# After-tax money


def with_after_tax_cut(lines: pl.DataFrame, answers: Answers, plan: Plan, limits: Limits) -> pl.DataFrame:
    """Adds `cut` and `after_tax_why`. Lines that are barred go first and whole, then the latest pay dates and lines."""
    ordered = lines.with_columns(barred=pl.col("bars").list.len() > 0).sort(
        "employee_id", "barred", "pay_date", "line", descending=[False, True, True, True]
    )
    counted = with_given_back(ordered, answers)
    needed = beyond(counted, answers, plan, limits)
    before = pl.col("given_before")
    reached = [
        pl.when(pl.col(need) > before).then(pl.col(code))
        for need, code in (("over_law", "law_code"), ("over_plan", "plan_code"))
    ]
    most = pl.max_horizontal("over_law", "over_plan").fill_null(0)
    share = pl.min_horizontal((most - before).clip(0), "gives_back")
    return counted.join(needed, on="employee_id", how="left", validate="m:1").with_columns(
        cut=pl.when("barred").then(pl.col("after_tax").clip(0)).otherwise(share),
        after_tax_why=pl.when("barred").then("bars").otherwise(pl.concat_list(reached).list.drop_nulls()),
    )


def with_given_back(ordered: pl.DataFrame, answers: Answers) -> pl.DataFrame:
    """Adds `gives_back`, what the cut of a whole line sets free, and `given_before`, by the lines cut before it.

    What the recordkeeper has posted for the date already is not in the proposed payroll's hands.
    """
    on_top = answers.forecast.select("employee_id", pay_date="date", on_top="received_after_tax_on_top")
    amount = pl.col("after_tax").clip(0)
    earlier = amount.cum_sum().over(PERSON_PAY_DATE) - amount
    return (
        ordered.join(on_top, on=PERSON_PAY_DATE, how="left", validate="m:1", maintain_order="left")
        .with_columns(gives_back=pl.min_horizontal(amount, (pl.col("on_top").fill_null(0) - earlier).clip(0)))
        .with_columns(given_before=pl.col("gives_back").cum_sum().over("employee_id") - pl.col("gives_back"))
        .drop("on_top")
    )


def beyond(counted: pl.DataFrame, answers: Answers, plan: Plan, limits: Limits) -> pl.DataFrame:
    """A row a person: how much less after tax 415(c) and the plan's caps ask for, and the codes of the two."""
    moment, persons = answers.moment, answers.persons
    pay_cap = moment.year.prorate_months(limits.cents("compensation", moment.year.start.year))
    first = counted.filter(pl.col("pay_date") > moment.as_of)["pay_date"].min()
    at_payroll = replace(moment, as_of=first) if isinstance(first, date) else moment
    spent = pl.col("after_tax_ytd") + pl.col("after_tax_received")
    cap = pl.min_horizontal("hce_cap", "other_cap")
    by_hce = (pl.col("hce_cap") < pl.col("other_cap")).fill_null(pl.col("hce_cap").is_not_null())
    return (
        persons.join(counted.select("employee_id").unique(), on="employee_id", how="semi")
        .with_columns(**plan_caps(plan, at_payroll, pay_cap))
        .select(
            "employee_id",
            over_law=(pl.col("employer_reserved_base") - pl.col("side")).clip(0),
            over_plan=(spent - cap).clip(0),
            law_code=pl.concat_str(pl.lit("415c_"), "limit_basis"),
            plan_code=pl.when(by_hce).then(pl.lit("hce_cap")).otherwise(pl.lit("plan_cap")),
        )
        .pipe(less_match, counted, answers, plan, limits)
    )


def less_match(
    needed: pl.DataFrame, counted: pl.DataFrame, answers: Answers, plan: Plan, limits: Limits
) -> pl.DataFrame:
    """`over_law` less the match that after-tax money cut will not earn, where it is matched."""
    over = needed.filter(pl.col("over_law") > 0).select("employee_id")
    if over.is_empty() or not earns_match(plan):
        return needed
    ahead = scenario_of(answers, plan, limits)
    found = smallest_cut(counted.join(over, on="employee_id", how="semi"), ahead, answers.persons)
    return needed.update(found, on="employee_id")


def smallest_cut(counted: pl.DataFrame, ahead: Scenario, persons: pl.DataFrame) -> pl.DataFrame:
    """employee_id and `over_law`: the smallest cut, in the order of the lines, after which all fits; all if none does.

    A received line whose match cell holds a number keeps that match.
    """
    of_date = counted.group_by("employee_id", date="pay_date").agg(
        before=pl.col("given_before").min(), at_most=pl.col("gives_back").sum()
    )
    in_all = counted.group_by("employee_id").agg(in_all=pl.col("gives_back").sum())
    side = persons.select("employee_id", "side").join(in_all, on="employee_id", how="inner", validate="1:1")
    dates = ahead.dates.join(of_date, on=["employee_id", "date"], how="left", validate="1:1")
    told = replace(ahead, dates=dates.with_columns(pl.col("before", "at_most").fill_null(0)))

    def fits(tried: pl.DataFrame) -> pl.DataFrame:
        kept = tried.join(side, on="employee_id", how="inner", validate="1:1")
        cut = kept.select("employee_id", tried=pl.col("in_all") - pl.col("tried"))
        of_day = pl.min_horizontal((pl.col("tried") - pl.col("before")).clip(0), "at_most")
        has_its_match = pl.col("expected") & pl.col("received_match").is_not_null()
        paid = told.employer(told.with_after_tax(cut, pl.when(has_its_match).then(0).otherwise(-of_day)))
        return (
            kept.join(cut.rename({"tried": "cut"}), on="employee_id", how="inner", validate="1:1")
            .join(paid, on="employee_id", how="left", validate="1:1")
            .select("employee_id", fits=pl.col("employer_reserved") - pl.col("cut") <= pl.col("side"))
        )

    kept = largest(side.select("employee_id", upper="in_all"), fits)
    return side.join(kept, on="employee_id", how="inner", validate="1:1").select(
        "employee_id", over_law=pl.col("in_all") - pl.col("found")
    )
