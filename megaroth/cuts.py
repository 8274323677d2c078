"""How much less each line of a proposed payroll must take: deferrals first, then after-tax money. docs/precheck.md.

Of each what pay does not reach for goes before what the limits do not leave.

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


# What the pay of a date reaches for


def of_pay_dates(payroll: pl.DataFrame) -> pl.DataFrame:
    """A row a person and pay date: its `pay`, and what all its lines together defer and take after tax.

    26 CFR 1.401(k)-1(a)(3): only pay not yet received can be deferred.
    """
    return payroll.group_by(PERSON_PAY_DATE).agg(
        pay=pl.col("gross_compensation").sum().clip(0),
        deferred=pl.sum_horizontal(pl.col(name).sum() for name in GIVES_WAY),
        contributed=pl.col("after_tax").sum(),
    )


def given_up(lines: pl.DataFrame, over: pl.DataFrame, amount: str, name: str) -> pl.DataFrame:
    """Adds `name`: what each line gives up of its date's `over`, the later lines first, and at most its amount."""
    before = pl.col(amount).cum_sum().over(PERSON_PAY_DATE, order_by="line", descending=True) - pl.col(amount)
    share = (pl.col("over").fill_null(0) - before).clip(0)
    return (
        lines.join(over, on=PERSON_PAY_DATE, how="left", validate="m:1")
        .with_columns(pl.min_horizontal(share, amount).alias(name))
        .drop("over")
    )


# Deferrals


def with_deferrals_above_pay(lines: pl.DataFrame, payroll: pl.DataFrame) -> pl.DataFrame:
    """Adds `deferrals_above_pay`, what the pay of the date does not reach for; `payroll` has all lines of the dates."""
    over = of_pay_dates(payroll).select(*PERSON_PAY_DATE, over=(pl.col("deferred") - pl.col("pay")).clip(0))
    deferred = lines.with_columns(positive=pl.col("deferrals").clip(0))
    return given_up(deferred, over, "positive", "deferrals_above_pay").drop("positive")


def with_deferrals_cut(lines: pl.DataFrame, answers: Answers) -> pl.DataFrame:
    """Adds `deferrals_cut`, what is above pay and then what is beyond the limits, and `deferrals_why` of the latter."""
    over = deferrals_over(answers).rename({"date": "pay_date"})
    above_pay = pl.col("deferrals_above_pay")
    left = lines.with_columns(left=pl.col("deferrals").clip(0) - above_pay)
    return (
        given_up(left, over, "left", "beyond")
        .with_columns(
            deferrals_cut=above_pay + pl.col("beyond"), deferrals_why=pl.when(pl.col("beyond") > 0).then("limit_passed")
        )
        .drop("left", "beyond", "limit_passed")
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
        limit_passed=pl.when(by_law).then(pl.lit("402g")).otherwise(pl.lit("plan_deferral_limit")),
    )


def deferring_less(lines: pl.DataFrame, by: str) -> pl.DataFrame:
    """The lines with their deferrals cut by what is in that column."""
    less, left = lines, pl.col(by)
    for name in GIVES_WAY:
        taken = pl.min_horizontal(pl.col("still_to_cut"), pl.col(name).fill_null(0).clip(0))
        less = less.with_columns(still_to_cut=left).with_columns(
            (pl.col(name) - taken).alias(name), still_to_cut=pl.col("still_to_cut") - taken
        )
        left = pl.col("still_to_cut")
    return less


# After-tax money


def with_after_tax_above_pay(lines: pl.DataFrame, payroll: pl.DataFrame) -> pl.DataFrame:
    """Adds `after_tax_above_pay`: what the pay of the date does not reach for once its deferrals are taken.

    `payroll` has all lines of the dates, deferrals cut. Lines that are barred have nothing left to cut.
    """
    beyond_pay = pl.col("contributed") + pl.col("deferred") - pl.col("pay")
    over = of_pay_dates(payroll).select(*PERSON_PAY_DATE, over=beyond_pay.clip(0))
    taken = pl.when(pl.col("bars").list.len() == 0).then(pl.col("after_tax").clip(0)).otherwise(0)
    return given_up(lines.with_columns(taken=taken), over, "taken", "after_tax_above_pay").drop("taken")


def taking_less(lines: pl.DataFrame) -> pl.DataFrame:
    """The lines without the after-tax money that pay does not reach for."""
    return lines.with_columns(after_tax=pl.col("after_tax") - pl.col("after_tax_above_pay"))


def with_after_tax_cut(lines: pl.DataFrame, answers: Answers, plan: Plan, limits: Limits) -> pl.DataFrame:
    """Adds `cut`, what is above pay and then what is beyond the limits, and `after_tax_why` of the latter.

    Lines that are barred go first and whole, then the latest pay dates and lines. `answers` count what pay reaches for.
    """
    ordered = lines.with_columns(barred=pl.col("bars").list.len() > 0).sort(
        "employee_id", "barred", "pay_date", "line", descending=[False, True, True, True]
    )
    counted = with_given_back(ordered, answers)
    needed = beyond(counted, answers, plan, limits)
    before = pl.col("given_before")
    reached = [
        pl.when(pl.col(need) > before, pl.col("gives_back") > 0).then(pl.col(code))
        for need, code in (("over_law", "law_code"), ("over_plan", "plan_code"))
    ]
    most = pl.max_horizontal("over_law", "over_plan").fill_null(0)
    share = pl.min_horizontal((most - before).clip(0), "gives_back")
    return counted.join(needed, on="employee_id", how="left", validate="m:1").with_columns(
        cut=pl.when("barred").then(pl.col("after_tax").clip(0)).otherwise(share + pl.col("after_tax_above_pay")),
        after_tax_why=pl.when("barred").then("bars").otherwise(pl.concat_list(reached).list.drop_nulls()),
    )


def with_given_back(ordered: pl.DataFrame, answers: Answers) -> pl.DataFrame:
    """Adds `gives_back`, what the cut of a whole line sets free, and `given_before`, by the lines cut before it.

    What the recordkeeper has posted for the date already is not in the proposed payroll's hands.
    """
    on_top = answers.forecast.select("employee_id", pay_date="date", on_top="received_after_tax_on_top")
    amount = pl.col("after_tax").clip(0) - pl.col("after_tax_above_pay")
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
