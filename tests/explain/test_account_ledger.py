"""The ledger that explain shows: every row from the base on in the order of the law, with what is there after each."""

from typing import Final

import polars as pl
from hypothesis import given, settings

from schemas.columns import types
from schemas.reports import Conversions
from tests.explain.accounts import Told, of_everybody, told
from tests.withdrawals.books_of_accounts import Books
from tests.withdrawals.draw_accounts import books
from tests.withdrawals.engine import followed, moment, persons, plan

REPORTED: Final = types(Conversions)
LINE: Final = ("date", "what", "value", "basis", "earnings", "value_after", "basis_after")
BALANCES: Final = """
    employee_id | as_of      | after_tax_basis | after_tax_value
    E1          | 2025-11-30 | 9,000.00        | 7,000.00
    E1          | 2025-12-31 | 10,000.00       | 8,000.00
    E1          | 2026-04-15 | 0.00            | 0.00
    E1          | 2026-05-31 | 100.00          | 103.00
"""
WITHDRAWN: Final = """
    employee_id | date       | amount   | basis    | route
    E1          | 2026-04-15 | 3,600.00 | 3,600.00 | roth_ira
    E1          | 2026-04-15 | 5,000.00 | 5,000.00 | cash
"""
POSTED: Final = """
    employee_id | posted_date | source    | amount | activity
    E1          | 2026-04-15  | after_tax | 600.00 | contribution
    E1          | 2026-05-01  | after_tax | 100.00 | make_up
"""


def lines(account: Told) -> list[tuple[str, ...]]:
    """The ledger's lines without their places, amounts in whole dollars."""
    told_of = account.ledger.with_columns(pl.col("^(value|basis|earnings).*$") // 100).select(LINE)
    return [tuple(map(str, line)) for line in told_of.rows()]


def test_an_account_is_told_line_by_line_from_the_statement_before_the_year() -> None:
    assert lines(told(BALANCES, withdrawals=WITHDRAWN, contributions=POSTED)) == [
        ("2025-12-31", "statement", "8000", "10000", "-2000", "8000", "10000"),
        ("2026-04-15", "contribution", "600", "600", "0", "8600", "10600"),
        ("2026-04-15", "roth_ira", "-3600", "-3600", "0", "5000", "7000"),
        ("2026-04-15", "cash", "-5000", "-5000", "0", "0", "2000"),
        ("2026-04-15", "closing", "0", "-2000", "2000", "0", "0"),
        ("2026-04-15", "statement", "0", "0", "0", "0", "0"),
        ("2026-05-01", "make_up", "100", "100", "0", "100", "100"),
        ("2026-05-31", "statement", "3", "0", "3", "103", "100"),
    ]


def test_a_withdrawal_shows_the_basis_and_earnings_it_took() -> None:
    taken = "employee_id | date | amount | basis | route\nE1 | 2026-04-15 | 600.00 | 500.00 | split"
    assert lines(told(withdrawals=taken))[1] == ("2026-04-15", "split", "-600", "-500", "-100", "35400", "29500")


def test_every_line_names_its_file_and_line() -> None:
    ledger = told(BALANCES, withdrawals=WITHDRAWN, contributions=POSTED).ledger
    closing = ledger.filter(pl.col("what") == "closing").select("feed", "file", "line").row(0)
    assert closing == ("withdrawals", "withdrawals_2026-01-02.csv", 2)
    assert ledger.select("file", "line").null_count().row(0) == (0, 0)


def test_what_is_dated_after_the_as_of_date_is_not_told() -> None:
    ledger = told(BALANCES, withdrawals=WITHDRAWN, contributions=POSTED, as_of="2026-04-30").ledger
    assert str(ledger["date"].max()) == "2026-04-15"


@given(books())
@settings(deadline=None, max_examples=150)
def test_of_a_random_account_the_ledger_the_rows_and_the_parts_add_up(asked: Books) -> None:
    accounts = of_everybody(followed(asked), persons(asked), plan(asked.plan), moment(asked))
    for account in accounts.values():
        for kind in ("value", "basis"):
            column = f"after_tax_{kind}"
            held = account.account[column]
            listed = account.rows.filter(pl.col("adds_to").list.contains(column))["amount"].sum()
            assert held == account.ledger[kind].sum() == account.ledger[f"{kind}_after"][-1] == listed
        for step in account.steps.values():
            assert step.figure not in REPORTED or step.amount == account.account[step.figure]
            assert not step.parts or sum(step.parts.values()) == step.amount, step
