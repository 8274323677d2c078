"""Checks of the after-tax accounts: R18 (not converted in time, or too much), R19 (basis at the recordkeeper)."""

from collections.abc import Iterator
from datetime import date

import polars as pl

from megaroth.account_basis import additions, opened_since_base, recomputed
from megaroth.checks import catalogue as checks
from megaroth.followed import FollowedAccounts
from megaroth.people import Moment
from megaroth.plan import Plan

SOURCE = pl.lit("after_tax")


def account_checks(
    followed: FollowedAccounts, accounts: pl.LazyFrame, plan: Plan, moment: Moment
) -> Iterator[pl.LazyFrame]:
    """Findings a row a person. `accounts`: the conversions report."""
    feeds, movements, base = followed.feeds, followed.movements, followed.base
    yield converted_too_much(accounts, feeds.withdrawals, moment.as_of)
    sweep_days = plan.terms(moment.as_of).withdrawals.sweep_days
    if sweep_days:
        yield not_converted(accounts, additions(movements, base), sweep_days, moment.as_of)
    yield basis_differs(feeds.openings, recomputed(feeds.balances, movements, base, moment.as_of), moment.as_of)


def converted_too_much(accounts: pl.LazyFrame, withdrawals: pl.LazyFrame, as_of: date) -> pl.LazyFrame:
    """R18: accounts that hold less than nothing once carried on to the as-of date, with their newest withdrawal."""
    least = pl.min_horizontal("after_tax_value", "after_tax_basis")
    newest = withdrawals.filter(pl.col("date") <= as_of).group_by("employee_id").agg(pl.col("date").max())
    return checks.CONVERTED_TOO_MUCH.of(
        accounts.filter(least < 0).join(newest, on="employee_id", how="left", validate="1:1"),
        employee_id="employee_id",
        pay_date="date",
        source=SOURCE,
        expected=pl.lit(0),
        actual=least,
    )


def not_converted(accounts: pl.LazyFrame, paid_in: pl.LazyFrame, sweep_days: int, as_of: date) -> pl.LazyFrame:
    """R18: basis that can be converted and is there for longer than the plan's sweep days, counted from its posting."""
    in_time = (pl.lit(as_of) - pl.col("date")).dt.total_days() <= sweep_days
    lately = paid_in.filter(in_time).group_by("employee_id").agg(lately=pl.col("basis").sum())
    overdue = (
        accounts.filter("can_convert", pl.col("days_waiting") > sweep_days)
        .join(lately, on="employee_id", how="left", validate="1:1")
        .with_columns(overdue=pl.col("after_tax_basis") - pl.col("lately").fill_null(0))
        .filter(pl.col("overdue") > 0)
    )
    return checks.NOT_CONVERTED.of(
        overdue, employee_id="employee_id", source=SOURCE, expected=pl.lit(0), actual="overdue"
    )


def basis_differs(openings: pl.LazyFrame, accounts: pl.LazyFrame, as_of: date) -> pl.LazyFrame:
    """R19: basis at the recordkeeper against contributions less basis withdrawn. 26 USC 72(c)(1).

    `accounts`: newest statements beside their basis recomputed. Not compared where an opening stands for a part of what
    came since the base: its postings lie elsewhere; nor where more was withdrawn than was ever told: rows are missing.
    """
    elsewhere = opened_since_base(openings, accounts, as_of)
    differing = accounts.join(elsewhere, on="employee_id", how="anti").filter(
        pl.col("expected") != pl.col("stated_basis"), pl.col("expected") >= 0
    )
    return checks.BASIS_DIFFERS.of(
        differing,
        employee_id="employee_id",
        source=SOURCE,
        expected="expected",
        actual="stated_basis",
        file="file",
        line="line",
    )
