"""After-tax money on its way to the account, and how long its basis has been waiting there. Worked out by hand."""

import pytest

from tests.withdrawals.ledgers import at, findings, then
from tests.withdrawals.reports import posting, row, stated, withdrawal

NONE = "employee_id | as_of | after_tax_basis | after_tax_value\nE1 | 2025-12-31 | 0.00 | 0.00"
PAID = """
    employee_id | pay_date   | gross_compensation | after_tax
    E1          | 2025-12-26 | 9,000.00           | 64.00
    E1          | 2026-01-09 | 9,000.00           | 100.00
    E1          | 2026-01-23 | 9,000.00           | 200.00
    E1          | 2026-01-23 | 9,000.00           | 1.00
    E1          | 2026-02-06 | 9,000.00           |
    E1          | 2026-02-20 | 9,000.00           | 400.00
"""


def on(day: str, amount: str, activity: str = "contribution", **more: str) -> str:
    return posting(amount, activity, **more).replace("2026-04-15", day)


def transit(*postings: str, opening: str = "", as_of: str = "2026-02-10") -> str | None:
    contributions = then(*postings) if postings else ""
    return row(NONE, payroll=PAID, contributions=contributions, opening=opening, as_of=as_of)["in_transit"]


def named(day: str, pay_date: str, amount: str, activity: str = "contribution", for_year: str = "") -> str:
    return on(day, amount, activity, pay_date=pay_date, for_year=for_year)


def test_money_withheld_up_to_the_as_of_date_and_not_posted_is_on_its_way() -> None:
    assert transit() == "301.00"
    assert transit(as_of="2026-02-19") == "301.00"
    assert transit(as_of="2026-02-20") == "701.00"


def test_what_is_posted_for_a_pay_date_has_arrived_and_more_of_one_does_not_stand_for_another() -> None:
    assert transit(named("2026-01-12", "2026-01-09", "60.00")) == "241.00"
    assert transit(named("2026-01-12", "2026-01-09", "500.00")) == "201.00"
    assert transit(named("2026-02-10", "2026-01-23", "201.00")) == "100.00"
    assert transit(named("2026-02-11", "2026-01-23", "201.00")) == "301.00"


def test_a_reversal_of_the_pay_date_sends_it_back_on_its_way() -> None:
    posted_and_back = (
        named("2026-01-12", "2026-01-09", "100.00"),
        named("2026-01-13", "2026-01-09", "-30.00", "reversal"),
    )
    assert transit(*posted_and_back) == "231.00"


def test_postings_without_a_pay_date_are_for_what_is_missing_and_never_for_more() -> None:
    assert transit(named("2026-01-12", "", "250.00")) == "51.00"
    assert transit(named("2026-01-12", "", "301.01")) == "0.00"
    assert transit(named("2025-12-31", "", "250.00")) == "301.00"
    assert transit(named("2026-01-01", "", "250.00")) == "51.00"
    assert transit(named("2026-01-12", "", "250.00", for_year="2026")) == "301.00"


@pytest.mark.parametrize("activity", ["true_up", "rollover_in", "forfeiture", "make_up"])
def test_money_that_is_not_held_against_the_register_is_not_what_is_missing(activity: str) -> None:
    assert transit(named("2026-01-12", "2026-01-09", "50.00", activity)) == "301.00"
    assert transit(named("2026-01-12", "", "50.00", activity)) == "301.00"


def test_money_of_other_sources_is_another_matter() -> None:
    assert transit(named("2026-01-12", "2026-01-09", "50.00").replace("after_tax", "roth")) == "301.00"


def test_an_opening_stands_for_the_dates_up_to_its_day() -> None:
    opening = "employee_id | as_of | gross_compensation | after_tax\nE1 | {} | 9,000.00 | 100.00"
    assert transit(opening=opening.format("2026-01-08")) == "301.00"
    assert transit(opening=opening.format("2026-01-09")) == "201.00"
    assert transit(named("2026-01-09", "", "50.00"), opening=opening.format("2026-01-09")) == "201.00"
    assert transit(named("2026-01-10", "", "50.00"), opening=opening.format("2026-01-09")) == "151.00"
    assert transit(opening=opening.format("2025-12-31")) == "301.00"


# How long it has been waiting


def waited(balances: str, *postings: str, withdrawals: str = "", as_of: str = "2026-06-30") -> tuple[str | None, ...]:
    contributions = then(*postings) if postings else ""
    told = row(balances, contributions=contributions, withdrawals=withdrawals, as_of=as_of)
    return told["waiting_since"], told["days_waiting"]


TWO = (on("2026-03-01", "100.00"), on("2026-05-01", "40.00"))


def test_the_oldest_money_leaves_first_so_what_is_there_is_the_newest() -> None:
    assert waited(NONE, *TWO) == ("2026-03-01", "121")
    assert waited(NONE, *TWO, withdrawals=withdrawal("99.99", "99.99")) == ("2026-03-01", "121")
    assert waited(NONE, *TWO, withdrawals=withdrawal("100.00", "100.00", "2026-05-02")) == ("2026-05-01", "60")
    assert waited(NONE, *TWO, withdrawals=withdrawal("100.01", "100.01", "2026-05-02")) == ("2026-05-01", "60")


def test_nothing_waits_where_there_is_no_basis() -> None:
    assert waited(NONE) == (None, None)
    assert waited(NONE, *TWO, withdrawals=withdrawal("140.00", "140.00", "2026-05-02")) == (None, None)
    assert waited(NONE, on("2026-05-01", "40.00", "forfeiture")) == (None, None)


def test_what_no_posting_brought_has_been_there_since_the_statement_it_is_counted_from() -> None:
    assert waited(NONE.replace("0.00 | 0.00", "0.01 | 0.01"), *TWO) == ("2025-12-31", "181")
    newer = then(NONE, at("2026-04-30", "100.01", "100.01"))
    assert waited(newer, *TWO) == ("2025-12-31", "181")
    assert waited(stated("5.00", "5.00")) == ("2026-03-31", "91")


def test_without_a_statement_to_count_from_it_is_the_first_posting_or_statement() -> None:
    assert waited(stated("200.00", "200.00"), *TWO) == ("2026-03-01", "121")
    assert waited(stated("200.00", "200.00"), on("2026-03-31", "-1.00", "refund_acp"), TWO[1]) == ("2026-03-31", "91")


def test_only_positive_basis_is_an_addition() -> None:
    assert waited(NONE, on("2026-03-01", "100.00", earnings=""), on("2026-05-01", "40.00", earnings="40.00")) == (
        "2026-03-01",
        "121",
    )
    assert waited(NONE, TWO[0], on("2026-05-01", "-40.00", "refund_acp")) == ("2026-03-01", "121")


# R18, warning


SWEPT = "sweep_days = 30\n"


def overdue(*postings: str, terms: str = SWEPT, as_of: str = "2026-06-30", **more: str) -> list[str]:
    return findings(balances=NONE, contributions=then(*postings), terms=terms, as_of=as_of, **more)


def test_money_longer_in_the_account_than_the_sweep_days_is_told() -> None:
    assert overdue(*TWO, as_of="2026-03-31") == []
    assert overdue(*TWO, as_of="2026-04-01") == ["R18 warning E1 0 10000"]
    assert overdue(*TWO, as_of="2026-05-31") == ["R18 warning E1 0 10000"]
    assert overdue(*TWO, as_of="2026-06-01") == ["R18 warning E1 0 14000"]


def test_what_is_converted_is_not_overdue() -> None:
    assert overdue(*TWO, withdrawals=withdrawal("100.00", "100.00", "2026-05-02"), as_of="2026-05-20") == []
    left = overdue(*TWO, withdrawals=withdrawal("60.00", "60.00", "2026-05-02"), as_of="2026-05-20")
    assert left == ["R18 warning E1 0 4000"]


def test_nothing_is_overdue_without_sweeps_or_where_it_cannot_be_converted() -> None:
    assert overdue(*TWO, terms="") == []
    assert overdue(*TWO, terms=SWEPT + "minimum = 140.01\n") == []
    assert overdue(*TWO, people="employee_id | name | hold\nE1 | Ada | court order") == []


def test_the_sweep_days_of_the_as_of_date_count() -> None:
    amended = "sweep_days = 5\n[[amendment]]\neffective = 2026-06-01\nwithdrawals = { sweep_days = 200 }\n"
    assert overdue(*TWO, terms=amended, as_of="2026-05-31") == ["R18 warning E1 0 14000"]
    assert overdue(*TWO, terms=amended, as_of="2026-06-01") == []


def test_a_statement_within_the_sweep_days_says_nothing_of_how_old_its_money_is() -> None:
    """On 10 January nobody knows how long the money of the statement of 31 December had been there."""
    held = at("2025-12-31", "100.00", "100.00")
    assert findings(balances=held, terms=SWEPT, as_of="2026-01-30") == []
    assert findings(balances=held, terms=SWEPT, as_of="2026-01-31") == ["R18 warning E1 0 10000"]
