"""The register's lines that checks of payroll's conduct look at, and what of them has not had its time yet."""

from typing import Final

import polars as pl

from megaroth.answers import Answers
from megaroth.book import Book
from megaroth.checks.pay_dates import due_date
from megaroth.forecast.past_dates import past_lines
from megaroth.limits import Limits
from megaroth.plan import Plan
from schemas import words

PERSON_DATE: Final = ["employee_id", "pay_date"]
FROM_PAY: Final = (*words.DEFERRALS, words.AFTER_TAX)


def lines_of_year(book: Book, answers: Answers) -> pl.LazyFrame:
    """Lines of the limitation year so far for which no opening balance stands, with `eligible` pay."""
    return past_lines(book.payroll.lazy(), answers.persons.lazy(), answers.moment)


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


def dates_waiting(lines: pl.LazyFrame, plan: Plan, limits: Limits, answers: Answers) -> pl.LazyFrame:
    """A row a pay date: `KIND_awaited`, no line of it has a cell of the kind and the time to post it is not over."""
    seen = (
        lines.group_by("pay_date").agg((cells(kind)[0] == 0).alias(f"{kind}_awaited") for kind in words.KINDS).collect()
    )
    in_time = pl.Series(
        [due_date(day, plan, limits) >= answers.moment.as_of for day in seen["pay_date"]], dtype=pl.Boolean
    )
    return seen.lazy().with_columns(pl.col(f"{kind}_awaited") & in_time for kind in words.KINDS)
