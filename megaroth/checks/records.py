"""Checks of what is on record of a person and the plan: the census, opening balances, pay groups, short years."""

from collections.abc import Iterator

import polars as pl

from megaroth.answers import Answers
from megaroth.book import Book
from megaroth.checks import catalogue as checks
from megaroth.opening import opening_in_force
from megaroth.plan import Plan
from schemas import words

IN_CENSUS = {"employee_id": "employee_id", "file": "file", "line": "line"}


def record_checks(book: Book, answers: Answers, plan: Plan) -> Iterator[pl.LazyFrame]:
    """Findings a row a person; one of the short year."""
    persons = answers.persons.lazy()
    known = persons.filter("in_census")
    yield checks.BIRTH_DATE.of(known.filter(pl.col("birth_date").is_null()), **IN_CENSUS, source=pl.lit("birth_date"))
    yield not_in_census(book, persons)
    yield opening_differs(book, answers)
    if len(plan.calendars) > 1:
        astray = pl.col("pay_group").is_not_null() & ~pl.col("pay_group").is_in(list(plan.calendars))
        yield checks.PAY_GROUP.of(known.filter(astray), **IN_CENSUS, source=pl.lit("pay_group"))
    if answers.moment.year.has_partial_month:
        yield checks.SHORT_YEAR.of(pl.LazyFrame({"year": [answers.moment.year.end.isoformat()]}), source="year")


def not_in_census(book: Book, persons: pl.LazyFrame) -> pl.LazyFrame:
    """Money, pay or an account of somebody the census does not have, with the first line that says so."""
    unknown = persons.filter(~pl.col("in_census")).select("employee_id")
    place = ["employee_id", "file", "line"]
    money = pl.concat([rows.lazy().select(place) for rows in (book.payroll, book.contributions, book.opening)])
    accounts = book.balances.lazy().select(place).join(book.census.lazy(), on="employee_id", how="anti")
    first = (
        pl.concat([money.join(unknown, on="employee_id", how="semi"), accounts])
        .sort("file", "line")
        .group_by("employee_id")
        .first()
    )
    return checks.NOT_IN_CENSUS.of(first, **IN_CENSUS)


def opening_differs(book: Book, answers: Answers) -> pl.LazyFrame:
    """The register of the dates an opening balance stands for has more of a kind of money than the opening says."""
    moment = answers.moment
    suspects = answers.persons.lazy().filter("opening_differs").select("employee_id")
    opening = opening_in_force(book.opening.lazy(), moment.year, moment.as_of).join(
        suspects, on="employee_id", how="semi"
    )
    stated = opening.unpivot(
        words.KINDS,
        index=["employee_id", "opening_date", "file", "line"],
        variable_name="kind",
        value_name="stated",
    )
    covered = (pl.col("pay_date") >= moment.year.start) & (pl.col("pay_date") <= pl.col("opening_date"))
    register = (
        book.payroll.lazy()
        .join(opening.select("employee_id", "opening_date"), on="employee_id", how="inner", validate="m:1")
        .filter(covered)
        .group_by("employee_id")
        .agg(
            pl.sum_horizontal(pl.col(name).sum() for name in names).alias(kind)
            for kind, names in words.REGISTER_COLUMNS.items()
        )
        .unpivot(words.KINDS, index="employee_id", variable_name="kind", value_name="register")
    )
    more = stated.join(register, on=["employee_id", "kind"], how="inner", validate="1:1").filter(
        pl.col("register") > pl.col("stated")
    )
    return checks.OPENING_DIFFERS.of(more, **IN_CENSUS, source="kind", expected="stated", actual="register")
