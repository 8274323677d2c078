"""Each person's after-tax account: the recordkeeper's statement carried on by what was posted and withdrawn since.

docs/law.md, section 7. What may be done with the money is not looked at here. Amounts are whole cents.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import polars as pl

from megaroth.book import Book
from schemas import words

OF_ROW: Final = ("employee_id", "file", "line")

MOVES: Final = (pl.col("value") != 0) | (pl.col("basis") != 0)
"""Whether a row moves anything: a row of zeros does not."""

STATED: Final = pl.col("file").is_not_null()
"""Whether a row of balances is a statement, or an account's beginning."""


@dataclass(frozen=True)
class AccountFeeds:
    """Rows of the feeds that speak of after-tax accounts, of any date."""

    balances: pl.LazyFrame
    postings: pl.LazyFrame
    withdrawals: pl.LazyFrame
    openings: pl.LazyFrame
    payroll: pl.LazyFrame


def account_feeds(book: Book) -> AccountFeeds:
    """Those of the book."""
    frames = (book.balances, book.contributions, book.withdrawals, book.opening, book.payroll)
    return AccountFeeds(*(frame.lazy() for frame in frames))


def newest(balances: pl.LazyFrame, as_of: date) -> pl.LazyFrame:
    """Each person's newest statement; it is of the end of its day."""
    return (
        balances.filter(pl.col("as_of") <= as_of)
        .group_by("employee_id")
        .agg(pl.all().sort_by("as_of").last())
        .select(
            *OF_ROW,
            "vested_balance",
            balance_date="as_of",
            stated=STATED,
            stated_value="after_tax_value",
            stated_basis="after_tax_basis",
            stated_pre_1987=pl.col("pre_1987_basis").fill_null(0),
        )
    )


def with_beginnings(feeds: AccountFeeds, as_of: date) -> AccountFeeds:
    """An account of which nothing is stated by the as-of date begins empty, the day before anything moved it.

    Such a beginning is a row of balances without file and line. There is none for who has an opening with after-tax
    money: what it stands for was posted elsewhere.
    """
    stated = feeds.balances.filter(pl.col("as_of") <= as_of)
    elsewhere = feeds.openings.filter(pl.col("as_of") <= as_of, pl.col("after_tax") > 0)
    beginnings = (
        moved(feeds, as_of)
        .filter(MOVES)
        .join(pl.concat([stated.select("employee_id"), elsewhere.select("employee_id")]), on="employee_id", how="anti")
        .group_by("employee_id")
        .agg(as_of=pl.col("date").min().dt.offset_by("-1d"))
        .with_columns(after_tax_basis=pl.lit(0, pl.Int64), after_tax_value=pl.lit(0, pl.Int64))
    )
    return replace(feeds, balances=pl.concat([feeds.balances, beginnings], how="diagonal_relaxed"))


def accounts(statements: pl.LazyFrame, movements: pl.LazyFrame) -> pl.LazyFrame:
    """Each statement carried on by what moved the account after its day.

    Each withdrawal takes pre-1987 basis first, 72(e)(8)(D). Vested money moves by the after-tax source's own movements
    [our reading].
    """
    sums = (
        since_statement(statements, movements).group_by("employee_id").agg(pl.col("value", "basis", "withdrawn").sum())
    )
    return (
        statements.join(sums, on="employee_id", how="left", validate="1:1")
        .with_columns(pl.col("value", "basis", "withdrawn").fill_null(0))
        .with_columns(
            after_tax_value=pl.col("stated_value") + pl.col("value"),
            after_tax_basis=pl.col("stated_basis") + pl.col("basis"),
            pre_1987_left=(pl.col("stated_pre_1987") - pl.col("withdrawn")).clip(0),
            vested_balance=pl.col("vested_balance") + pl.col("value"),
        )
        .with_columns(after_tax_earnings=pl.col("after_tax_value") - pl.col("after_tax_basis"))
    )


def since_statement(statements: pl.LazyFrame, movements: pl.LazyFrame) -> pl.LazyFrame:
    """The movements dated after their person's statement."""
    return movements.join(statements.select("employee_id", "balance_date"), on="employee_id", validate="m:1").filter(
        pl.col("date") > pl.col("balance_date")
    )


def moved(feeds: AccountFeeds, as_of: date) -> pl.LazyFrame:
    """A row for each posting and withdrawal up to the as-of date: what it does to value and basis."""
    rows = [posted(feeds.postings), withdrawn(feeds.withdrawals)]
    return pl.concat(rows, how="diagonal_relaxed").filter(pl.col("date") <= as_of)


def posted(postings: pl.LazyFrame) -> pl.LazyFrame:
    """What each posting to the after-tax source does to its value and to its basis. 26 USC 72(c)(1), (f)."""
    effect = pl.col("activity").replace_strict(words.ACCOUNT_EFFECTS, return_dtype=pl.String)
    principal = pl.col("amount") - pl.col("earnings").fill_null(0)
    return postings.filter(pl.col("source") == words.AFTER_TAX, effect != words.NO_EFFECT).select(
        *OF_ROW,
        date="posted_date",
        value="amount",
        basis=pl.when(effect == words.VALUE_AND_BASIS).then(principal).otherwise(0),
        feed=pl.lit("contributions"),
    )


def withdrawn(withdrawals: pl.LazyFrame) -> pl.LazyFrame:
    """What each withdrawal takes from value and basis."""
    return withdrawals.select(
        *OF_ROW,
        "date",
        value=-pl.col("amount"),
        basis=-pl.col("basis"),
        withdrawn=pl.col("amount"),
        feed=pl.lit("withdrawals"),
    )
