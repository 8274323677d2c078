"""More cases of the law: opening balances, what they stand for and what still counts beside them."""

from typing import Final

from tests.case import Case, born, case

OPENINGS: Final[list[Case]] = [
    case(
        "OP-2",
        "an opening of a later day does not count yet",
        as_of="2026-03-30",
        census=born("1981-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | after_tax
        E1          | 2026-03-13 | 5,000.00           | 100.00""",
        opening="""
        employee_id | as_of      | gross_compensation | after_tax
        E1          | 2026-03-31 | 30,000.00          | 700.00""",
        expected="employee_id | compensation_ytd | after_tax_ytd\nE1 | 5,000.00 | 100.00",
    ),
    case(
        "OP-3",
        "the newest opening counts, and no other",
        as_of="2026-03-31",
        census=born("1981-05-05"),
        opening="""
        employee_id | as_of      | gross_compensation | after_tax
        E1          | 2026-02-27 | 20,000.00          | 500.00
        E1          | 2026-01-30 | 10,000.00          | 300.00""",
        expected="employee_id | compensation_ytd | after_tax_ytd\nE1 | 20,000.00 | 500.00",
    ),
    case(
        "OP-4",
        "an opening stands for the pay date of its own day too; a register that begins late agrees with it",
        as_of="2026-03-31",
        census=born("1981-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | after_tax
        E1          | 2026-03-31 | 5,000.00           | 100.00""",
        opening="""
        employee_id | as_of      | gross_compensation | after_tax
        E1          | 2026-03-31 | 20,000.00          | 500.00""",
        expected="""
        employee_id | compensation_ytd | after_tax_ytd | unreconciled
        E1          | 20,000.00        | 500.00        | false""",
    ),
    case(
        "OP-5",
        "a register that took more than the opening says is not reconciled, and the opening stands",
        as_of="2026-03-31",
        census=born("1981-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | after_tax
        E1          | 2026-03-31 | 5,000.00           | 500.01""",
        opening="""
        employee_id | as_of      | gross_compensation | after_tax
        E1          | 2026-03-31 | 20,000.00          | 500.00""",
        expected="employee_id | after_tax_ytd | room_today | unreconciled\nE1 | 500.00 | 19,500.00 | true",
    ),
    case(
        "OP-6",
        "postings of more than the opening says come off room; postings of less do nothing",
        as_of="2026-03-31",
        census=born("1981-05-05"),
        opening="""
        employee_id | as_of      | gross_compensation | after_tax | match
        E1          | 2026-03-31 | 20,000.00          | 500.00    | 900.00""",
        contributions="""
        employee_id | posted_date | source    | amount | pay_date
        E1          | 2026-03-31  | after_tax | 520.00 | 2026-03-13
        E1          | 2026-03-31  | match     | 880.00 | 2026-03-13""",
        expected="""
        employee_id | after_tax_ytd | employer_ytd | room_today | unreconciled
        E1          | 500.00        | 900.00       | 18,580.00  | true""",
    ),
    case(
        "OP-7",
        "a kind the opening says nothing of is the register's",
        as_of="2026-03-31",
        census=born("1981-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | after_tax | match
        E1          | 2026-03-31 | 5,000.00           | 100.00    | 50.00""",
        opening="""
        employee_id | as_of      | gross_compensation | after_tax | match
        E1          | 2026-03-31 | 20,000.00          | 500.00    |""",
        expected="employee_id | after_tax_ytd | employer_ytd\nE1 | 500.00 | 50.00",
    ),
    case(
        "OP-8",
        "calendar_year_deferrals stands for everything up to its day, postings without a pay date too",
        as_of="2026-03-31",
        census=born("1981-05-05"),
        opening="""
        employee_id | as_of      | gross_compensation | pre_tax   | calendar_year_deferrals
        E1          | 2026-03-31 | 100,000.00         | 20,000.00 | 20,000.00""",
        contributions="""
        employee_id | posted_date | source  | amount
        E1          | 2026-03-31  | pre_tax | 500.00""",
        expected="""
        employee_id | deferrals_ytd | deferrals_calendar_year
        E1          | 20,500.00     | 20,000.00""",
    ),
    case(
        "OP-9",
        "an opening that may hold deferrals of last year counts against 402(g) and makes no catch-up",
        as_of="2026-03-31",
        start="07-01",
        census=born("1974-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-03-31 | 50,000.00          | 2,000.00""",
        opening="""
        employee_id | as_of      | gross_compensation | pre_tax
        E1          | 2026-02-27 | 150,000.00         | 31,000.00""",
        expected="""
        employee_id | deferrals_ytd | catch_up_ytd | annual_additions_ytd
        E1          | 33,000.00     | 0.00         | 33,000.00""",
        findings="employee_id | excess_deferrals 2026\nE1 | 500.00",
    ),
]
