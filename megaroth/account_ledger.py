"""Each after-tax account as a ledger, line by line, from the base of its basis up to the as-of date.

The movements and statements that `accounts` and `account_basis` rest on, in their order: within a day postings, then
withdrawals, then the statement. docs/law.md, section 7. Amounts are whole cents.
"""

from typing import Final

import polars as pl

from megaroth.account_basis import since_base
from megaroth.account_history import CLOSING
from megaroth.accounts import OF_ROW, AccountFeeds
from megaroth.followed import FollowedAccounts
from megaroth.people import Moment

WITHIN_A_DAY: Final = pl.Enum(["contributions", "withdrawals", CLOSING, "balances"])
STATEMENT: Final = "statement"
"""What a line of the feed balances calls itself."""

AMOUNTS: Final = ("value", "basis", "earnings", "value_after", "basis_after")
LINE: Final = ("employee_id", "date", "feed", "file", "line", "what", *AMOUNTS)


def account_ledger(followed: FollowedAccounts, moment: Moment) -> pl.DataFrame:
    """A row for each statement, posting, withdrawal and closing from the base of the basis up to the as-of date.

    `what`: the activity, the route, `closing` or `statement`; value, basis, earnings: what the row changes;
    value_after, basis_after: what is there after it. A statement says what is there: what it changes is what no row has
    told. So value adds up to what the account holds, and basis likewise.
    """
    named = followed.movements.join(named_rows(followed.feeds), on=["feed", "file", "line"], how="left", validate="1:1")
    told = since_base(named, followed.base)
    moved = told.select(*OF_ROW, "date", "feed", what=_what(), value="value", basis="basis")
    return (
        pl.concat([moved, stated(followed.feeds.balances, followed.base, moment)], how="vertical_relaxed")
        .with_columns(pl.col("file").cast(pl.String), feed=pl.col("feed").cast(WITHIN_A_DAY))
        .sort("employee_id", "date", "feed", "file", "line")
        .with_columns(feed=pl.col("feed").cast(pl.String).replace(CLOSING, "withdrawals"))
        .pipe(carried)
        .with_columns(earnings=pl.col("value") - pl.col("basis"))
        .select(LINE)
        .collect()
    )


def named_rows(feeds: AccountFeeds) -> pl.LazyFrame:
    """What each posting and withdrawal calls itself, by its place."""
    rows = [
        feeds.postings.select("file", "line", feed=pl.lit("contributions"), word=pl.col("activity").cast(pl.String)),
        feeds.withdrawals.select("file", "line", feed=pl.lit("withdrawals"), word=pl.col("route").cast(pl.String)),
    ]
    return pl.concat(rows, how="vertical_relaxed")


def _what() -> pl.Expr:
    return pl.when(pl.col("feed") == CLOSING).then(pl.lit(CLOSING)).otherwise("word")


def stated(balances: pl.LazyFrame, base: pl.LazyFrame, moment: Moment) -> pl.LazyFrame:
    """The statements from the base on; value and basis are what they say is there. A beginning without file is none."""
    stated_by_then = balances.filter(pl.col("as_of") <= moment.as_of, pl.col("file").is_not_null())
    since = stated_by_then.join(base, on="employee_id", validate="m:1")
    return since.filter((pl.col("as_of") >= pl.col("base_date")).fill_null(value=True)).select(
        *OF_ROW,
        date="as_of",
        feed=pl.lit("balances"),
        what=pl.lit(STATEMENT),
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
