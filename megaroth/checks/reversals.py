"""Checks of money taken back (R22): a negative that has nothing to reverse, posted or in the register."""

from collections.abc import Iterator

import polars as pl

from megaroth.answers import Answers
from megaroth.book import Book
from megaroth.checks import catalogue as checks
from megaroth.checks.register import PLACE
from schemas import words

PERSON_DATE_KIND = ["employee_id", "pay_date", "kind"]


def reversal_checks(book: Book, answers: Answers) -> Iterator[pl.LazyFrame]:
    """Findings a row a person, pay date and kind of money."""
    yield reversals_without_original(answers)
    yield register_below_zero(book, answers)


def reversals_without_original(answers: Answers) -> pl.LazyFrame:
    """R22: what was posted of a person, source and pay date adds up to less than nothing.

    A reversal that names no pay date has that of its original by now. Originals an opening stands for are not here.
    """
    key = ["employee_id", "source", "pay_date"]
    year = answers.moment.year
    openings = answers.persons.lazy().select("employee_id", "opening_date")
    covered = (pl.col("pay_date") <= pl.col("opening_date")).fill_null(value=False)
    postings = answers.postings.lazy().filter(
        pl.col("effect") == words.HELD, pl.coalesce("pay_date", "date").is_between(year.start, year.end)
    )
    negative = postings.filter(
        pl.col("addition") < 0, (pl.col("activity") == "reversal") | pl.col("kind").is_not_null()
    )
    below = (
        postings.join(negative.select(key).unique(), on=key, how="semi", nulls_equal=True)
        .join(openings, on="employee_id", how="left", validate="m:1")
        .filter(~covered)
        .sort(pl.col("addition") >= 0, "file", "line")
        .group_by(key)
        .agg(pl.col("addition").sum(), pl.col("file", "line").first())
        .filter(pl.col("addition") < 0)
    )
    return checks.NO_ORIGINAL.of(below, **PLACE, source="source", expected=pl.lit(0), actual="addition")


def register_below_zero(book: Book, answers: Answers) -> pl.LazyFrame:
    """R22: after a negative line the year's total of a kind is below zero, so that part of it reverses nothing.

    A correction of an earlier pay date of the year is in order. What is below zero at the end never counts.
    """
    negative = negative_cells(book, answers)
    so_far = (
        answers.ledger.lazy()
        .filter("in_year")
        .join(negative.select("employee_id"), on="employee_id", how="semi")
        .select("employee_id", *words.KINDS, pay_date="date")
        .unpivot(words.KINDS, index=["employee_id", "pay_date"], variable_name="kind", value_name="amount")
        .group_by(PERSON_DATE_KIND)
        .agg(pl.col("amount").sum())
        .with_columns(total=pl.col("amount").cum_sum().over("employee_id", "kind", order_by="pay_date"))
    )
    below = negative.join(so_far, on=PERSON_DATE_KIND, how="inner", validate="1:1").filter(pl.col("total") < 0)
    source = pl.concat_str(pl.lit("payroll "), "kind")
    return checks.BELOW_ZERO.of(below, **PLACE, source=source, expected=pl.lit(0), actual="total")


def negative_cells(book: Book, answers: Answers) -> pl.LazyFrame:
    """Each person, pay date and kind of money with a register line below zero; the first by file and line."""
    moment = answers.moment
    kinds = {
        kind: pl.sum_horizontal(pl.col(name).fill_null(0) for name in names)
        for kind, names in words.REGISTER_COLUMNS.items()
    }
    inside = pl.col("pay_date").is_between(moment.year.start, moment.at)
    return (
        book.payroll.lazy()
        .filter(inside, pl.any_horizontal(amount < 0 for amount in kinds.values()))
        .select("employee_id", "pay_date", "file", "line", **kinds)
        .unpivot(
            words.KINDS,
            index=["employee_id", "pay_date", "file", "line"],
            variable_name="kind",
            value_name="amount",
        )
        .filter(pl.col("amount") < 0)
        .sort("file", "line")
        .group_by(PERSON_DATE_KIND)
        .agg(pl.col("file", "line").first())
    )
