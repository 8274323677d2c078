"""Check of the match against the plan's formula, recomputed (R06). rules: docs/checks.md."""

from collections.abc import Iterator
from datetime import date
from typing import Final

import polars as pl

from megaroth.answers import Answers
from megaroth.book import Book
from megaroth.catch_up import in_force
from megaroth.checks import catalogue as checks
from megaroth.checks.lines import PERSON_DATE, lines_of_year, place
from megaroth.checks.pay_dates import due_date
from megaroth.checks.register import PLACE
from megaroth.forecast import past_dates
from megaroth.forecast.employer import NOTHING, true_up
from megaroth.forecast.scenario import money_to_date
from megaroth.forecast.walk import held_under
from megaroth.limits import Limits
from megaroth.plan import Plan
from megaroth.plan_terms import ANNUAL_TRUE_UP
from schemas import words

ON_CALENDAR: Final = ["calendar", "pay_date"]


def employer_checks(book: Book, answers: Answers, plan: Plan, limits: Limits) -> Iterator[pl.LazyFrame]:
    """R06: a row a person and pay date; a row a calendar and date without any; a row a person for the true-up."""
    yield no_formula(answers, plan)
    if any(terms.match.tiers for _, terms in plan.changes()):
        yield from match_differs(book, answers, plan, limits)
        yield true_up_due(answers, plan, limits)


def has_formula(day: pl.Expr, plan: Plan) -> pl.Expr:
    """Whether the terms in force on a day have tiers."""
    return in_force(day, plan, lambda terms: len(terms.match.tiers)) > 0


def no_formula(answers: Answers, plan: Plan) -> pl.LazyFrame:
    """R06, once: there is match on a day for which the plan file has no tiers."""
    without = answers.ledger.lazy().filter("in_year", pl.col(words.MATCH) != 0, ~has_formula(pl.col("date"), plan))
    once = without.with_columns(source=pl.lit("match formula")).select("source").unique()
    return checks.NO_FORMULA.of(once, source="source")


def match_differs(book: Book, answers: Answers, plan: Plan, limits: Limits) -> Iterator[pl.LazyFrame]:
    """R06: the register's match of a date, else the posted one, against the formula.

    Who has neither has none, once the time to post it is over. Where a calendar's date then has no match of anybody,
    one finding stands for all of them.
    """
    lines = lines_of_year(book, answers)
    dates = with_formula(paid_dates(lines, answers), answers, plan, limits)
    if pays_at_year_end_only(dates, plan):
        return
    known = dates.lazy().filter("comparable")
    over = pl.col("pay_date").is_in(time_over(dates, plan, limits, answers))
    known = known.with_columns(anybody=pl.col("has_match").any().over(ON_CALENDAR))
    differing = known.filter(pl.col("expected") != pl.col("actual"), pl.col("has_match") | (pl.col("anybody") & over))
    yield checks.MATCH_DIFFERS.of(
        place(differing, lines), **PLACE, source=pl.lit(words.MATCH), expected="expected", actual="actual"
    )
    nobody = (
        known.filter(~pl.col("anybody"), over)
        .group_by(ON_CALENDAR)
        .agg(pl.col("expected").sum())
        .filter(pl.col("expected") > 0)
    )
    source = pl.concat_str(pl.lit("match "), "calendar").str.strip_chars()
    yield checks.MATCH_MISSING.of(nobody, pay_date="pay_date", source=source, expected="expected", actual=pl.lit(0))


def paid_dates(lines: pl.LazyFrame, answers: Answers) -> pl.LazyFrame:
    """A row a person and pay date of the register, with its calendar; dates without a formula are not comparable."""
    persons = answers.persons.lazy()
    calendar = persons.select("employee_id", calendar=pl.col("calendar").fill_null(""))
    dates = past_dates.paid_dates(lines, answers.postings.lazy()).join(
        calendar, on="employee_id", how="left", validate="m:1"
    )
    return past_dates.with_pay_before(dates, answers.ledger.lazy(), persons)


def with_formula(dates: pl.LazyFrame, answers: Answers, plan: Plan, limits: Limits) -> pl.DataFrame:
    """Adds `expected`: the formula in force on the date, within the dollar cap of the year.

    Dates without a formula are no longer comparable.
    """
    day = pl.col("pay_date")
    dollars = in_force(day, plan, lambda terms: terms.match.dollar_cap or None)
    formula = (
        past_dates.with_formulas(dates, answers.ledger.lazy(), answers.persons.lazy(), plan, limits, answers.moment)
        .with_columns(
            comparable=pl.col("comparable") & has_formula(day, plan), ceiling=dollars - pl.col("match_before")
        )
        .sort(PERSON_DATE)
        .collect()
    )
    if not any(terms.match.dollar_cap for _, terms in plan.changes()):
        return formula.rename({"match_formula": "expected"})
    return held_under(formula, ["employee_id"], "match_formula", "ceiling", "expected")


def pays_at_year_end_only(dates: pl.DataFrame, plan: Plan) -> bool:
    """An annual match of which nothing was paid with any pay date."""
    annual = all(terms.match.timing == ANNUAL_TRUE_UP for _, terms in plan.changes() if terms.match.tiers)
    paid = dates.select(((pl.col("actual") != 0) | (pl.col("match_before") != 0)).any()).item()
    return annual and not paid


def time_over(dates: pl.DataFrame, plan: Plan, limits: Limits, answers: Answers) -> list[date]:
    """The pay dates whose money should have been posted by now."""
    days = dates["pay_date"].unique().sort()
    return [day for day in days if due_date(day, plan, limits) < answers.moment.as_of]


def true_up_due(answers: Answers, plan: Plan, limits: Limits) -> pl.LazyFrame:
    """R06: once the limitation year is over, what the annual formula gives beyond what was paid."""
    moment = answers.moment
    nothing_comes = {f"{kind}_coming": NOTHING for kind in words.KINDS}
    facts = (
        money_to_date(answers.persons, answers.postings.lazy(), moment)
        .lazy()
        .join(
            answers.persons.lazy().select("employee_id", catch_up_at_end="used"),
            on="employee_id",
            how="left",
            validate="1:1",
        )
        .with_columns(
            **nothing_comes,
            late_match=NOTHING,
            tried_at_end=NOTHING,
            pay_of_year=pl.col("eligible_ytd").clip(0, past_dates.pay_cap(limits, moment)),
        )
        .with_columns(owed=true_up(plan.terms(moment.year.end)))
        .filter(pl.col("owed") > 0, pl.lit(moment.as_of >= moment.year.end))
    )
    return checks.TRUE_UP_DUE.of(
        facts,
        employee_id="employee_id",
        source=pl.lit("true_up"),
        expected=pl.col("match_paid") + pl.col("owed"),
        actual="match_paid",
    )
