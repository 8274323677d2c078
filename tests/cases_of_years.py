"""More cases of the law: the year of a row, years that cross 1 January, short years, openings, plan limits."""

from typing import Final

from tests.case import Case, born, case

CROSSING: Final = """
employee_id | pay_date   | gross_compensation | after_tax
E1          | 2025-08-15 | 300,000.00         | 1,000.00"""

PAID_IN_DECEMBER: Final = """
employee_id | posted_date | source    | amount   | pay_date
E1          | 2026-01-05  | after_tax | 1,000.00 | 2025-12-31"""

REVERSED: Final = """
employee_id | posted_date | source    | amount    | pay_date   | activity
E1          | 2026-01-05  | after_tax | 1,000.00  | 2025-12-31 | contribution
E1          | 2026-02-03  | after_tax | 2,000.00  | 2026-01-30 | contribution
E1          | 2026-02-10  | after_tax | -1,000.00 |            | reversal"""

YEARS: Final[list[Case]] = [
    case(
        "NC-1 before",
        "a year that crosses 1 January has the earlier figure until then",
        as_of="2025-12-31",
        start="07-01",
        census=born("1986-05-05"),
        payroll=CROSSING,
        expected="employee_id | limitation_year | limit_415c | room_today\nE1 | 2026 | 70,000.00 | 69,000.00",
    ),
    case(
        "NC-1 after",
        "from 1 January the whole year has the new figure",
        as_of="2026-01-01",
        start="07-01",
        census=born("1986-05-05"),
        payroll=CROSSING,
        expected="employee_id | limitation_year | limit_415c | room_today\nE1 | 2026 | 72,000.00 | 71,000.00",
    ),
    case(
        "NC-2",
        "additions through 31 December may not pass the earlier figure, also when looked at later",
        as_of="2026-01-02",
        start="07-01",
        census=born("1986-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | after_tax
        E1          | 2025-12-15 | 300,000.00         | 70,500.00""",
        expected="""
        employee_id | limit_415c | annual_additions_ytd | excess | room_today
        E1          | 72,000.00  | 70,500.00            | 500.00 | 1,500.00""",
    ),
    case(
        "SY-1",
        "six months have half the dollar limit",
        as_of="2018-06-30",
        short_years="[{ start = 2018-01-01, end = 2018-06-30 }]",
        census=born("1986-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2018-06-29 | 150,000.00         | 10,000.00""",
        expected="employee_id | limit_415c | room_today\nE1 | 27,500.00 | 17,500.00",
    ),
    case(
        "SY-2",
        "parts of months count by their days: 19/28 + 5 + 20/31 months",
        as_of="2026-08-20",
        short_years="[{ start = 2026-02-10, end = 2026-08-20 }]",
        census=born("1986-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-06-30 | 150,000.00         | 10,000.00""",
        expected="employee_id | limit_415c | room_today\nE1 | 37,942.39 | 27,942.39",
    ),
    case(
        "CR-1 in 2025",
        "money of a December pay date counts in December, whenever it is posted",
        as_of="2026-01-31",
        year="2025",
        census=born("1986-05-05"),
        contributions=PAID_IN_DECEMBER,
        expected="employee_id | limitation_year | after_tax_ytd\nE1 | 2025 | 1,000.00",
    ),
    case(
        "CR-1 in 2026",
        "and not in the year of the posting",
        as_of="2026-01-31",
        census=born("1986-05-05"),
        contributions=PAID_IN_DECEMBER,
        expected="employee_id | limitation_year | after_tax_ytd\nE1 | 2026 | 0.00",
    ),
    case(
        "CR-2",
        "December work paid on 2 January counts in January",
        as_of="2026-01-31",
        census=born("1986-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | after_tax
        E1          | 2026-01-02 | 10,000.00          | 1,000.00""",
        expected="employee_id | limitation_year | after_tax_ytd\nE1 | 2026 | 1,000.00",
    ),
    case(
        "RV-1 in 2025",
        "a reversal without a pay date belongs to the year of the line it reverses",
        as_of="2026-03-31",
        year="2025",
        census=born("1986-05-05"),
        contributions=REVERSED,
        expected="employee_id | after_tax_ytd\nE1 | 0.00",
    ),
    case(
        "RV-1 in 2026",
        "and leaves the year of its posting alone",
        as_of="2026-03-31",
        census=born("1986-05-05"),
        contributions=REVERSED,
        expected="employee_id | after_tax_ytd\nE1 | 2,000.00",
    ),
    case(
        "OP-1",
        "an opening stands for the limitation year, calendar_year_deferrals for the calendar year",
        as_of="2026-05-31",
        start="07-01",
        census=born("1974-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax  | match
        E1          | 2026-05-15 | 50,000.00          | 6,000.00 | 1,000.00""",
        opening="""
        employee_id | as_of      | gross_compensation | pre_tax   | match    | calendar_year_deferrals
        E1          | 2026-03-31 | 150,000.00         | 30,000.00 | 5,000.00 | 20,000.00""",
        expected="""
        employee_id | compensation_ytd | deferrals_ytd | deferrals_calendar_year | catch_up_ytd | room_today
        E1          | 200,000.00       | 36,000.00     | 26,000.00               | 1,500.00     | 31,500.00""",
    ),
    case(
        "PL-1",
        "deferrals beyond the plan's own dollars are catch-up",
        as_of="2026-06-30",
        census=born("1974-05-05"),
        terms="[deferrals]\nmax_dollars = 10000",
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-06-30 | 300,000.00         | 12,000.00""",
        expected="employee_id | catch_up_ytd | annual_additions_ytd\nE1 | 2,000.00 | 10,000.00",
    ),
    case(
        "PL-2",
        "the plan's own rate is compared with the total so far, not run by run",
        as_of="2026-06-30",
        census=born("1974-05-05"),
        terms="[deferrals]\nmax_rate = 0.10",
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-05-29 | 50,000.00          | 9,000.00
        E1          | 2026-06-30 | 50,000.00          | 1,000.01""",
        expected="employee_id | catch_up_ytd | annual_additions_ytd\nE1 | 0.01 | 10,000.00",
    ),
]
