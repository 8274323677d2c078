"""Checks of the rest of the year and the plan's own cap: what will not fit (R15), after-tax above the cap (R16)."""

from collections.abc import Iterator

import polars as pl

from megaroth.answers import Answers
from megaroth.catch_up import in_force
from megaroth.cents import of_rate, wide
from megaroth.checks import catalogue as checks
from megaroth.forecast.past_dates import pay_cap
from megaroth.forecast.plan_cap import cap_by_rate
from megaroth.limits import Limits
from megaroth.money import ONE
from megaroth.people import Moment
from megaroth.plan import Plan
from schemas import words

PERSON_DATE = ["employee_id", "date"]
AFTER_TAX = pl.lit(words.AFTER_TAX)


def ahead_checks(answers: Answers, plan: Plan, limits: Limits) -> Iterator[pl.LazyFrame]:
    """R15, a row a person; R16, a row a person, and one for each date on which the plan allows nothing after tax."""
    yield will_not_fit(answers)
    yield from above_plan_cap(answers, plan, limits)
    yield not_allowed(answers, plan)


def will_not_fit(answers: Answers) -> pl.LazyFrame:
    """R15: the first date yet unpaid on which additions pass the limit, after all that can become catch-up by then.

    Nothing more is contributed after tax. Who is over today has an excess already (R14). 414(v)(3)(A), (2)(A)(ii).
    """
    at_end = pl.sum_horizontal(
        "annual_additions_ytd", "posted_more", "after_tax_received", "reserved_deferrals", "employer_reserved_base"
    )
    suspects = answers.persons.lazy().filter(pl.col("excess") == 0, at_end > pl.col("limit_415c"))
    so_far = {
        f"{name}_so_far": pl.col(name).cum_sum().over("employee_id", order_by="date") for name in ("deferred", "other")
    }
    additions = pl.sum_horizontal("annual_additions_ytd", "posted_more", "other_so_far", "countable_so_far")
    passed = (
        still_to_come(answers, suspects)
        .with_columns(**so_far)
        .join(suspects, on="employee_id", how="inner", validate="m:1")
        .with_columns(countable_so_far=pl.min_horizontal("deferred_so_far", "reserved_deferrals"))
        .with_columns(by_then=additions - reclassified(answers.moment))
        .filter(pl.col("deferred") + pl.col("other") > 0, pl.col("by_then") > pl.col("limit_415c"))
        .group_by("employee_id")
        .agg(pl.col("date", "by_then", "limit_415c").sort_by("date").first())
    )
    return checks.WILL_NOT_FIT.of(
        passed, employee_id="employee_id", pay_date="date", expected="limit_415c", actual="by_then"
    )


def reclassified(moment: Moment) -> pl.Expr:
    """What of the deferrals through a date may still become catch-up; nothing when they are more than the year's pay.

    Of a limitation year whose last calendar year has not begun nothing is counted on.
    """
    if moment.year.ends_in != moment.at.year:
        return pl.lit(0, dtype=pl.Int64)
    deferrals = pl.col("deferrals_ytd") + pl.col("deferred_so_far")
    countable = pl.col("countable") + pl.col("countable_so_far")
    used = deferrals - pl.col("refunded") - countable
    unused = (pl.col(f"catch_up_limit_{moment.at.year}") - used).clip(0)
    more_than_pay = (deferrals > pl.col("pay_limit")).fill_null(value=False)
    return pl.when(more_than_pay).then(0).otherwise(pl.min_horizontal(unused, countable))


def deferred_of_date() -> pl.Expr:
    """Deferrals of a later date, expected and received."""
    return pl.sum_horizontal(*words.DEFERRALS, *(f"received_{kind}_on_top" for kind in words.DEFERRALS))


def still_to_come(answers: Answers, persons: pl.LazyFrame) -> pl.LazyFrame:
    """A row a person and later date: `deferred`, and `other` money; the year's last day has what is owed then.

    Before them the last past date of which employer money is still on its way.
    """
    employer = pl.sum_horizontal(*words.EMPLOYER, *(f"received_{kind}_on_top" for kind in words.EMPLOYER))
    dates = (
        answers.forecast.lazy()
        .join(persons, on="employee_id", how="semi")
        .select(*PERSON_DATE, "received_after_tax_on_top", deferred=deferred_of_date(), employer=employer)
    )
    per_date = dates.group_by("employee_id").agg(paid=pl.col("employer").sum())
    late, nothing = pl.sum_horizontal(f"late_{kind}" for kind in words.EMPLOYER), pl.lit(0, dtype=pl.Int64)
    owed = persons.join(per_date, on="employee_id", how="left", validate="1:1").select(
        "employee_id",
        date=pl.lit(answers.moment.year.end),
        deferred=nothing,
        other=pl.col("employer_reserved_base") - late - pl.col("paid").fill_null(0),
    )
    on_its_way = persons.filter(late > 0).select("employee_id", date="late_on", deferred=nothing, other=late)
    named = dates.select(*PERSON_DATE, "deferred", other=pl.col("employer") + pl.col("received_after_tax_on_top"))
    return pl.concat([on_its_way, named, owed]).group_by(PERSON_DATE).agg(pl.col("deferred", "other").sum())


def above_plan_cap(answers: Answers, plan: Plan, limits: Limits) -> Iterator[pl.LazyFrame]:
    """R16: what is above a cap of the year, all pay still expected counted, as room and payroll_caps count it.

    A cap for the highly compensated is sure only of who surely is one of them, and a warning of whom it is not known.
    """
    capped = with_dollar_cap(with_caps_by_rate(answers, plan, limits), answers, plan)
    spent = pl.col("after_tax_ytd") + pl.col("after_tax_received")
    sure = pl.min_horizontal("by_rate", pl.when(pl.col("hce") == "true").then("by_hce_rate"))
    perhaps = pl.when("perhaps_hce").then("by_hce_rate")
    over = capped.with_columns(
        sure=sure,
        perhaps=perhaps,
        over_rate=spent - sure - pl.col("rounded_up"),
        over_perhaps=spent - perhaps - pl.col("rounded_up"),
        spent=spent,
    ).with_columns(
        by_dollars=(pl.col("over_dollar_cap") > pl.col("over_rate")).fill_null(pl.col("over_rate").is_null())
    )
    surely = pl.max_horizontal("over_rate", "over_dollar_cap") > 0
    by_dollars = pl.col("by_dollars")
    yield checks.OVER_PLAN_CAP.of(
        over.filter(surely),
        employee_id="employee_id",
        source=AFTER_TAX,
        expected=pl.when(by_dollars).then("dollar_cap").otherwise("sure"),
        actual=pl.when(by_dollars).then(pl.col("dollar_cap") + pl.col("over_dollar_cap")).otherwise("spent"),
    )
    yield checks.OVER_HCE_CAP_PERHAPS.of(
        over.filter(~surely.fill_null(value=False), pl.col("over_perhaps") > 0),
        employee_id="employee_id",
        source=AFTER_TAX,
        expected="perhaps",
        actual="spent",
    )


def with_caps_by_rate(answers: Answers, plan: Plan, limits: Limits) -> pl.LazyFrame:
    """People with after-tax money: `by_rate` and `by_hce_rate` of the whole year's pay; null: no cap.

    `rounded_up`: the cents by which half-up amounts of single dates may pass a cap that is rounded down once.
    """
    persons = answers.persons.lazy().filter(pl.col("after_tax_ytd") + pl.col("after_tax_received") > 0)
    return (
        persons.with_columns(**caps(plan, answers.moment, pay_cap(limits, answers.moment)))
        .join(rounded_up(answers, persons, plan), on="employee_id", how="left", validate="1:1")
        .with_columns(pl.col("rounded_up").fill_null(0))
    )


def caps(plan: Plan, moment: Moment, cap: int) -> dict[str, pl.Expr]:
    """The caps by rate of the eligible pay in `eligible_before_*` and `eligible_in_all`."""
    return {
        "by_rate": cap_by_rate(lambda terms: terms.after_tax.max_rate, plan, moment.year, cap),
        "by_hce_rate": cap_by_rate(lambda terms: terms.after_tax.hce_max_rate, plan, moment.year, cap),
    }


def rounded_up(answers: Answers, persons: pl.LazyFrame, plan: Plan) -> pl.LazyFrame:
    """A row a person: what half up adds on dates with after-tax money at the plan's rate, in cents, rounded up."""
    rates = {
        "plain": in_force(pl.col("date"), plan, lambda terms: terms.after_tax.max_rate),
        "lower": in_force(
            pl.col("date"), plan, lambda terms: min(terms.after_tax.max_rate, terms.after_tax.hce_max_rate)
        ),
    }
    rate = pl.when("perhaps_hce").then(rates["lower"]).otherwise(rates["plain"])
    eligible = pl.col("eligible").clip(0)
    added = (wide(of_rate(eligible, rate)) * ONE - wide(eligible) * rate).clip(0)
    return (
        answers.ledger.lazy()
        .filter("in_year", pl.col(words.AFTER_TAX) > 0)
        .join(persons.select("employee_id", "perhaps_hce"), on="employee_id", how="inner", validate="m:1")
        .group_by("employee_id")
        .agg(rounded_up=((added.sum() + (ONE - 1)) // ONE).cast(pl.Int64))
    )


def with_dollar_cap(persons: pl.LazyFrame, answers: Answers, plan: Plan) -> pl.LazyFrame:
    """Adds `dollar_cap` and `over_dollar_cap` of the date that is most above the dollar cap in force on it.

    Money taken back later counts as never contributed.
    """
    so_far = pl.col(words.AFTER_TAX).cum_sum().over("employee_id", order_by="date")
    kept = pl.min_horizontal(so_far, pl.col(words.AFTER_TAX).sum().over("employee_id"))
    cap = in_force(pl.col("date"), plan, lambda terms: terms.after_tax.max_dollars or None)
    worst = (
        after_tax_dates(answers, persons)
        .with_columns(dollar_cap=cap, over_dollar_cap=kept - cap)
        .filter(pl.col(words.AFTER_TAX) > 0, pl.col("over_dollar_cap").is_not_null())
        .group_by("employee_id")
        .agg(pl.col("dollar_cap", "over_dollar_cap").sort_by("over_dollar_cap", "date").last())
    )
    return persons.join(worst, on="employee_id", how="left", validate="1:1")


def after_tax_dates(answers: Answers, persons: pl.LazyFrame) -> pl.LazyFrame:
    """After-tax money of the limitation year, a row a person and date, lines received early among them."""
    to_date = answers.ledger.lazy().filter("in_year").select(*PERSON_DATE, words.AFTER_TAX)
    received = answers.forecast.lazy().select(*PERSON_DATE, **{words.AFTER_TAX: pl.col("received_after_tax_on_top")})
    return (
        pl.concat([to_date, received])
        .join(persons, on="employee_id", how="semi")
        .group_by(PERSON_DATE)
        .agg(pl.col(words.AFTER_TAX).sum())
    )


def not_allowed(answers: Answers, plan: Plan) -> pl.LazyFrame:
    """R16: after-tax money of a date whose terms do not allow any."""
    forbidden = in_force(pl.col("date"), plan, lambda terms: int(not terms.after_tax.allowed)) > 0
    dates = after_tax_dates(answers, answers.persons.lazy()).filter(forbidden, pl.col(words.AFTER_TAX) > 0)
    return checks.AFTER_TAX_NOT_ALLOWED.of(
        dates, employee_id="employee_id", pay_date="date", source=AFTER_TAX, expected=pl.lit(0), actual=words.AFTER_TAX
    )
