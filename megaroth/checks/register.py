"""Checks of the register against the postings and against the person: R03, R08, R12 (catch-up columns), R17."""

from collections.abc import Iterator
from typing import Final

import polars as pl

from megaroth.additions import register
from megaroth.answers import Answers
from megaroth.book import Book
from megaroth.checks import catalogue as checks
from megaroth.people import Moment, employed_on
from schemas import words

CATCH_UP_COLUMNS: Final = [
    name for names in words.REGISTER_COLUMNS.values() for name in names if name.endswith("_catch_up")
]
FROM_PAY: Final = [
    name for kind, names in words.REGISTER_COLUMNS.items() if kind not in words.EMPLOYER for name in names
]
PERSON_DATE: Final = ["employee_id", "pay_date"]
PLACE: Final = {"employee_id": "employee_id", "pay_date": "pay_date", "file": "file", "line": "line"}


def register_checks(book: Book, answers: Answers) -> Iterator[pl.LazyFrame]:
    """Findings a row a person and pay date of the limitation year."""
    moment = answers.moment
    inside = pl.col("pay_date").is_between(moment.year.start, moment.at)
    lines = book.payroll.lazy().filter(inside).with_columns(taken=pl.sum_horizontal(pl.col(FROM_PAY).fill_null(0)))
    people = answers.persons.lazy().filter("in_census")
    yield from posted_alone(lines, answers)
    yield not_employed(lines, people)
    yield catch_up_by_age(lines, people, moment)
    yield more_than_pay(lines)


def posted_alone(lines: pl.LazyFrame, answers: Answers) -> Iterator[pl.LazyFrame]:
    """R03: money of a pay date posted for a person, kind by kind, of which the register has no line, or a zero.

    An empty cell is no zero: many registers do not carry the match.
    """
    moment = answers.moment
    held = answers.postings.lazy().filter(
        "held", pl.col("kind").is_not_null(), pl.col("date").is_between(moment.year.start, moment.at)
    )
    without_line = held.join(lines.select(PERSON_DATE), on=PERSON_DATE, how="anti")
    with_zero = held.join(zeros(lines, answers), on=[*PERSON_DATE, "kind"], how="semi")
    calendar = pl.col("calendar").fill_null("")
    people = answers.persons.lazy().select("employee_id", "opening_date", calendar=calendar)
    alone = (
        pl.concat([without_line, with_zero])
        .join(people, on="employee_id", how="left", validate="m:1")
        .filter((pl.col("date") > pl.col("opening_date")).fill_null(value=True))
        .sort("file", "line")
        .group_by(*PERSON_DATE, "calendar", "kind")
        .agg(pl.col("addition").sum(), pl.col("file", "line").first())
        .filter(pl.col("addition") > 0)
    )
    missing = answers.missing_payroll.lazy().rename({"date": "pay_date"})
    on = ["calendar", "pay_date"]
    amounts: dict[str, pl.Expr | str] = {"source": "kind", "expected": pl.lit(0), "actual": "addition"}
    yield checks.POSTED_ALONE.of(alone.join(missing, on=on, how="anti"), **PLACE, **amounts)
    yield checks.POSTED_BEFORE_PAYROLL.of(alone.join(missing, on=on, how="semi"), **PLACE, **amounts)


def zeros(lines: pl.LazyFrame, answers: Answers) -> pl.LazyFrame:
    """Each person, pay date and kind whose register cells add up to zero, of the dates where a posting differs."""
    differing = answers.ledger.lazy().filter("unreconciled", "in_year").select("employee_id", pay_date="date")
    return (
        register(lines.join(differing, on=PERSON_DATE, how="semi"))
        .rename({"date": "pay_date"})
        .unpivot(words.KINDS, index=PERSON_DATE, variable_name="kind", value_name="amount")
        .filter(pl.col("amount") == 0)
    )


def on_pay_date(lines: pl.LazyFrame) -> pl.LazyFrame:
    """Lines of a person and pay date added up; the first by file and line stands for them."""
    return (
        lines.sort("file", "line")
        .group_by(PERSON_DATE)
        .agg(pl.col("taken").sum(), pl.col("gross_compensation").sum().clip(0), pl.col("file", "line").first())
    )


def not_employed(lines: pl.LazyFrame, people: pl.LazyFrame) -> pl.LazyFrame:
    """R08: a deduction on a pay date after termination or before hire."""
    dates = people.select("employee_id", "hire_date", "rehire_date", "termination_date")
    outside = (
        lines.filter(pl.col("taken") != 0)
        .join(dates, on="employee_id", how="inner", validate="m:1")
        .filter(~employed_on(pl.col("pay_date")))
    )
    deducted = on_pay_date(outside).filter(pl.col("taken") > 0)
    return checks.NOT_EMPLOYED.of(deducted, **PLACE, expected=pl.lit(0), actual="taken")


def catch_up_by_age(lines: pl.LazyFrame, people: pl.LazyFrame, moment: Moment) -> pl.LazyFrame:
    """R12: a catch-up cell of somebody too young at the end of the pay date's calendar year, or of unknown age."""
    by_year = [
        people.select("employee_id", calendar_year=pl.lit(year, dtype=pl.Int32), old_enough=f"old_enough_{year}")
        for year in moment.calendar_years
    ]
    cells = (
        lines.with_columns(
            taken=pl.sum_horizontal(pl.col(CATCH_UP_COLUMNS).fill_null(0)), calendar_year=pl.col("pay_date").dt.year()
        )
        .filter(pl.col("taken") != 0)
        .join(pl.concat(by_year), on=["employee_id", "calendar_year"], how="inner", validate="m:1")
        .filter(~pl.col("old_enough"))
    )
    called = on_pay_date(cells).filter(pl.col("taken") > 0)
    return checks.CATCH_UP_BY_AGE.of(called, **PLACE, source=pl.lit("catch_up"), expected=pl.lit(0), actual="taken")


def more_than_pay(lines: pl.LazyFrame) -> pl.LazyFrame:
    """R17: what was taken from pay on a date is more than the pay of that date, all its lines together."""
    suspects = lines.filter(pl.col("taken") > pl.col("gross_compensation")).select(PERSON_DATE).unique()
    dates = on_pay_date(lines.join(suspects, on=PERSON_DATE, how="semi"))
    over = dates.filter(pl.col("taken") > pl.col("gross_compensation"))
    return checks.MORE_THAN_PAY.of(over, **PLACE, expected="gross_compensation", actual="taken")
