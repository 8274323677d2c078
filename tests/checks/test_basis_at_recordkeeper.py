"""R19: the basis the recordkeeper states against what was contributed less what was withdrawn, on both sides."""

from pathlib import Path

import pytest

from tests.checks.nights import findings, of_check, plan
from tests.withdrawals.ledgers import findings as found
from tests.withdrawals.ledgers import then
from tests.withdrawals.reports import posting, withdrawal

BASE = """
    employee_id | as_of      | after_tax_basis | after_tax_value
    E1          | 2025-12-31 | 100.00          | 90.00
"""
PAID = posting("50.00")
TAKEN = withdrawal("40.00", "30.00", "2026-05-15")


def newest(basis: str, day: str = "2026-06-30") -> str:
    return f"{BASE}    E1 | {day} | {basis} | 500.00\n"


def alone(basis: str, day: str = "2026-06-30") -> str:
    return f"employee_id | as_of | after_tax_basis | after_tax_value\nE1 | {day} | {basis} | 1.00"


def test_contributions_less_basis_withdrawn_is_what_the_statement_must_say() -> None:
    assert found(balances=newest("120.00"), contributions=PAID, withdrawals=TAKEN) == []
    over = found(balances=newest("120.01"), contributions=PAID, withdrawals=TAKEN)
    under = found(balances=newest("119.99"), contributions=PAID, withdrawals=TAKEN)
    assert (over, under) == (["R19 error E1 12000 12001 3"], ["R19 error E1 12000 11999 3"])


def test_what_moved_after_the_newest_statement_is_not_in_it() -> None:
    assert found(balances=newest("150.00", "2026-05-14"), contributions=PAID, withdrawals=TAKEN) == []
    assert found(balances=newest("120.00", "2026-05-15"), contributions=PAID, withdrawals=TAKEN) == []


def test_what_moved_up_to_the_base_is_in_it() -> None:
    before = PAID.replace("2026-04-15", "2025-12-31")
    after = PAID.replace("2026-04-15", "2026-01-01")
    assert found(balances=newest("100.00"), contributions=before) == []
    assert found(balances=newest("150.00"), contributions=after) == []


def test_statements_in_between_are_not_believed() -> None:
    wrong = newest("999.00", "2026-05-31") + "    E1 | 2026-06-30 | 120.00 | 500.00\n"
    assert found(balances=wrong, contributions=PAID, withdrawals=TAKEN) == []


def test_nothing_is_compared_where_more_was_withdrawn_than_the_rows_ever_brought() -> None:
    """Rows are missing: what was contributed before the files begin."""
    assert found(balances=alone("70.00"), withdrawals=TAKEN) == []
    whole = withdrawal("40.00", "50.00", "2026-05-15")
    assert found(balances=alone("70.00"), contributions=PAID, withdrawals=whole) == ["R19 error E1 0 7000 2"]


def test_the_base_is_the_newest_statement_before_the_year() -> None:
    older = BASE + "    E1 | 2025-11-30 | 77.00 | 90.00\n    E1 | 2026-06-30 | 100.00 | 90.00\n"
    assert found(balances=older) == []


@pytest.mark.parametrize(("stated", "found_there"), [("2024-12-31", []), ("2025-01-01", ["R19 error E1 7700 10000 4"])])
def test_a_limitation_year_that_begins_in_july_has_its_base_before_the_january_of_its_start(
    stated: str, found_there: list[str]
) -> None:
    before = alone("77.00", "2023-12-31") + f"\nE1 | {stated} | 100.00 | 90.00\nE1 | 2026-06-30 | 100.00 | 90.00"
    assert found(balances=before, year_starts="07-01") == found_there


def test_one_statement_alone_is_compared_with_nothing_unless_money_came_before_it() -> None:
    assert found(balances=alone("77.00")) == []
    assert found(balances=alone("77.00"), contributions=PAID.replace("2026-04-15", "2026-07-01")) == []
    assert found(balances=alone("50.00"), contributions=PAID) == []
    assert found(balances=alone("77.00"), contributions=PAID) == ["R19 error E1 5000 7700 2"]
    of_its_day = PAID.replace("2026-04-15", "2026-06-30")
    assert found(balances=alone("77.00"), contributions=of_its_day) == ["R19 error E1 5000 7700 2"]


def test_the_first_statement_is_the_base_where_no_basis_moved_before() -> None:
    two = alone("77.00", "2026-03-31") + "\nE1 | 2026-06-30 | 127.00 | 1.00"
    assert found(balances=two, contributions=PAID) == []
    without_basis = posting("5.00", "forfeiture").replace("2026-04-15", "2026-03-01")
    assert found(balances=two, contributions=then(PAID, without_basis)) == []
    with_basis = posting("5.00").replace("2026-04-15", "2026-03-31")
    assert found(balances=two, contributions=then(PAID, with_basis)) == ["R19 error E1 5500 12700 3"]


def test_what_a_total_withdrawal_at_a_loss_closes_is_taken_off_too() -> None:
    everything = withdrawal("90.00", "90.00", "2026-05-15")
    assert found(balances=newest("0.00"), withdrawals=everything) == []
    one_contract = found(balances=newest("0.00"), withdrawals=everything, terms="separate_contract = false\n")
    assert one_contract == ["R19 error E1 1000 0 3"]


@pytest.mark.parametrize(
    ("opened", "compared"), [("2026-03-31", True), ("2026-04-01", False), ("2026-06-30", False), ("2026-07-01", True)]
)
def test_nothing_is_compared_where_an_opening_stands_for_a_part_of_what_came_since_the_base(
    opened: str, *, compared: bool
) -> None:
    opening = f"employee_id | as_of | gross_compensation\nE1 | {opened} | 0.00"
    two = alone("77.00", "2026-03-31") + "\nE1 | 2026-06-30 | 78.00 | 1.00"
    assert found(balances=two, opening=opening) == (["R19 error E1 7700 7800 3"] if compared else [])


# Through the store, which keeps what is older than the year at hand


YEAR = plan("2026-01-09")
REGISTER = "employee_id | pay_date | gross_compensation\nE1 | 2026-01-09 | 5,000.00"


def at_night(folder: Path, **feeds: str) -> list[tuple[str, str]]:
    told = of_check(findings(folder, "2026-01-25", YEAR, {"payroll_2026-01-09": REGISTER, **feeds}), "R19")
    return [(finding["expected"], finding["actual"]) for finding in told]


def test_years_of_postings_are_added_up_where_nothing_was_stated_before(tmp_path: Path) -> None:
    old = PAID.replace("2026-04-15", "2022-04-15")
    assert at_night(tmp_path, balances_1=alone("50.01", "2026-01-20"), contributions_1=old) == [("50.00", "50.01")]


def test_an_old_statement_and_what_was_posted_since_are_the_base(tmp_path: Path) -> None:
    stated = alone("10.00", "2022-01-31") + "\nE1 | 2022-04-14 | 20.00 | 30.00\nE1 | 2026-01-20 | 70.01 | 80.00"
    old = PAID.replace("2026-04-15", "2022-04-15")
    assert at_night(tmp_path, balances_1=stated, contributions_1=old) == [("70.00", "70.01")]


def test_a_loss_of_years_ago_is_closed_by_the_statement_that_followed_it(tmp_path: Path) -> None:
    stated = (
        alone("100.00", "2022-01-31")
        + "\nE1 | 2026-01-05 | 0.00 | 0.00\nE1 | 2026-01-10 | 9.00 | 9.00\nE1 | 2026-01-20 | 0.01 | 80.00"
    )
    everything = withdrawal("80.00", "80.00", "2022-05-15")
    assert at_night(tmp_path, balances_1=stated, withdrawals_1=everything) == [("0.00", "0.01")]
