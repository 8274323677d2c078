"""More cases of the law: of what counts as posted no source is ever below zero in a year."""

from typing import Final

from tests.ahead import AT_45
from tests.case import Case, case


def employer_money(
    name: str,
    says: str,
    contributions: str,
    employer_ytd: str,
    payroll: str = "2026-03-13 | 200,000.00 |\nE1 | 2026-06-12 | 100,000.00 |",
    opening: str = "",
) -> Case:
    """Match and nonelective money of somebody of whom nothing else is told; postings without their activity column."""
    return case(
        name,
        says,
        as_of="2026-06-30",
        census=AT_45,
        payroll=f"employee_id | pay_date | gross_compensation | match\nE1 | {payroll}",
        contributions=f"employee_id | posted_date | source | amount | pay_date | activity\n{contributions}",
        opening=opening,
        expected=f"employee_id | employer_ytd\nE1 | {employer_ytd}",
    )


SOURCES: Final[list[Case]] = [
    employer_money(
        "NG-2",
        "safe harbor match below zero takes nothing off the match posted for another date",
        """
        E1 | 2026-03-16 | match             | 1,000.00 | 2026-03-13 |
        E1 | 2026-06-15 | safe_harbor_match | -500.00  | 2026-06-12 |""",
        "1,000.00",
    ),
    employer_money(
        "NG-3",
        "nor does a QNEC corrected below zero take anything off nonelective money",
        """
        E1 | 2026-03-16 | nonelective | 1,000.00 | 2026-03-13 |
        E1 | 2026-06-15 | qnec        | -500.00  |            | true_up""",
        "1,000.00",
    ),
    employer_money(
        "NG-4",
        "nor on the same pay date",
        """
        E1 | 2026-03-16 | match             | 1,000.00  | 2026-03-13 |
        E1 | 2026-06-15 | safe_harbor_match | -5,000.00 | 2026-03-13 |""",
        "1,000.00",
    ),
    employer_money(
        "NG-5",
        "a source that is not below zero in the year counts with all its corrections",
        """
        E1 | 2026-03-16 | safe_harbor_match | 700.00   | 2026-03-13 |
        E1 | 2026-06-15 | safe_harbor_match | -500.00  | 2026-06-12 |
        E1 | 2026-06-15 | match             | 1,000.00 | 2026-06-12 |""",
        "1,200.00",
    ),
    employer_money(
        "NG-6",
        "the register's match is of no source: a correction of any comes off it, at most all of it",
        """
        E1 | 2026-06-15 | safe_harbor_match | -300.00 | | true_up
        E1 | 2026-06-15 | qmac              | 50.00   | | true_up""",
        "750.00",
        payroll="2026-03-13 | 200,000.00 | 1,000.00",
    ),
    employer_money(
        "NG-7",
        "not more than all of it",
        """
        E1 | 2026-06-15 | safe_harbor_match | -1,300.00 | | true_up
        E1 | 2026-06-15 | qmac              | 50.00     | | true_up""",
        "50.00",
        payroll="2026-03-13 | 200,000.00 | 1,000.00",
    ),
    employer_money(
        "NG-8",
        "money back in the register comes off what was posted while it had no match, and off no more",
        """
        E1 | 2026-03-16 | match             | 1,000.00 | 2026-03-13 |
        E1 | 2026-06-15 | safe_harbor_match | -600.00  |            | true_up""",
        "800.00",
        payroll="2026-03-13 | 200,000.00 |\nE1 | 2026-06-12 | 100,000.00 | -200.00",
    ),
    employer_money(
        "NG-9",
        "an opening's match is of no source either",
        """
        E1 | 2026-06-15 | safe_harbor_match | -300.00 | | true_up
        E1 | 2026-06-15 | match             | 100.00  | | true_up""",
        "800.00",
        payroll="2026-06-12 | 100,000.00 |",
        opening="employee_id | as_of | gross_compensation | match\nE1 | 2026-03-31 | 200,000.00 | 1,000.00",
    ),
    employer_money(
        "NG-11",
        "a posting held against a register's number counts for no source: 1,300 come off 1,000 of the register",
        """
        E1 | 2026-03-16 | match             | 1,000.00  | 2026-03-13 |
        E1 | 2026-06-15 | safe_harbor_match | -1,300.00 |            | true_up""",
        "0.00",
        payroll="2026-03-13 | 200,000.00 | 1,000.00",
    ),
    case(
        "NG-10",
        "nor is a source below zero through 31 December of a year that crosses it: 69,500 + 1,000 - 70,000",
        as_of="2026-02-27",
        start="07-01",
        census=AT_45,
        payroll="""
        employee_id | pay_date   | gross_compensation | after_tax
        E1          | 2025-08-29 | 150,000.00         | 69,500.00
        E1          | 2025-10-31 | 150,000.00         | 0.00""",
        contributions="""
        employee_id | posted_date | source            | amount   | pay_date
        E1          | 2025-09-02  | match             | 1,000.00 | 2025-08-29
        E1          | 2025-11-03  | safe_harbor_match | -800.00  | 2025-10-31""",
        expected="employee_id | employer_ytd | annual_additions_ytd | excess\nE1 | 1,000.00 | 70,500.00 | 500.00",
    ),
]
