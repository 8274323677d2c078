"""Each after-tax account as a ledger, line by line, and what the plan's terms come to for its owner.

The movements and statements that `accounts` and `account_basis` rest on, in their order: within a day postings, then
withdrawals, then the statement. docs/law.md, section 7. Amounts are whole cents.
"""

from typing import Final

import polars as pl

from megaroth.account_basis import since_base
from megaroth.account_history import CLOSING
from megaroth.accounts import OF_ROW, AccountFeeds, account_feeds
from megaroth.availability import last_withdrawals, months_after_last
from megaroth.book import Book
from megaroth.followed import followed_accounts
from megaroth.people import Moment, account_holders, employed_on
from megaroth.plan import Plan

WITHIN_A_DAY: Final = pl.Enum(["contributions", "withdrawals", CLOSING, "balances"])
LINE: Final = ("employee_id", "date", "feed", "file", "line", "what", "value", "basis", "value_after", "basis_after")
SO_FAR: Final = ("value_after", "basis_after")


def account_ledger(book: Book, plan: Plan, moment: Moment) -> pl.DataFrame:
    """A row for each statement, posting, withdrawal and closing from the base of the basis up to the as-of date.

    `what`: the activity, the route, `closing` or `statement`; value, basis: what the row changes; value_after,
    basis_after: what is there after it. A statement says what is there: what it changes is what no row has told.
    """
    accounts = followed_accounts(account_feeds(book), plan, moment)
    named = accounts.movements.join(named_rows(accounts.feeds), on=["file", "line"], how="left", validate="m:1")
    told = since_base(named, accounts.base)
    moved = told.select(*OF_ROW, "date", "feed", what=_what(), value="value", basis="basis")
    return (
        pl.concat([moved, stated(accounts.feeds.balances, accounts.base, moment)], how="vertical_relaxed")
        .with_columns(pl.col("file").cast(pl.String))
        .sort("employee_id", "date", pl.col("feed").cast(WITHIN_A_DAY), "file", "line")
        .pipe(carried)
        .select(LINE)
        .collect()
    )


def named_rows(feeds: AccountFeeds) -> pl.LazyFrame:
    """What each posting and withdrawal calls itself, by its place."""
    rows = [
        feeds.postings.select("file", "line", word=pl.col("activity").cast(pl.String)),
        feeds.withdrawals.select("file", "line", word=pl.col("route").cast(pl.String)),
    ]
    return pl.concat(rows, how="vertical_relaxed")


def _what() -> pl.Expr:
    return pl.when(pl.col("feed") == CLOSING).then(pl.lit(CLOSING)).otherwise("word")


def stated(balances: pl.LazyFrame, base: pl.LazyFrame, moment: Moment) -> pl.LazyFrame:
    """The statements from the base on; value and basis are what they say is there."""
    since = balances.filter(pl.col("as_of") <= moment.as_of).join(base, on="employee_id", validate="m:1")
    return since.filter((pl.col("as_of") >= pl.col("base_date")).fill_null(value=True)).select(
        *OF_ROW,
        date="as_of",
        feed=pl.lit("balances"),
        what=pl.lit("statement"),
        value="after_tax_value",
        basis="after_tax_basis",
    )


def carried(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Adds what is there after each row; a statement begins anew, and changes what it differs by."""
    begins = pl.col("feed") == "balances"
    return (
        rows.with_columns(of=begins.cum_sum().over("employee_id"))
        .with_columns(pl.col("value", "basis").cum_sum().over("employee_id", "of").name.suffix("_after"))
        .with_columns(
            pl.col(f"{name}_after").diff().over("employee_id").fill_null(pl.col(f"{name}_after")).alias(name)
            for name in ("value", "basis")
        )
    )


def account_terms(book: Book, plan: Plan, moment: Moment) -> pl.DataFrame:
    """A row a person: whether employed, the day of the last withdrawal, and the first day far enough from it.

    The last is null where the plan asks for no months between two withdrawals.
    """
    terms = plan.terms(moment.as_of).withdrawals
    last = last_withdrawals(book.withdrawals.lazy(), book.opening.lazy(), moment.as_of)
    far_enough = pl.when(terms.months_between > 0).then(months_after_last(terms))
    return (
        account_holders(book.census.lazy())
        .select("employee_id", employed=employed_on(moment.as_of).fill_null(value=False))
        .join(last, on="employee_id", how="full", coalesce=True, validate="1:1")
        .select("employee_id", pl.col("employed").fill_null(value=False), "last_withdrawal", months_over=far_enough)
        .collect()
    )
