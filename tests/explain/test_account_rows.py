"""The rows listed for an after-tax account add up to its value and basis, what a loss closes among them."""

from datetime import date

import polars as pl

from tests.explain.accounts import told

BALANCES = """
    employee_id | as_of      | after_tax_basis | after_tax_value
    E1          | 2026-03-31 | 10,000.00       | 8,000.00
"""
WITHDRAWALS = """
    employee_id | date       | amount   | basis    | route
    E1          | 2026-04-15 | 3,000.00 | 3,000.00 | roth_ira
    E1          | 2026-04-15 | 5,000.00 | 5,000.00 | cash
"""
CONTRIBUTIONS = """
    employee_id | posted_date | source    | amount
    E1          | 2026-03-31  | after_tax | 700.00
    E1          | 2026-05-01  | after_tax | 100.00
"""


def test_the_rows_of_an_account_closed_at_a_loss_add_up() -> None:
    listed = told(BALANCES, withdrawals=WITHDRAWALS, contributions=CONTRIBUTIONS).rows
    rows = listed.select("feed", "line", "date", "kind", "amount").sort("date", "feed", "line", "kind", "amount")
    spring, may = date(2026, 4, 15), date(2026, 5, 1)
    assert rows.rows() == [
        ("balances", 2, date(2026, 3, 31), "basis", 10_000_00),
        ("balances", 2, date(2026, 3, 31), "value", 8_000_00),
        ("withdrawals", 2, spring, "basis", -3_000_00),
        ("withdrawals", 2, spring, "basis", -2_000_00),
        ("withdrawals", 2, spring, "value", -3_000_00),
        ("withdrawals", 3, spring, "basis", -5_000_00),
        ("withdrawals", 3, spring, "value", -5_000_00),
        ("contributions", 3, may, "basis", 100_00),
        ("contributions", 3, may, "value", 100_00),
    ]
    sums = [listed.filter(pl.col("kind") == kind)["amount"].sum() for kind in ("value", "basis")]
    assert sums == [100_00, 100_00]
