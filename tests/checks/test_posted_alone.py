"""R03: money posted, and nothing in the register."""

from pathlib import Path

from tests.checks.nights import Rows, findings, of_check, plan, same

PAID = plan("2026-01-09")
AS_OF = "2026-01-13"


def night(folder: Path, payroll: str, contributions: str) -> Rows:
    """The findings of a night four days after the one pay date."""
    return findings(folder, AS_OF, PAID, {"payroll": payroll, "contributions": contributions})


BOTH_POSTED = """
    employee_id | posted_date | source  | amount | pay_date
    E1          | 2026-01-12  | pre_tax | 600.00 | 2026-01-09
    E2          | 2026-01-12  | pre_tax | 400.00 | 2026-01-09
"""


def test_money_posted_for_somebody_without_a_register_line_is_found(tmp_path: Path) -> None:
    payroll = """
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-01-09 | 6,000.00           | 600.00
    """
    assert same(
        of_check(night(tmp_path, payroll, BOTH_POSTED), "R03"),
        """
        severity | employee_id | pay_date   | source  | expected | actual | difference | place               | who_acts
        error    | E2          | 2026-01-09 | pre_tax | 0.00     | 400.00 | 400.00     | contributions.csv:3 | payroll
        """,
    )


def test_money_posted_where_the_register_says_zero_is_found(tmp_path: Path) -> None:
    payroll = """
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-01-09 | 6,000.00           | 600.00
        E2          | 2026-01-09 | 4,000.00           | 0.00
    """
    assert same(
        night(tmp_path, payroll, BOTH_POSTED),
        """
        check | employee_id | pay_date   | source  | expected | actual | difference
        R03   | E2          | 2026-01-09 | pre_tax | 0.00     | 400.00 | 400.00
        """,
    )


def test_a_register_that_does_not_carry_the_match_is_in_order(tmp_path: Path) -> None:
    payroll = """
        employee_id | pay_date   | gross_compensation | pre_tax | match
        E1          | 2026-01-09 | 6,000.00           | 600.00  |
    """
    contributions = """
        employee_id | posted_date | source  | amount | pay_date
        E1          | 2026-01-12  | pre_tax | 600.00 | 2026-01-09
        E1          | 2026-01-12  | match   | 180.00 | 2026-01-09
    """
    assert {finding["check"] for finding in night(tmp_path, payroll, contributions)} <= {"R06"}


def test_another_amount_in_the_register_is_not_nothing(tmp_path: Path) -> None:
    payroll = """
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-01-09 | 6,000.00           | 600.00
        E2          | 2026-01-09 | 4,000.00           | 0.01
    """
    assert of_check(night(tmp_path, payroll, BOTH_POSTED), "R03") == []


def test_postings_of_one_kind_are_one_finding_under_the_first_line(tmp_path: Path) -> None:
    payroll = """
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-01-09 | 6,000.00           | 600.00
    """
    contributions = """
        employee_id | posted_date | source            | amount | pay_date
        E1          | 2026-01-12  | pre_tax           | 600.00 | 2026-01-09
        E2          | 2026-01-12  | match             | 100.00 | 2026-01-09
        E2          | 2026-01-12  | safe_harbor_match | 20.00  | 2026-01-09
    """
    assert same(
        of_check(night(tmp_path, payroll, contributions), "R03"),
        """
        check | employee_id | source | actual | line
        R03   | E2          | match  | 120.00 | 3
        """,
    )


def test_what_was_posted_and_reversed_is_not_found(tmp_path: Path) -> None:
    payroll = """
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-01-09 | 6,000.00           | 600.00
    """
    reversed_again = """
        employee_id | posted_date | source  | amount  | pay_date   | activity
        E1          | 2026-01-12  | pre_tax | 600.00  | 2026-01-09 |
        E2          | 2026-01-12  | pre_tax | 400.00  | 2026-01-09 |
        E2          | 2026-01-13  | pre_tax | -400.00 | 2026-01-09 | reversal
    """
    assert night(tmp_path, payroll, reversed_again) == []


def test_loans_rollovers_and_true_ups_have_no_register_line_and_need_none(tmp_path: Path) -> None:
    payroll = """
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-01-09 | 6,000.00           | 600.00
    """
    contributions = """
        employee_id | posted_date | source   | amount | pay_date   | activity
        E1          | 2026-01-12  | pre_tax  | 600.00 | 2026-01-09 |
        E2          | 2026-01-12  | loan     | 50.00  | 2026-01-09 | loan_repayment
        E2          | 2026-01-12  | rollover | 900.00 | 2026-01-09 |
        E2          | 2026-01-12  | match    | 30.00  | 2026-01-09 | true_up
    """
    assert of_check(night(tmp_path, payroll, contributions), "R03") == []


def test_where_no_payroll_of_the_date_arrived_each_persons_money_is_still_named(tmp_path: Path) -> None:
    payroll = """
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-01-02 | 6,000.00           | 600.00
    """
    found = [finding for finding in night(tmp_path, payroll, BOTH_POSTED) if finding["check"] in ("R03", "R24")]
    assert same(
        found,
        """
        check | severity | employee_id | pay_date   | source  | actual
        R24   | error    |             | 2026-01-09 | payroll |
        R03   | error    | E1          | 2026-01-09 | pre_tax | 600.00
        R03   | error    | E2          | 2026-01-09 | pre_tax | 400.00
        """,
    )
    assert all("(R24)" in finding["message"] for finding in of_check(found, "R03"))


def test_an_opening_balance_stands_for_the_register_line(tmp_path: Path) -> None:
    feeds = {
        "payroll": """
            employee_id | pay_date   | gross_compensation | pre_tax
            E1          | 2026-01-09 | 6,000.00           | 600.00
        """,
        "contributions": BOTH_POSTED,
        "opening_2026-01-09": """
            employee_id | as_of      | gross_compensation | pre_tax
            E2          | 2026-01-09 | 4,000.00           | 400.00
        """,
    }
    assert findings(tmp_path, AS_OF, PAID, feeds) == []
