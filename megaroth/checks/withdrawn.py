"""Checks of what the recordkeeper says of withdrawals: withdrawal_taxable, withdrawal_basis. docs/law.md, section 7."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

import polars as pl

from megaroth.account_history import PERSON_DAY
from megaroth.accounts import STATED, AccountFeeds, posted
from megaroth.catch_up import in_force
from megaroth.checks import catalogue as checks
from megaroth.people import Moment
from megaroth.plan import Plan
from megaroth.tax_forms import CASH, withdrawals_of_years
from megaroth.withdrawals import basis_out, pretax_part, whole_of
from schemas import words

NOT_TAXED: Final = ("split", "traditional_ira")
EVE: Final = timedelta(days=1)


def withdrawal_checks(feeds: AccountFeeds, plan: Plan, moment: Moment) -> Iterator[pl.LazyFrame]:
    """Withdrawals whose taxable amount or basis is not what the law makes it."""
    yield wrong_taxable(feeds.withdrawals, moment)
    yield wrong_basis(feeds, plan, moment)
    yield pretax_in_cash(feeds.withdrawals, moment)


def wrong_taxable(withdrawals: pl.LazyFrame, moment: Moment) -> pl.LazyFrame:
    """The pre-tax part is taxed where it is paid out or becomes Roth. 26 USC 402(a), 408A(d)(3), 402A(c)(4)."""
    pretax = pretax_part(pl.col("amount"), pl.col("basis"))
    expected = pl.when(pl.col("route").is_in(NOT_TAXED)).then(pl.lit(0, pl.Int64)).otherwise(pretax)
    rows = withdrawals_of_years(withdrawals, moment).with_columns(expected=expected)
    return checks.WITHDRAWAL_TAXABLE.of(
        rows.filter(pl.col("taxable") != pl.col("expected")),
        employee_id="employee_id",
        pay_date="date",
        source="route",
        expected="expected",
        actual="taxable",
        file="file",
        line="line",
    )


def wrong_basis(feeds: AccountFeeds, plan: Plan, moment: Moment) -> pl.LazyFrame:
    """The basis of a day's withdrawals is not pro rata, where what there was before them is known exactly.

    26 USC 72(e)(8)(B), (D). Each row may have been rounded by itself: a cent for each row but one is in order.
    """
    whole = whole_of(pl.col("separate_contract"), pl.col("value_before"), pl.col("vested_before"))
    known = (
        days(withdrawals_of_years(feeds.withdrawals, moment))
        .pipe(with_terms, plan)
        .pipe(with_account, feeds)
        .pipe(with_pre_1987, feeds)
        .with_columns(whole=whole, reported=recovered())
        .filter(pl.col("amount").is_between(1, pl.col("value_before")), pl.col("basis_before") >= 0)
        .filter(pl.col("whole").is_not_null())
    )
    pre_1987 = pl.when("pre_1987_first").then(pl.min_horizontal("pre_1987", "basis_before")).otherwise(0)
    expected = basis_out(pl.col("amount"), pl.col("basis_before"), pl.col("whole"), pre_1987)
    rows = known.with_columns(expected=expected)
    apart = (pl.col("reported") - pl.col("expected")).abs() > pl.col("rows") - 1
    return checks.WITHDRAWAL_BASIS.of(
        rows.filter(apart),
        employee_id="employee_id",
        pay_date="date",
        source=pl.lit(words.AFTER_TAX),
        expected="expected",
        actual="basis",
        file="file",
        line="line",
    )


def pretax_in_cash(withdrawals: pl.LazyFrame, moment: Moment) -> pl.LazyFrame:
    """Withdrawals of a day are one distribution, whose direct rollovers take its pre-tax part first. Notice 2014-54."""
    pretax, paid_out = pretax_part(pl.col("amount"), pl.col("basis")), pl.col("route") == CASH
    days = (
        withdrawals_of_years(withdrawals, moment)
        .sort(pl.col("file").cast(pl.String), "line")
        .group_by(PERSON_DAY, maintain_order=True)
        .agg(
            pl.col("file", "line").filter(paid_out).first(),
            paid=pl.col("amount").filter(paid_out).sum(),
            in_cash=pretax.filter(paid_out).sum(),
            left=(pretax.sum() - pl.col("amount").filter(~paid_out).sum()).clip(0),
            taken_back=(pl.col("amount") < 0).any(),
        )
    )
    return checks.PRETAX_IN_CASH.of(
        days.filter(~pl.col("taken_back"), pl.col("in_cash") > pl.col("left")),
        employee_id="employee_id",
        pay_date="date",
        source=pl.lit(CASH),
        expected=pl.col("paid") - pl.col("left"),
        actual=pl.col("paid") - pl.col("in_cash"),
        file="file",
        line="line",
    )


def days(withdrawals: pl.LazyFrame) -> pl.LazyFrame:
    """All of a person's withdrawals of a day are one."""
    first = pl.col("file", "line").sort_by(pl.col("file").cast(pl.String), "line").first()
    return withdrawals.group_by(PERSON_DAY).agg(pl.col("amount", "basis").sum(), first, rows=pl.len().cast(pl.Int64))


def with_terms(taken: pl.LazyFrame, plan: Plan) -> pl.LazyFrame:
    """Adds `separate_contract` and `pre_1987_first` as in force on the day."""
    day = pl.col("date")
    return taken.with_columns(
        separate_contract=in_force(day, plan, lambda terms: int(terms.withdrawals.separate_contract)) > 0,
        pre_1987_first=in_force(day, plan, lambda terms: int(terms.withdrawals.pre_1987_first)) > 0,
    )


def with_account(taken: pl.LazyFrame, feeds: AccountFeeds) -> pl.LazyFrame:
    """Adds value, basis and vested money just before the day's withdrawals; null where no statement says them.

    Either a statement of the day itself says what they left, or one of the day before what there was, and the day's
    postings came first.
    """
    stated = feeds.balances.filter(STATED).select(
        "employee_id", date="as_of", value="after_tax_value", stated_basis="after_tax_basis", vested="vested_balance"
    )
    eve = stated.with_columns(pl.col("date") + EVE)
    came = (
        posted(feeds.postings)
        .group_by(PERSON_DAY)
        .agg(value_came=pl.col("value").sum(), basis_came=pl.col("basis").sum())
    )
    value_came, basis_came = pl.col("value_came").fill_null(0), pl.col("basis_came").fill_null(0)
    return (
        taken.join(stated, on=PERSON_DAY, how="left", validate="1:1")
        .join(eve, on=PERSON_DAY, how="left", suffix="_eve", validate="1:1")
        .join(came, on=PERSON_DAY, how="left", validate="1:1")
        .with_columns(said=pl.col("value").is_not_null())
        .with_columns(
            value_before=pl.when("said")
            .then(pl.col("value") + pl.col("amount"))
            .otherwise(pl.col("value_eve") + value_came),
            basis_before=pl.when("said")
            .then(pl.col("stated_basis") + pl.col("basis"))
            .otherwise(pl.col("stated_basis_eve") + basis_came),
            vested_before=pl.when("said")
            .then(pl.col("vested") + pl.col("amount"))
            .otherwise(pl.col("vested_eve") + value_came),
        )
    )


def with_pre_1987(taken: pl.LazyFrame, feeds: AccountFeeds) -> pl.LazyFrame:
    """Adds `pre_1987`, what of the basis of before 1987 was left: it leaves first. 26 USC 72(e)(8)(D).

    The newest statement before the day, less what was withdrawn since; without one what the day's own statement has
    left, and the day's withdrawals with it.
    """
    stated = (
        feeds.balances.filter(STATED)
        .select("employee_id", "as_of", pl.col("pre_1987_basis").fill_null(0))
        .sort("as_of")
    )
    earlier = taken.sort("date").join_asof(
        stated, left_on="date", right_on="as_of", by="employee_id", allow_exact_matches=False, check_sortedness=False
    )
    since = (
        earlier.select(*PERSON_DAY, "as_of")
        .join(feeds.withdrawals.select("employee_id", "amount", taken_on="date"), on="employee_id", validate="m:m")
        .filter(pl.col("taken_on") > pl.col("as_of"), pl.col("taken_on") < pl.col("date"))
        .group_by(PERSON_DAY)
        .agg(taken_since=pl.col("amount").sum())
    )
    same_day = stated.select("employee_id", date="as_of", left="pre_1987_basis")
    carried = (pl.col("pre_1987_basis") - pl.col("taken_since").fill_null(0)).clip(0)
    returned = pl.when(pl.col("left") > 0).then(pl.col("left") + pl.col("amount")).otherwise(0)
    return (
        earlier.join(since, on=PERSON_DAY, how="left", validate="1:1")
        .join(same_day, on=PERSON_DAY, how="left", validate="1:1")
        .with_columns(pre_1987=pl.coalesce(carried, returned))
    )


def recovered() -> pl.Expr:
    """The basis reported; of a total withdrawal at a loss no more than was paid: the rest is in box 5 alone."""
    amount = pl.col("amount")
    lost = pl.col("separate_contract") & (pl.col("value_before") == amount) & (pl.col("basis_before") > amount)
    return pl.when(lost).then(pl.min_horizontal("basis", "amount")).otherwise("basis")
