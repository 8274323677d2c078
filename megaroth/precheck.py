"""A proposed payroll before money moves: which lines must be cut, by how much, and why. docs/precheck.md.

The lines are laid over the book as payroll received for later pay dates, and the engine is asked. Deferrals are cut to
pay, 402(g) and catch-up first; then after-tax money, to pay, 415(c) and the plan's caps. Amounts are whole cents.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import polars as pl

from megaroth import reasons
from megaroth.answers import Answers, answer
from megaroth.book import Book
from megaroth.cuts import (
    GIVES_WAY,
    deferring_less,
    taking_less,
    with_after_tax_above_pay,
    with_after_tax_cut,
    with_deferrals_above_pay,
    with_deferrals_cut,
)
from megaroth.forecast.reference import PERSON_YEAR
from megaroth.forecast.requirement import limit_reached_on
from megaroth.limits import Limits
from megaroth.people import Moment, employed_on
from megaroth.plan import Plan
from schemas.columns import columns
from schemas.reports import Precheck

RUN: Final = ["employee_id", "pay_date", "run_type"]

WORDS: Final = {
    "date_already_paid": "the pay date is not after the as-of date: the line was not checked",
    "other_limitation_year": "the pay date is not in the limitation year that was asked: the line was not checked",
    "not_in_census": reasons.WORDS["not_in_census"],
    "birth_date_unknown": reasons.WORDS["birth_date_unknown"],
    "not_employed": "employed neither on the as-of date nor on the pay date",
    "history_missing": reasons.WORDS["history_missing"],
    "after_tax_not_allowed": reasons.WORDS["after_tax_not_allowed"],
    "deferral_limit_not_reached": reasons.WORDS["deferral_limit_not_reached"],
    "415c_dollar": "beyond the dollar limit of 415(c)",
    "415c_compensation": "beyond the year's pay, the limit of 415(c)",
    "plan_cap": "beyond the plan's cap on after-tax money",
    "hce_cap": "beyond the plan's cap for highly compensated employees",
    "available_pay": "more than the pay of the date",
    "402g": "deferrals beyond 402(g) and catch-up",
    "plan_deferral_limit": "deferrals beyond the plan's lower limit and catch-up",
}
"""Why a line must be cut or was not checked, in the order in which `why` lists them."""

CODES: Final = tuple(WORDS)
NOT_CHECKED: Final = ["date_already_paid", "other_limitation_year"]


@dataclass(frozen=True)
class Told:
    """`lines` as `Precheck` has them, and `missing_payroll`: calendar and date of pay dates without payroll so far."""

    lines: pl.DataFrame
    missing_payroll: pl.DataFrame


def precheck(book: Book, lines: pl.DataFrame, plan: Plan, limits: Limits, moment: Moment) -> Told:
    """The lines that must be cut or cannot be checked. `lines`: the payroll contract's columns and `line`."""

    def asked(payroll: pl.DataFrame) -> Answers:
        return answer(laid_over(book, payroll), plan, limits, moment.year, moment.as_of)

    proposed = lines.with_columns(
        pl.col("after_tax").fill_null(0), deferrals=pl.sum_horizontal(*GIVES_WAY), deferrals_cut=pl.lit(0, pl.Int64)
    )
    ahead = pl.col("pay_date").is_between(moment.as_of, moment.year.end, closed="right")
    later = proposed.filter(ahead)
    by_pay = with_deferrals_above_pay(later, laid_over(book, later).payroll)
    answers = asked(deferring_less(by_pay, "deferrals_above_pay"))
    by_limit = with_deferrals_cut(by_pay, answers)
    deferred = deferring_less(by_limit, "deferrals_cut")
    if by_limit["deferrals_why"].count():
        answers = asked(deferred)
    in_all = pl.concat([by_limit, proposed.filter(~ahead)], how="diagonal")
    told = with_bars(in_all, book, answers, plan)
    paid = with_after_tax_above_pay(told, laid_over(book, deferred).payroll)
    if (paid["after_tax_above_pay"] > 0).any():
        answers = asked(taking_less(deferring_less(paid.filter(ahead), "deferrals_cut")))
    cut = with_after_tax_cut(paid, answers, plan, limits)
    named = cut.join(answers.persons.select("employee_id", "name"), on="employee_id", how="left", validate="m:1")
    return Told(reported(named), answers.missing_payroll)


def laid_over(book: Book, lines: pl.DataFrame) -> Book:
    """The book with these lines; a person's lines of the same pay date and run type that it had are replaced."""
    shape = book.payroll.schema
    laid = lines.with_columns(file=pl.lit(None, dtype=shape["file"])).select(
        pl.col(name).cast(kind) for name, kind in shape.items()
    )
    kept = book.payroll.join(laid.select(RUN).unique(), on=RUN, how="anti")
    return replace(book, payroll=pl.concat([kept, laid]))


def with_bars(lines: pl.DataFrame, book: Book, answers: Answers, plan: Plan) -> pl.DataFrame:
    """Adds `bars`, the codes of what stands against after-tax money on the line's date whatever the amount."""
    known = pl.col("in_census").fill_null(value=False)
    listed = book.census.select("employee_id").unique().with_columns(listed=pl.lit(value=True))
    facts = answers.persons.select(
        "employee_id",
        "in_census",
        "birth_date",
        "hire_date",
        "rehire_date",
        "termination_date",
        "employed",
        "missing_dates",
        "deferral_limit_reached",
    )
    moment, day = answers.moment, pl.col("pay_date")
    asks = plan.terms(moment.at).after_tax.requires_deferral_limit
    reached = (pl.col("reached_on") <= day).fill_null(value=False)
    reached |= pl.col("deferral_limit_reached") & (pl.col("calendar_year") == moment.at.year)
    within = day.is_between(moment.year.start, moment.year.end)
    bars = {
        "date_already_paid": within & (day <= moment.as_of),
        "other_limitation_year": ~within,
        "not_in_census": ~known & pl.col("listed").is_null(),
        "birth_date_unknown": known & pl.col("birth_date").is_null(),
        "not_employed": pl.when(known).then(~(pl.col("employed") | employed_on(day))).otherwise(pl.col("listed")),
        "history_missing": known & (pl.col("missing_dates") > 0),
        "after_tax_not_allowed": ~day.is_in(days_allowed(lines, plan)),
        "deferral_limit_not_reached": pl.lit(asks) & ~reached,
    }
    said = [pl.when(holds.fill_null(value=False)).then(pl.lit(code)) for code, holds in bars.items()]
    return (
        lines.with_columns(calendar_year=day.dt.year())
        .join(listed, on="employee_id", how="left", validate="m:1")
        .join(facts, on="employee_id", how="left", validate="m:1")
        .join(limit_reached_on(answers.forecast), on=PERSON_YEAR, how="left", validate="m:1")
        .with_columns(bars=pl.concat_list(said).list.drop_nulls())
        .drop("listed", "calendar_year", "reached_on", *facts.columns[1:])
    )


def days_allowed(lines: pl.DataFrame, plan: Plan) -> list[date]:
    """The pay dates on which the plan takes after-tax contributions."""
    return [day for day in lines["pay_date"].unique() if plan.terms(day).after_tax.allowed]


def reported(lines: pl.DataFrame) -> pl.DataFrame:
    """The lines with something to cut, and those that were not checked, under the contract's columns."""
    unchecked = pl.col("bars").list.set_intersection(NOT_CHECKED)
    checked = unchecked.list.len() == 0
    after_tax = pl.when(pl.col("cut") > 0).then("after_tax_why").otherwise(pl.lit([], dtype=pl.List(pl.String)))
    above_pay = pl.max_horizontal("after_tax_above_pay", "deferrals_above_pay") > 0
    others = pl.concat_list(pl.when(above_pay).then(pl.lit("available_pay")), "deferrals_why").list.drop_nulls()
    return (
        lines.filter((pl.col("cut") > 0) | (pl.col("deferrals_cut") > 0) | ~checked)
        .with_columns(why=pl.when(checked).then(pl.concat_list(after_tax, others)).otherwise(unchecked))
        .with_columns(pl.when(checked).then(pl.col(name)).alias(name) for name in ("cut", "deferrals_cut"))
        .with_columns(
            allowed=pl.col("after_tax") - pl.col("cut"), deferrals_allowed=pl.col("deferrals") - pl.col("deferrals_cut")
        )
        .select(column.name for column in columns(Precheck))
        .sort("employee_id", "pay_date", "line")
    )
