"""Check of the register against the postings, amount by amount: what makes a person unreconciled."""

from typing import Final

import polars as pl

from megaroth.answers import Answers
from megaroth.book import Book
from megaroth.checks import catalogue as checks
from megaroth.ledger import register_beside_postings
from megaroth.opening import opening_in_force
from schemas import words

LINE: Final = ["employee_id", "pay_date", "kind"]


def differences(book: Book, answers: Answers) -> pl.LazyFrame:
    """Unreconciled: register (or opening balance) and postings of a pay date and kind, where both exist and differ.

    A register that says zero is R03's. Only the unreconciled people's rows are compared again.
    """
    year, as_of = answers.moment.year, answers.moment.as_of
    people = answers.persons.lazy().filter("unreconciled").select("employee_id")
    payroll = book.payroll.lazy().filter(pl.col("pay_date") <= as_of).join(people, on="employee_id", how="semi")
    postings = answers.postings.lazy().join(people, on="employee_id", how="semi")
    opening = opening_in_force(book.opening.lazy(), year, as_of).join(people, on="employee_id", how="semi")
    lines = register_beside_postings(payroll, postings, {year: opening})
    differing = (
        pl.concat([of_kind(lines, kind) for kind in words.KINDS])
        .filter(pl.col("pay_date").is_between(year.start, year.end), pl.col("register") != pl.col("posted"))
        .filter((pl.col("register") != 0) | (pl.col("posted") < 0))
    )
    places = (
        postings.filter("held", pl.col("kind").is_not_null())
        .sort("file", "line")
        .group_by(LINE)
        .agg(pl.col("file", "line").first())
    )
    return checks.UNRECONCILED.of(
        differing.join(places, on=LINE, how="left", validate="1:1"),
        employee_id="employee_id",
        pay_date="pay_date",
        source="kind",
        expected="register",
        actual="posted",
        file="file",
        line="line",
    )


def of_kind(lines: pl.LazyFrame, kind: str) -> pl.LazyFrame:
    """One kind of money, register beside postings."""
    return lines.select(
        "employee_id", pay_date="date", kind=pl.lit(kind), register=pl.col(kind), posted=pl.col(f"{kind}_posted")
    )
