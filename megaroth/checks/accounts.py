"""Checks of the after-tax accounts: balance_overdrawn."""

import polars as pl

from megaroth.checks import catalogue as checks


def account_checks(accounts: pl.LazyFrame) -> pl.LazyFrame:
    """Accounts that hold less than nothing once carried on to the as-of date. `accounts`: the conversions report."""
    least = pl.min_horizontal("after_tax_value", "after_tax_basis")
    return checks.BALANCE_OVERDRAWN.of(
        accounts.filter(least < 0),
        employee_id="employee_id",
        source=pl.lit("after_tax"),
        expected=pl.lit(0),
        actual=least,
    )
