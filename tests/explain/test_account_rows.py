"""The rows listed for an after-tax account add up to its value and basis, what a loss closes among them."""

from datetime import date

import polars as pl

from megaroth.conversions import conversions_of
from megaroth.limits import load_limits
from megaroth.people import Moment
from megaroth.plan import parse_plan
from megaroth.provenance import account_entries
from tests.agreement.engine import book_of
from tests.drawn import csv_text
from tests.withdrawals.reports import PLAN

FILES = {
    "balances_1.csv": """
        employee_id | as_of      | after_tax_basis | after_tax_value
        E1          | 2026-03-31 | 10,000.00       | 8,000.00
    """,
    "withdrawals_1.csv": """
        employee_id | date       | amount   | basis    | route
        E1          | 2026-04-15 | 3,000.00 | 3,000.00 | roth_ira
        E1          | 2026-04-15 | 5,000.00 | 5,000.00 | cash
    """,
    "contributions_1.csv": """
        employee_id | posted_date | source    | amount
        E1          | 2026-03-31  | after_tax | 700.00
        E1          | 2026-05-01  | after_tax | 100.00
    """,
}


def test_the_rows_of_an_account_closed_at_a_loss_add_up() -> None:
    book = book_of({name: csv_text(table) for name, table in FILES.items()})
    plan, moment = parse_plan(PLAN), Moment(parse_plan(PLAN).years.containing(date(2026, 6, 30)), date(2026, 6, 30))
    listed = account_entries(book, plan, moment.as_of)
    told = listed.select("feed", "file", "line", "date", "kind", "amount").sort(
        "date", "file", "line", "kind", "amount"
    )
    spring, may = date(2026, 4, 15), date(2026, 5, 1)
    assert told.rows() == [
        ("balances", "balances_1.csv", 2, date(2026, 3, 31), "basis", 10_000_00),
        ("balances", "balances_1.csv", 2, date(2026, 3, 31), "value", 8_000_00),
        ("withdrawals", "withdrawals_1.csv", 2, spring, "basis", -3_000_00),
        ("withdrawals", "withdrawals_1.csv", 2, spring, "basis", -2_000_00),
        ("withdrawals", "withdrawals_1.csv", 2, spring, "value", -3_000_00),
        ("withdrawals", "withdrawals_1.csv", 3, spring, "basis", -5_000_00),
        ("withdrawals", "withdrawals_1.csv", 3, spring, "value", -5_000_00),
        ("contributions", "contributions_1.csv", 3, may, "basis", 100_00),
        ("contributions", "contributions_1.csv", 3, may, "value", 100_00),
    ]
    account = conversions_of(book, plan, load_limits(), moment)
    for column in ("after_tax_value", "after_tax_basis"):
        counted = listed.filter(pl.col("adds_to").list.contains(column))["amount"].sum()
        assert counted == account[column].item() == 100_00
