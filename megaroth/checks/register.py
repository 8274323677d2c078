"""Checks of the register against the postings and against the person: R03, R08, R12, R17, R22 (reversals)."""

from collections.abc import Iterator

import polars as pl

from megaroth.answers import Answers
from megaroth.book import Book
from megaroth.checks import catalogue as checks
from megaroth.people import Moment, employed_on
from schemas import words

CATCH_UP_COLUMNS = [name for names in words.REGISTER_COLUMNS.values() for name in names if name.endswith("_catch_up")]
FROM_PAY = [name for kind, names in words.REGISTER_COLUMNS.items() if kind not in words.EMPLOYER for name in names]
PLACE = {"employee_id": "employee_id", "pay_date": "pay_date", "file": "file", "line": "line"}


def register_checks(book: Book, answers: Answers) -> Iterator[pl.LazyFrame]:
    """Findings a row a person and pay date of the limitation year."""
    moment, persons = answers.moment, answers.persons.lazy()
    inside = pl.col("pay_date").is_between(moment.year.start, moment.at)
    lines = book.payroll.lazy().filter(inside).with_columns(taken=pl.sum_horizontal(pl.col(FROM_PAY).fill_null(0)))
    people = persons.filter("in_census")
    yield posted_alone(book, answers)
    yield not_employed(lines, people)
    yield catch_up_by_age(lines, people, moment)
    yield more_than_pay(lines)
    yield reversals_without_original(answers)


def posted_alone(book: Book, answers: Answers) -> pl.LazyFrame:
    """R03: money of a pay date posted for a person, kind by kind, of whom the register has no line that date."""
    moment = answers.moment
    held = answers.postings.lazy().filter(
        "held", pl.col("kind").is_not_null(), pl.col("date").is_between(moment.year.start, moment.at)
    )
    openings = answers.persons.lazy().select("employee_id", "opening_date")
    alone = (
        held.join(book.payroll.lazy().select("employee_id", "pay_date"), on=["employee_id", "pay_date"], how="anti")
        .join(openings, on="employee_id", how="left", validate="m:1")
        .filter((pl.col("date") > pl.col("opening_date")).fill_null(value=True))
        .sort("file", "line")
        .group_by("employee_id", "pay_date", "kind")
        .agg(pl.col("addition").sum(), pl.col("file", "line").first())
        .filter(pl.col("addition") != 0)
    )
    return checks.POSTED_ALONE.of(alone, **PLACE, source="kind", expected=pl.lit(0), actual="addition")


def on_pay_date(lines: pl.LazyFrame) -> pl.LazyFrame:
    """Lines of a person and pay date added up; the first by file and line stands for them."""
    return (
        lines.sort("file", "line")
        .group_by("employee_id", "pay_date")
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
    return checks.NOT_EMPLOYED.of(on_pay_date(outside), **PLACE, expected=pl.lit(0), actual="taken")


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
        .filter(pl.col("taken") > 0)
        .join(pl.concat(by_year), on=["employee_id", "calendar_year"], how="inner", validate="m:1")
        .filter(~pl.col("old_enough"))
    )
    return checks.CATCH_UP_BY_AGE.of(
        on_pay_date(cells), **PLACE, source=pl.lit("catch_up"), expected=pl.lit(0), actual="taken"
    )


def more_than_pay(lines: pl.LazyFrame) -> pl.LazyFrame:
    """R17: what was taken from pay on a date is more than the pay of that date."""
    keys = ["employee_id", "pay_date"]
    suspects = lines.filter(pl.col("taken") > pl.col("gross_compensation").clip(0)).select(keys).unique()
    dates = on_pay_date(lines.join(suspects, on=keys, how="semi"))
    over = dates.filter(pl.col("taken") > pl.col("gross_compensation"))
    return checks.MORE_THAN_PAY.of(over, **PLACE, expected="gross_compensation", actual="taken")


def reversals_without_original(answers: Answers) -> pl.LazyFrame:
    """R22: reversals of a person, source and pay date take back more than was posted for it."""
    key = ["employee_id", "source", "pay_date"]
    year = answers.moment.year
    postings = answers.postings.lazy().filter(
        pl.col("effect") == words.HELD, pl.coalesce("pay_date", "date").is_between(year.start, year.end)
    )
    reversals = postings.filter(pl.col("activity") == "reversal")
    below = (
        postings.join(reversals.select(key).unique(), on=key, how="semi", nulls_equal=True)
        .sort(pl.col("activity") != "reversal", "file", "line")
        .group_by(key)
        .agg(pl.col("addition").sum(), pl.col("file", "line").first())
        .filter(pl.col("addition") < 0)
    )
    return checks.NO_ORIGINAL.of(below, **PLACE, source="source", expected=pl.lit(0), actual="addition")
