"""R22, money taken back: a negative that has nothing to reverse, posted or in the register."""

from pathlib import Path

import pytest

from tests.checks.nights import Rows, findings, of_check, plan, same

PAID = plan("2026-01-09", "2026-01-23")
AS_OF = "2026-01-30"
PAYROLL = """
    employee_id | pay_date   | gross_compensation | pre_tax
    E1          | 2026-01-09 | 6,000.00           | 600.00
    E1          | 2026-01-23 | 6,000.00           | 600.00
"""


def posted(folder: Path, postings: str, **feeds: str) -> Rows:
    """R22 of a night on the postings, beside a register that took 600 on each of two dates."""
    lines = f"""
        employee_id | posted_date | source  | amount | pay_date   | activity
        {postings.strip()}
    """
    return of_check(findings(folder, AS_OF, PAID, {"payroll": PAYROLL, "contributions": lines, **feeds}), "R22")


def register(folder: Path, payroll: str, **feeds: str) -> Rows:
    """R22 of a night on the register alone."""
    return of_check(findings(folder, AS_OF, PAID, {"payroll": payroll, **feeds}), "R22")


@pytest.mark.parametrize(
    ("said", "postings"),
    [
        (
            "the original on an earlier day, named by nothing but its amount",
            """E1 | 2026-01-12 | pre_tax | 600.00  | 2026-01-09 |
               E1 | 2026-01-20 | pre_tax | -600.00 |            | reversal""",
        ),
        (
            "the original by its pay date, posted after the reversal",
            """E1 | 2026-01-12 | pre_tax | -600.00 | 2026-01-09 | reversal
               E1 | 2026-01-20 | pre_tax | 600.00  | 2026-01-09 |""",
        ),
        (
            "a part of the original",
            """E1 | 2026-01-12 | pre_tax | 600.00  | 2026-01-09 |
               E1 | 2026-01-20 | pre_tax | -599.99 | 2026-01-09 | reversal""",
        ),
        (
            "reversed and entered again on one day",
            """E1 | 2026-01-12 | pre_tax | 600.00  | 2026-01-09 |
               E1 | 2026-01-20 | pre_tax | -600.00 |            | reversal
               E1 | 2026-01-20 | pre_tax | 500.00  | 2026-01-09 |""",
        ),
        (
            "reversed and entered again on one day, the same amount",
            """E1 | 2026-01-12 | pre_tax | 600.00  | 2026-01-09 |
               E1 | 2026-01-20 | pre_tax | -600.00 |            | reversal
               E1 | 2026-01-20 | pre_tax | 600.00  | 2026-01-09 |""",
        ),
        (
            "a netted posting that is not below zero",
            """E1 | 2026-01-12 | pre_tax | 600.00  | 2026-01-09 |
               E1 | 2026-01-26 | pre_tax | -600.00 | 2026-01-09 |""",
        ),
        ("a refund is no reversal", "E1 | 2026-01-20 | pre_tax | -600.00 | | refund_402g"),
        ("the original lies in another year", "E1 | 2026-01-20 | pre_tax | -600.00 | 2025-12-26 | reversal"),
    ],
)
def test_a_reversal_with_its_original_is_in_order(tmp_path: Path, said: str, postings: str) -> None:
    assert posted(tmp_path, postings) == [], said


def test_a_reversal_without_an_original_is_found(tmp_path: Path) -> None:
    assert same(
        posted(
            tmp_path,
            """E1 | 2026-01-12 | pre_tax | 600.00  | 2026-01-09 |
               E1 | 2026-01-20 | roth    | -600.00 |            | reversal""",
        ),
        """
        check | severity | employee_id | source | expected | actual  | difference | place               | who_acts
        R22   | error    | E1          | roth   | 0.00     | -600.00 | -600.00    | contributions.csv:3 | recordkeeper
        """,
    )


@pytest.mark.parametrize(
    ("said", "postings", "pay_date", "actual"),
    [
        (
            "a cent more than the original",
            """E1 | 2026-01-12 | pre_tax | 600.00  | 2026-01-09 |
               E1 | 2026-01-20 | pre_tax | -600.01 | 2026-01-09 | reversal""",
            "2026-01-09",
            "-0.01",
        ),
        (
            "one original, reversed twice",
            """E1 | 2026-01-12 | pre_tax | 600.00  | 2026-01-09 |
               E1 | 2026-01-20 | pre_tax | -600.00 |            | reversal
               E1 | 2026-01-21 | pre_tax | -600.00 |            | reversal""",
            "2026-01-09",
            "-600.00",
        ),
        (
            "of another pay date than the original's",
            """E1 | 2026-01-12 | pre_tax | 600.00  | 2026-01-09 |
               E1 | 2026-01-20 | pre_tax | -600.00 | 2026-01-23 | reversal""",
            "2026-01-23",
            "-600.00",
        ),
        (
            "posted on the day of what could be its original",
            """E1 | 2026-01-12 | pre_tax | -600.00 |            | reversal
               E1 | 2026-01-12 | pre_tax | 600.00  | 2026-01-09 |""",
            "",
            "-600.00",
        ),
        (
            "a netted posting below zero",
            """E1 | 2026-01-12 | pre_tax | 600.00  | 2026-01-09 |
               E1 | 2026-01-26 | pre_tax | -50.00  | 2026-01-23 |""",
            "2026-01-23",
            "-50.00",
        ),
    ],
)
def test_more_taken_back_than_was_posted_is_found(
    tmp_path: Path, said: str, postings: str, pay_date: str, actual: str
) -> None:
    assert same(
        posted(tmp_path, postings),
        f"""
        check | severity | employee_id | pay_date   | source  | expected | actual
        R22   | error    | E1          | {pay_date} | pre_tax | 0.00     | {actual}
        """,
    ), said


def test_a_reversal_of_what_an_opening_balance_stands_for_is_in_order(tmp_path: Path) -> None:
    opening = """
        employee_id | as_of      | gross_compensation | pre_tax
        E1          | 2026-01-09 | 6,000.00           | 600.00
    """
    assert posted(tmp_path, "E1 | 2026-01-20 | pre_tax | -100.00 | 2026-01-09 | reversal", opening=opening) == []


def test_a_reversal_in_january_finds_its_original_of_december(tmp_path: Path) -> None:
    postings = """E1 | 2025-12-29 | pre_tax | 610.00  | 2025-12-26 |
                  E1 | 2026-01-20 | pre_tax | -610.00 |            | reversal"""
    assert posted(tmp_path, postings) == []


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        (
            "netted on its own date",
            """E1 | 2026-01-09 | 6,000.00 | 600.00  | regular
               E1 | 2026-01-09 | 0.00     | -600.00 | correction""",
        ),
        (
            "a later date takes back what an earlier one took",
            """E1 | 2026-01-09 | 6,000.00 | 600.00  | regular
               E1 | 2026-01-23 | 0.00     | -600.00 | correction""",
        ),
    ],
)
def test_a_negative_register_line_that_the_year_holds_is_in_order(tmp_path: Path, said: str, lines: str) -> None:
    payroll = f"""
        employee_id | pay_date   | gross_compensation | pre_tax | run_type
        {lines.strip()}
    """
    assert register(tmp_path, payroll) == [], said


@pytest.mark.parametrize(
    ("said", "lines", "pay_date", "actual", "line"),
    [
        (
            "a cent more than the year holds",
            """E1 | 2026-01-09 | 6,000.00 | 600.00  | regular
               E1 | 2026-01-23 | 0.00     | -600.01 | correction""",
            "2026-01-23",
            "-0.01",
            "3",
        ),
        (
            "before there is anything to take back",
            """E1 | 2026-01-09 | 0.00     | -600.00 | correction
               E1 | 2026-01-23 | 6,000.00 | 600.00  | regular""",
            "2026-01-09",
            "-600.00",
            "2",
        ),
    ],
)
def test_a_register_below_zero_is_found(
    tmp_path: Path, said: str, lines: str, pay_date: str, actual: str, line: str
) -> None:
    payroll = f"""
        employee_id | pay_date   | gross_compensation | pre_tax | run_type
        {lines.strip()}
    """
    assert same(
        register(tmp_path, payroll),
        f"""
        severity | employee_id | pay_date   | source          | expected | actual   | place              | who_acts
        error    | E1          | {pay_date} | payroll pre_tax | 0.00     | {actual} | payroll.csv:{line} | payroll
        """,
    ), said


def test_a_register_line_may_take_back_what_an_opening_balance_holds(tmp_path: Path) -> None:
    payroll = """
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-01-23 | 0.00               | -600.00
    """
    opening = """
        employee_id | as_of      | gross_compensation | pre_tax
        E1          | 2026-01-09 | 6,000.00           | 600.00
    """
    assert register(tmp_path, payroll, opening=opening) == []
