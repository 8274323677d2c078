"""unreconciled: register and postings of a pay date exist and differ."""

from pathlib import Path

import pytest

from tests.checks.nights import Rows, findings, of_check, plan, same

PAID = plan("2026-01-09")
POSTED = """
    employee_id | posted_date | source            | amount | pay_date
    E1          | 2026-01-12  | match             | 200.00 | 2026-01-09
    E1          | 2026-01-12  | safe_harbor_match | 100.00 | 2026-01-09
"""


def night(folder: Path, match: str, posted: str = POSTED, opening: str = "") -> Rows:
    """The differences found when the register says so much match; no opening unless it is drawn."""
    payroll = f"""
        employee_id | pay_date   | gross_compensation | match
        E1          | 2026-01-09 | 6,000.00           | {match}
    """
    feeds = {"payroll": payroll, "contributions": posted} | ({"opening": opening} if opening else {})
    return of_check(findings(folder, "2026-01-13", PAID, feeds), "unreconciled")


@pytest.mark.parametrize(("match", "difference"), [("299.99", "0.01"), ("300.01", "-0.01"), ("250.00", "50.00")])
def test_a_cent_of_difference_is_found_under_the_first_posting(tmp_path: Path, match: str, difference: str) -> None:
    assert same(
        night(tmp_path, match),
        f"""
        employee_id | pay_date   | source | expected | actual | difference   | place               | who_acts
        E1          | 2026-01-09 | match  | {match}  | 300.00 | {difference} | contributions.csv:2 | recordkeeper
        """,
    )


@pytest.mark.parametrize("match", ["300.00", ""], ids=["they tie", "the register does not carry it"])
def test_what_ties_and_what_only_one_of_them_knows_is_no_difference(tmp_path: Path, match: str) -> None:
    assert not night(tmp_path, match)


def test_what_is_not_posted_yet_is_no_difference(tmp_path: Path) -> None:
    other = "employee_id | posted_date | source | amount | pay_date\nE1 | 2026-01-12 | roth | 5.00 | 2026-01-09"
    assert not night(tmp_path, "300.00", posted=other)


def test_postings_beyond_an_opening_balance_are_found_on_its_date(tmp_path: Path) -> None:
    opening = "employee_id | as_of | gross_compensation | match\nE1 | 2026-01-10 | 6,000.00 | 299.00"
    assert same(
        night(tmp_path, "299.00", opening=opening),
        """
        employee_id | pay_date   | source | expected | actual | difference
        E1          | 2026-01-10 | match  | 299.00   | 300.00 | 1.00
        """,
    )
