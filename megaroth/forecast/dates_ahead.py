"""The rest of the year before any limit: later dates with pay and what is elected, a row a person and date."""

import polars as pl

from megaroth.book import Book
from megaroth.forecast.dates import later_dates
from megaroth.forecast.elections import with_elections
from megaroth.forecast.reference import reference_pay
from megaroth.limits import Limits
from megaroth.people import Moment
from megaroth.plan import Plan


def dates_ahead(
    book: Book,
    postings: pl.LazyFrame,
    rows: pl.LazyFrame,
    persons: pl.LazyFrame,
    plan: Plan,
    limits: Limits,
    moment: Moment,
) -> pl.DataFrame:
    """Expected and received dates of everybody in the report; `rows` are their ledger."""
    later = later_dates(book.payroll.lazy(), postings, rows, persons, plan, moment).collect()
    paid = later.lazy().filter(pl.col("expected") | pl.col("paid_early")).select("employee_id").unique()
    lines = pl.concat([book.payroll.lazy(), book.earlier_payroll.lazy()], how="diagonal").filter(
        pl.col("pay_date") <= moment.as_of
    )
    reference = reference_pay(
        lines.join(paid, on="employee_id", how="semi"),
        postings,
        rows.join(paid, on="employee_id", how="semi"),
        persons,
        plan,
        limits,
        moment,
    )
    return with_elections(later.lazy(), book.elections.lazy(), reference).collect()


def pay_ahead(later: pl.LazyFrame) -> pl.LazyFrame:
    """Each person's pay still expected in the limitation year, received lines included."""
    return later.group_by("employee_id").agg(pay_expected=(pl.col("gross") + pl.col("received_pay")).sum())
