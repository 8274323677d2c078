"""The register's lines that checks of payroll's conduct look at, and what of them has not had its time yet."""

from typing import Final

import polars as pl

from megaroth.additions import by_kind
from megaroth.answers import Answers
from megaroth.book import Book
from megaroth.checks.pay_dates import after_opening, due_date
from megaroth.limits import Limits
from megaroth.plan import Plan
from schemas import words

PERSON_DATE: Final = ["employee_id", "pay_date"]
FROM_PAY: Final = (*words.DEFERRALS, words.AFTER_TAX)


def lines_of_year(book: Book, answers: Answers) -> pl.LazyFrame:
    """Lines of the limitation year so far for which no opening balance stands, with `eligible` pay."""
    year = answers.moment.year
    openings = answers.persons.lazy().select("employee_id", "opening_date")
    return (
        book.payroll.lazy()
        .filter(pl.col("pay_date").is_between(year.start, answers.moment.at))
        .join(openings, on="employee_id", how="left", validate="m:1")
        .filter(after_opening("pay_date"))
        .with_columns(eligible=pl.coalesce("eligible_compensation", "gross_compensation"))
    )


def cells(kind: str, chosen: pl.Expr | None = None) -> tuple[pl.Expr, pl.Expr]:
    """How many cells of a kind the lines hold, and their sum."""
    columns = [pl.col(name) if chosen is None else pl.col(name).filter(chosen) for name in words.REGISTER_COLUMNS[kind]]
    return pl.sum_horizontal(column.count() for column in columns), pl.sum_horizontal(
        column.sum() for column in columns
    )


def place(found: pl.LazyFrame, lines: pl.LazyFrame) -> pl.LazyFrame:
    """Adds `file` and `line`: the first of the lines of each person and pay date."""
    first = (
        lines.join(found, on=PERSON_DATE, how="semi")
        .sort("file", "line")
        .group_by(PERSON_DATE)
        .agg(pl.col("file", "line").first())
    )
    return found.join(first, on=PERSON_DATE, how="left", validate="m:1")


def posted_instead(rows: pl.LazyFrame, answers: Answers, kinds: tuple[str, ...]) -> pl.LazyFrame:
    """Adds `KIND_posted`, what is posted of a person and pay date where the register's cells of a kind are empty."""
    without = rows.filter(pl.any_horizontal(pl.col(kind).is_null() for kind in kinds))
    held = (
        answers.postings.lazy()
        .filter("held")
        .join(without.rename({"pay_date": "date"}), on=["employee_id", "date"], how="semi")
    )
    posted = by_kind(held).select("employee_id", pl.col("date").alias("pay_date"), *kinds)
    joined = rows.join(posted, on=PERSON_DATE, how="left", suffix="_posted", validate="1:1")
    return joined.with_columns(
        pl.when(pl.col(kind).is_null()).then(f"{kind}_posted").alias(f"{kind}_posted") for kind in kinds
    )


def dates_waiting(lines: pl.LazyFrame, plan: Plan, limits: Limits, answers: Answers) -> pl.LazyFrame:
    """A row a pay date: `KIND_awaited`, no line of it has a cell of the kind and the time to post it is not over."""
    seen = (
        lines.group_by("pay_date").agg((cells(kind)[0] == 0).alias(f"{kind}_awaited") for kind in words.KINDS).collect()
    )
    in_time = pl.Series(
        [due_date(day, plan, limits) >= answers.moment.as_of for day in seen["pay_date"]], dtype=pl.Boolean
    )
    return seen.lazy().with_columns(pl.col(f"{kind}_awaited") & in_time for kind in words.KINDS)
