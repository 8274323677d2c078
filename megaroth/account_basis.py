"""Basis worked out anew from what was paid in and taken out, and how long it has been waiting to be converted.

docs/law.md, section 7, Ledger. `movements` are those of `account_history.account_movements`. Amounts are whole cents.
"""

from datetime import date

import polars as pl

from megaroth.account_history import PERSON_DAY
from megaroth.accounts import newest


def bases(balances: pl.LazyFrame, movements: pl.LazyFrame, since: date, as_of: date) -> pl.LazyFrame:
    """What each person's basis is counted from: base_date and base_basis, null where it is the very beginning.

    The newest statement from before a day; without one the earliest, unless basis had moved by then. `first_stated` is
    the earliest statement's day.
    """
    stated = balances.filter(pl.col("as_of") <= as_of).sort("as_of")
    earliest = stated.group_by("employee_id", maintain_order=True).agg(
        first_stated=pl.col("as_of").first(),
        first_basis=pl.col("after_tax_basis").first(),
        date_before=pl.col("as_of").filter(pl.col("as_of") < since).last(),
        basis_before=pl.col("after_tax_basis").filter(pl.col("as_of") < since).last(),
    )
    moved = movements.filter(pl.col("basis") != 0).group_by("employee_id").agg(first_moved=pl.col("date").min())
    is_first = (pl.col("first_stated") < pl.col("first_moved")).fill_null(value=True)
    return earliest.join(moved, on="employee_id", how="left", validate="1:1").select(
        "employee_id",
        "first_stated",
        base_date=pl.coalesce("date_before", pl.when(is_first).then("first_stated")),
        base_basis=pl.coalesce("basis_before", pl.when(is_first).then("first_basis")),
    )


def since_base(movements: pl.LazyFrame, base: pl.LazyFrame) -> pl.LazyFrame:
    """The movements after each person's base; all of them without one."""
    return movements.join(base, on="employee_id", validate="m:1").filter(
        (pl.col("date") > pl.col("base_date")).fill_null(value=True)
    )


def additions(movements: pl.LazyFrame, base: pl.LazyFrame) -> pl.LazyFrame:
    """What was paid in since the base, a row a person and day."""
    paid_in = (pl.col("feed") == "contributions") & (pl.col("basis") > 0)
    return since_base(movements.filter(paid_in), base).group_by(PERSON_DAY).agg(pl.col("basis").sum())


def waiting(accounts: pl.LazyFrame, paid_in: pl.LazyFrame, base: pl.LazyFrame, as_of: date) -> pl.LazyFrame:
    """waiting_since and days_waiting of everybody whose account has basis: since when the oldest of it is there.

    The oldest money leaves first, so what is there is the newest [our reading].
    """
    held = accounts.filter(pl.col("after_tax_basis") > 0).select("employee_id", "after_tax_basis")
    newer = pl.col("basis").cum_sum(reverse=True).over("employee_id", order_by="date")
    first_of_them = (
        paid_in.join(held, on="employee_id", validate="m:1")
        .with_columns(reaches=newer >= pl.col("after_tax_basis"))
        .group_by("employee_id")
        .agg(reached=pl.col("date").filter("reaches").max(), first_added=pl.col("date").min())
    )
    beginning = pl.coalesce("base_date", pl.min_horizontal("first_stated", "first_added"))
    return (
        held.join(base, on="employee_id", how="left", validate="1:1")
        .join(first_of_them, on="employee_id", how="left", validate="1:1")
        .select("employee_id", waiting_since=pl.coalesce("reached", beginning))
        .with_columns(days_waiting=(pl.lit(as_of) - pl.col("waiting_since")).dt.total_days())
    )


def recomputed(balances: pl.LazyFrame, movements: pl.LazyFrame, base: pl.LazyFrame, as_of: date) -> pl.LazyFrame:
    """Each person's newest statement beside its basis worked out from the base on: `expected`, `stated_basis`.

    Only where the newest statement is not the base itself. Closings are movements too.
    """
    until = newest(balances, as_of).select("employee_id", "file", "line", "balance_date", "stated_basis")
    compared = until.join(base, on="employee_id", how="left", validate="1:1").filter(
        (pl.col("base_date") < pl.col("balance_date")).fill_null(value=True)
    )
    moved = (
        since_base(movements.select("employee_id", "date", "basis"), compared)
        .filter(pl.col("date") <= pl.col("balance_date"))
        .group_by("employee_id")
        .agg(moved=pl.col("basis").sum())
    )
    return compared.join(moved, on="employee_id", how="left", validate="1:1").with_columns(
        expected=pl.col("base_basis").fill_null(0) + pl.col("moved").fill_null(0)
    )


def opened_since_base(openings: pl.LazyFrame, statements: pl.LazyFrame, as_of: date) -> pl.LazyFrame:
    """employee_id and `opened`, the newest opening after the base and not after the newest statement.

    It stands for a part of what came in between, posted elsewhere. `statements` has base_date and balance_date.
    """
    after_base = (pl.col("opened") > pl.col("base_date")).fill_null(value=True)
    return (
        openings.filter(pl.col("as_of") <= as_of)
        .select("employee_id", opened="as_of")
        .join(statements.select("employee_id", "balance_date", "base_date"), on="employee_id", validate="m:1")
        .filter(pl.col("opened") <= pl.col("balance_date"), after_base)
        .group_by("employee_id")
        .agg(pl.col("opened").max())
    )
