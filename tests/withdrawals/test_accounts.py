"""The after-tax account of the conversions report: a statement carried on by what came later, worked out by hand."""

import pytest

from schemas import words
from tests.withdrawals.reports import SHUT, STATED, account, codes, posting, report, row, stated, withdrawal


def test_everybody_with_a_statement_by_then_has_a_row_from_the_newest() -> None:
    rows = report(
        """
        employee_id | as_of      | after_tax_basis | after_tax_value
        E2          | 2026-06-30 |            2.00 |            3.00
        E1          | 2025-12-31 |            5.00 |            6.00
        E1          | 2026-03-31 |            7.00 |            8.00
        E1          | 2026-07-01 |           99.00 |           99.00
        E3          | 2026-07-01 |            1.00 |            1.00
        E4          | 2026-01-31 |            0.00 |            0.00
        """
    )
    assert {who: (cells["balance_date"], *account(cells)) for who, cells in rows.items()} == {
        "E1": ("2026-03-31", "8.00", "7.00"),
        "E2": ("2026-06-30", "3.00", "2.00"),
        "E4": ("2026-01-31", "0.00", "0.00"),
    }
    assert list(rows) == ["E1", "E2", "E4"]


def test_a_statement_is_of_the_end_of_its_day_and_what_is_posted_later_is_added() -> None:
    postings = """
        employee_id | posted_date | source    | amount
        E1          | 2026-03-30  | after_tax |   1.00
        E1          | 2026-03-31  | after_tax |  10.00
        E1          | 2026-04-01  | after_tax | 100.00
        E1          | 2026-06-30  | after_tax | 200.00
        E1          | 2026-07-01  | after_tax | 1,000.00
        E1          | 2026-04-01  | roth      | 2,000.00
        E1          | 2026-04-01  | rollover  | 4,000.00
        E2          | 2026-04-01  | after_tax | 8,000.00
    """
    assert account(row(STATED, contributions=postings)) == ("36300.00", "30300.00")


def test_what_is_withdrawn_later_is_taken_off() -> None:
    taken = """
        employee_id | date       | amount   | basis  | route
        E1          | 2026-03-31 |     1.00 |   1.00 | cash
        E1          | 2026-04-01 | 1,200.00 | 900.00 | split
        E1          | 2026-06-30 |   600.00 | 500.00 | in_plan_roth
        E1          | 2026-07-01 | 5,000.00 |   1.00 | cash
    """
    assert account(row(STATED, withdrawals=taken)) == ("34200.00", "28600.00")


@pytest.mark.parametrize(
    ("activity", "amount", "earnings", "value", "basis"),
    [
        ("contribution", "100.00", "", "36100.00", "30100.00"),
        ("true_up", "100.00", "", "36100.00", "30100.00"),
        ("make_up", "100.00", "", "36100.00", "30100.00"),
        ("rollover_in", "100.00", "40.00", "36100.00", "30060.00"),
        ("reversal", "-100.00", "", "35900.00", "29900.00"),
        ("refund_402g", "-100.00", "-10.00", "35900.00", "29910.00"),
        ("refund_415", "-100.00", "-10.00", "35900.00", "29910.00"),
        ("refund_adp", "-100.00", "-10.00", "35900.00", "29910.00"),
        ("refund_acp", "-100.00", "-10.00", "35900.00", "29910.00"),
        ("forfeiture", "100.00", "", "36100.00", "30000.00"),
        ("forfeited", "-100.00", "", "35900.00", "30000.00"),
        ("loan_repayment", "100.00", "", "36100.00", "30000.00"),
        ("restorative", "100.00", "", "36100.00", "30000.00"),
        ("catch_up_adp", "100.00", "", "36000.00", "30000.00"),
        ("in_plan_roth", "-100.00", "-10.00", "36000.00", "30000.00"),
    ],
)
def test_what_each_activity_does_to_the_account(
    activity: str, amount: str, earnings: str, value: str, basis: str
) -> None:
    postings = posting(amount, activity, earnings=earnings)
    assert account(row(STATED, contributions=postings)) == (value, basis)


def test_every_activity_has_an_effect_on_the_account() -> None:
    assert set(words.ACCOUNT_EFFECTS) == set(words.ACTIVITIES)


def test_more_taken_out_than_there_was_shuts_everything() -> None:
    value_gone = row(stated("50.00", "90.00"), withdrawals=withdrawal("90.01", "50.00"))
    assert value_gone | SHUT == value_gone
    assert (account(value_gone), codes(value_gone)) == (("-0.01", "0.00"), ["balance_overdrawn"])
    basis_gone = row(stated("50.00", "90.00"), withdrawals=withdrawal("80.00", "50.01"))
    assert basis_gone | SHUT == basis_gone
    assert (account(basis_gone), codes(basis_gone)) == (("10.00", "-0.01"), ["balance_overdrawn"])


def test_an_empty_account_has_nothing_to_convert() -> None:
    emptied = row(STATED, withdrawals=withdrawal("36,000.00", "30,000.00"))
    assert emptied | SHUT == emptied
    assert codes(emptied) == ["nothing_to_convert"]


# Before the first statement


def test_an_account_of_which_nothing_is_stated_yet_is_what_was_posted() -> None:
    posted = """
        employee_id | posted_date | source    | amount
        E1          | 2026-05-04  | after_tax | 300.00
        E1          | 2026-06-30  | after_tax | 200.00
        E1          | 2026-07-01  | after_tax | 100.00
    """
    cells = row("", contributions=posted)
    assert account(cells) == ("500.00", "500.00")
    assert (cells["balance_date"], cells["waiting_since"], cells["can_convert"]) == (None, "2026-05-04", "true")
    assert codes(cells) == ["no_statement"]


def test_a_statement_still_to_come_is_not_known_and_one_that_came_counts() -> None:
    posted = "employee_id | posted_date | source | amount\nE1 | 2026-05-04 | after_tax | 300.00"
    stated = "employee_id | as_of | after_tax_basis | after_tax_value\nE1 | 2026-06-30 | 300.00 | 310.00"
    before = report(stated, contributions=posted, as_of="2026-06-29")
    assert {who: account(cells) for who, cells in before.items()} == {"E1": ("300.00", "300.00")}
    assert account(row(stated, contributions=posted)) == ("310.00", "300.00")


def test_money_withdrawn_from_an_account_that_is_not_known_is_more_than_it_had() -> None:
    taken = "employee_id | date | amount | basis | route\nE1 | 2026-06-03 | 1,500.00 | 1,500.00 | cash"
    cells = row("", withdrawals=taken)
    assert account(cells) == ("-1500.00", "-1500.00")
    assert codes(cells) == ["balance_overdrawn", "no_statement"]


@pytest.mark.parametrize(("after_tax", "known"), [("250.00", False), ("0.00", True), ("", True)])
def test_nobody_has_an_account_by_postings_alone_whose_opening_speaks_of_others(after_tax: str, known: bool) -> None:
    posted = "employee_id | posted_date | source | amount\nE1 | 2026-05-04 | after_tax | 300.00"
    opening = f"employee_id | as_of | gross_compensation | after_tax\nE1 | 2026-03-31 | 9,000.00 | {after_tax}"
    assert ("E1" in report("", contributions=posted, opening=opening)) is known
