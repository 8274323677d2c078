"""Checks of the after-tax accounts, on both sides of their edge. R18 of sweeps: tests/withdrawals/test_waiting.py."""

from pathlib import Path

from tests.checks.nights import Rows, findings, of_check, plan

PLAN = plan("2026-01-09")
STATEMENT = """
    employee_id | as_of      | after_tax_basis | after_tax_value
    E1          | 2026-01-15 | 9,000.00        | 10,000.00
"""
PAID = """
    employee_id | pay_date   | gross_compensation
    E1          | 2026-01-09 | 5,000.00
"""


def found(folder: Path, check: str, amount: str, basis: str, statement: str = STATEMENT) -> Rows:
    """The findings of a check after a withdrawal."""
    withdrawn = f"""
        employee_id | date       | amount   | basis   | route
        E1          | 2026-01-20 | {amount} | {basis} | cash
    """
    feeds = {"payroll_2026-01-09": PAID, "balances_2026-01-15": statement, "withdrawals_2026-01-20": withdrawn}
    return of_check(findings(folder, "2026-01-25", PLAN, feeds), check)


def test_taking_everything_overdraws_nothing(tmp_path: Path) -> None:
    assert found(tmp_path, "R18", "10,000.00", "9,000.00") == []


def test_a_cent_more_than_the_account_has_is_an_error_of_the_recordkeeper(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, "R18", "10,000.01", "9,000.00")
    told = (finding["severity"], finding["who_acts"], finding["employee_id"], finding["expected"], finding["actual"])
    assert told == ("error", "recordkeeper", "E1", "0.00", "-0.01")


def test_more_basis_than_there_was_is_one_too(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, "R18", "9,500.00", "9,000.02")
    assert finding["actual"] == "-0.02"


def test_an_account_of_somebody_the_census_does_not_have_is_told_with_its_line(tmp_path: Path) -> None:
    stranger = STATEMENT + "    S9 | 2026-01-15 | 1.00 | 2.00\n"
    (finding,) = found(tmp_path, "not_in_census", "1.00", "0.90", statement=stranger)
    assert (finding["employee_id"], finding["file"], finding["line"]) == ("S9", "balances_2026-01-15.csv", "3")
