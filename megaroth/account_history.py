"""The after-tax account as a ledger, day by day: what each withdrawal found there, and what a loss took for good.

docs/law.md, section 7, Ledger. Within a day: postings, then withdrawals, then the statement. Amounts are whole cents.
"""

from datetime import date
from typing import Any, Final

import polars as pl

from megaroth.accounts import MOVES, OF_ROW, AccountFeeds, moved
from megaroth.catch_up import in_force
from megaroth.plan import Plan

CLOSING: Final = "closing"
"""Where the row of a closing is from, beside the feeds."""

PERSON_DAY: Final = ["employee_id", "date"]
CONTRACT: Final = ["employee_id", "stated_on"]
"""A person's account from one statement to the next."""

BY_PERSON: Final[dict[str, Any]] = {"by": "employee_id", "check_sortedness": False}
"""For rows sorted by person and day."""


def account_movements(feeds: AccountFeeds, days: pl.LazyFrame, as_of: date) -> pl.LazyFrame:
    """A row for each posting, withdrawal and closing up to the as-of date: what it does to value and basis.

    `days`: those of `withdrawal_days`. `feed` says where the row is from; a closing has the place of its day's first
    withdrawal.
    """
    return pl.concat([moved(feeds, as_of), closings(feeds.withdrawals, days)], how="diagonal_relaxed")


def closings(withdrawals: pl.LazyFrame, days: pl.LazyFrame) -> pl.LazyFrame:
    """The basis that each total withdrawal at a loss leaves behind; it ends with the account, on that day.

    Instructions for Form 1099-R, box 2a, Losses.
    """
    closing = days.filter(pl.col("unrecovered") > 0)
    first = (
        withdrawals.join(closing, on=PERSON_DAY, how="semi")
        .sort("file", "line")
        .group_by(PERSON_DAY)
        .agg(pl.col("file", "line").first())
    )
    nothing = pl.lit(0, pl.Int64)
    return closing.join(first, on=PERSON_DAY, how="left", validate="1:1").select(
        *OF_ROW, "date", value=nothing, basis=-pl.col("unrecovered"), withdrawn=nothing, feed=pl.lit(CLOSING)
    )


def withdrawal_days(feeds: AccountFeeds, plan: Plan, as_of: date) -> pl.LazyFrame:
    """A row for each person and day with withdrawals up to the as-of date; all of a day are one.

    value_before, basis_before: what the account held just before them, null without an earlier statement; amount,
    basis: as fed; emptied: nothing was left of a separate contract, 72(d)(2); unrecovered: the basis a total withdrawal
    at a loss leaves, which closes with the account (Instructions for Form 1099-R, box 2a, Losses).
    """
    all_gone = (pl.col("value_before") == pl.col("amount")) | pl.col("stated_empty")
    separate = in_force(pl.col("date"), plan, lambda terms: int(terms.withdrawals.separate_contract)) > 0
    days = before_withdrawals(feeds, as_of).with_columns(
        emptied=(all_gone & separate & pl.col("stated_on").is_not_null() & (pl.col("amount") > 0)).fill_null(
            value=False
        )
    )
    return with_unrecovered(days.collect()).select(
        *PERSON_DAY, "value_before", "basis_before", "amount", "basis", "emptied", "unrecovered"
    )


def before_withdrawals(feeds: AccountFeeds, as_of: date) -> pl.LazyFrame:
    """Each day of withdrawals with the account before them, carried on from the newest statement of an earlier day.

    `stated_on`: that statement's day. `stated_empty`: the first statement from the day on says that nothing is there,
    and nothing moved in between.
    """
    so_far = running_sums(feeds, as_of)
    statements = with_sums(feeds.balances.filter(pl.col("as_of") <= as_of), so_far)
    earlier = statements.select(
        *CONTRACT,
        value_apart=pl.col("after_tax_value") - pl.col("value_so_far"),
        basis_apart=pl.col("after_tax_basis") - pl.col("basis_so_far"),
    )
    later = statements.select(
        "employee_id", then="stated_on", empty=pl.col("after_tax_value") == 0, rows_by_then="rows_so_far"
    )
    return (
        so_far.filter(pl.col("withdrawals") > 0)
        .join_asof(earlier, left_on="date", right_on="stated_on", allow_exact_matches=False, **BY_PERSON)
        .join_asof(later, left_on="date", right_on="then", strategy="forward", **BY_PERSON)
        .with_columns(
            value_before=pl.col("value_apart") + pl.col("value_so_far") + pl.col("amount"),
            basis_before=pl.col("basis_apart") + pl.col("basis_so_far") + pl.col("basis"),
            stated_empty=pl.col("empty") & (pl.col("rows_by_then") == pl.col("rows_so_far")),
        )
    )


def running_sums(feeds: AccountFeeds, as_of: date) -> pl.LazyFrame:
    """Each day on which the account of somebody with withdrawals moved: what had moved it by its end, by how many rows.

    And of the day itself its withdrawals: how many, their amount and their basis.
    """
    basis_out = pl.when(pl.col("withdrawn").is_not_null()).then(-pl.col("basis"))
    so_far = {f"{name}_so_far": pl.col(name).cum_sum().over("employee_id") for name in ("value", "moved", "rows")}
    return (
        moved(feeds, as_of)
        .join(feeds.withdrawals.select("employee_id").unique(), on="employee_id", how="semi")
        .with_columns(basis_out=basis_out)
        .group_by(PERSON_DAY)
        .agg(
            pl.col("value").sum(),
            moved=pl.col("basis").sum(),
            rows=MOVES.sum().cast(pl.Int64),
            withdrawals=pl.col("withdrawn").count(),
            amount=pl.col("withdrawn").sum(),
            basis=pl.col("basis_out").sum(),
        )
        .sort(PERSON_DAY)
        .select(*PERSON_DAY, "withdrawals", "amount", "basis", **so_far)
        .rename({"moved_so_far": "basis_so_far"})
    )


def with_sums(balances: pl.LazyFrame, so_far: pl.LazyFrame) -> pl.LazyFrame:
    """Each statement with what had moved its account by then."""
    return (
        balances.select("employee_id", "after_tax_value", "after_tax_basis", stated_on="as_of")
        .sort(CONTRACT)
        .join_asof(so_far, left_on="stated_on", right_on="date", **BY_PERSON)
        .with_columns(pl.col("value_so_far", "basis_so_far", "rows_so_far").fill_null(0))
    )


def with_unrecovered(days: pl.DataFrame) -> pl.LazyFrame:
    """Adds `unrecovered`; basis_before then lacks what earlier closings since the same statement have taken."""
    closed = closing_days(days.filter("emptied", pl.col("basis_before") > pl.col("amount")))
    if closed.is_empty():
        return days.lazy().with_columns(unrecovered=pl.lit(0, pl.Int64))
    before = pl.col("unrecovered").cum_sum().shift(1, fill_value=0).over(CONTRACT, order_by="date")
    return (
        days.lazy()
        .join(closed.lazy(), on=PERSON_DAY, how="left", validate="1:1")
        .with_columns(pl.col("unrecovered").fill_null(0))
        .with_columns(basis_before=pl.col("basis_before") - before)
    )


def closing_days(losses: pl.DataFrame) -> pl.DataFrame:
    """What each closing takes. `losses`: the days that emptied an account with too much basis, were there no closing.

    Several of them since one statement, which is rare, are looked at one after the other: the first of every account,
    then the second, and so on.
    """
    accounts = (
        losses.sort("date")
        .group_by(CONTRACT, maintain_order=True)
        .agg(
            "date",
            over=pl.col("basis_before") - pl.col("amount"),
            left=pl.col("basis_before") - pl.col("basis"),
        )
        .with_columns(closed=pl.lit(0, pl.Int64), unrecovered=pl.lit([], pl.List(pl.Int64)))
    )
    most = accounts.select(pl.col("date").list.len().max()).item() or 0
    for place in range(most):
        over, left = (pl.col(name).list.get(place, null_on_oob=True) for name in ("over", "left"))
        taken = pl.when(over > pl.col("closed")).then((left - pl.col("closed")).clip(0)).otherwise(0)
        accounts = accounts.with_columns(
            closed=pl.col("closed") + taken, unrecovered=pl.concat_list("unrecovered", taken)
        )
    of_days = pl.col("unrecovered").list.head(pl.col("date").list.len())
    return accounts.select("employee_id", "date", of_days).explode("date", "unrecovered")
