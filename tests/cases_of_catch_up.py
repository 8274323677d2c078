"""More cases of the law: catch-up by age and wages, beyond pay, beside another employer, across limitation years."""

from typing import Final

from tests.ahead import AT_52, ahead
from tests.case import Case, born, case
from tests.cases import NO_ROTH
from tests.cases_of_people import deferring_forty_thousand

NINE_DAYS: Final = [f"2026-{month:02}-15" for month in range(1, 10)]
ROTH_ALONE_MATCHED: Final = (
    '[match]\nsources = ["roth"]\ntiers = [{ rate = 1.0, up_to = 1.0 }]\ncatch_up_matched = false'
)
DEFERRING_MORE_THAN_PLAN_PAY: Final = "\n".join(
    [
        "employee_id | pay_date | gross_compensation | eligible_compensation | pre_tax",
        *(f"E1 | {day} | 8,000.00 | 1,000.00 | 1,500.00" for day in NINE_DAYS),
    ]
)

CATCH_UP: Final[list[Case]] = [
    deferring_forty_thousand("AGE-3", "59 on 31 December", "1967-01-01", "8,000.00"),
    deferring_forty_thousand("AGE-5", "63 on 31 December", "1963-01-01", "11,250.00"),
    deferring_forty_thousand("AGE-6", "64 on 31 December", "1962-12-31", "8,000.00"),
    deferring_forty_thousand("RC-7", "wages unknown, no Roth source: no catch-up", "1974-05-05", "0.00", NO_ROTH),
    deferring_forty_thousand(
        "RC-8",
        "no wages here last year: left before it, back this year",
        "1974-05-05",
        "8,000.00",
        NO_ROTH,
        termination_date="2024-12-31",
        rehire_date="2026-01-01",
    ),
    deferring_forty_thousand(
        "RC-9",
        "back on the last day of last year: wages unknown",
        "1974-05-05",
        "0.00",
        NO_ROTH,
        termination_date="2024-12-31",
        rehire_date="2025-12-31",
    ),
    case(
        "CU-2",
        "deferrals of more than pay: catch-up is what pay leaves, the rest an excess deferral",
        as_of="2026-06-30",
        census=born("1971-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-06-30 | 30,000.00          | 32,000.00""",
        expected="employee_id | catch_up_ytd | annual_additions_ytd\nE1 | 5,500.00 | 26,500.00",
        findings="employee_id | excess_deferrals 2026\nE1 | 2,000.00",
    ),
    case(
        "RE-2",
        "deferrals at a related employer use up 402(g) first",
        as_of="2026-06-30",
        census=born("1974-05-05", related_employer_additions="20000.00", related_employer_deferrals="20000.00"),
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-06-30 | 300,000.00         | 10,000.00""",
        expected="employee_id | catch_up_ytd | annual_additions_ytd\nE1 | 5,500.00 | 24,500.00",
    ),
    case(
        "RE-3",
        "but their catch-up is not this plan's",
        as_of="2026-06-30",
        census=born(
            "1974-05-05",
            related_employer_additions="30000.00",
            related_employer_deferrals="30000.00",
            prior_year_fica_wages="200000.00",
        ),
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-06-30 | 300,000.00         | 1,000.00""",
        expected="employee_id | catch_up_ytd | annual_additions_ytd\nE1 | 1,000.00 | 30,000.00",
        findings="employee_id | wages 2026 | roth_catch_up_wrong 2026\nE1 | exceed | 1,000.00",
    ),
    case(
        "RM-5b",
        "no more is reclassified than was deferred",
        as_of="2026-06-30",
        census=born("1974-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax | after_tax
        E1          | 2026-06-30 | 300,000.00         | 500.00  | 72,500.00""",
        expected="employee_id | catch_up_415 | excess\nE1 | 500.00 | 500.00",
    ),
    case(
        "PL-3",
        "the plan's own rate is of plan pay",
        as_of="2026-06-30",
        census=born("1974-05-05"),
        terms="[deferrals]\nmax_rate = 0.10",
        payroll="""
        employee_id | pay_date   | gross_compensation | eligible_compensation | pre_tax
        E1          | 2026-06-30 | 100,000.00         | 80,000.00             | 8,500.00""",
        expected="employee_id | catch_up_ytd\nE1 | 500.00",
    ),
    case(
        "PL-4",
        "an amendment holds from the pay date on which it begins",
        as_of="2026-06-30",
        census=born("1974-05-05"),
        terms="[[amendment]]\neffective = 2026-06-15\ndeferrals = { max_rate = 0.10 }",
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-06-15 | 100,000.00         | 12,000.00""",
        expected="employee_id | catch_up_ytd\nE1 | 2,000.00",
    ),
    case(
        "PL-5",
        "a dollar limit lowered by amendment makes catch-up of what is deferred after it only: all of 3,500",
        as_of="2026-06-30",
        census=born("1974-05-05"),
        terms="[deferrals]\nmax_dollars = 15000\n"
        "[[amendment]]\neffective = 2026-06-15\ndeferrals = { max_dollars = 10000 }",
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-05-29 | 100,000.00         | 12,000.00
        E1          | 2026-06-15 | 100,000.00         | 3,500.00""",
        expected="employee_id | catch_up_ytd\nE1 | 3,500.00",
    ),
    case(
        "PL-6",
        "a dollar limit raised by amendment holds from its day on",
        as_of="2026-06-15",
        census=born("1974-05-05"),
        terms="[deferrals]\nmax_dollars = 10000\n"
        "[[amendment]]\neffective = 2026-06-15\ndeferrals = { max_dollars = 15000 }",
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-05-29 | 100,000.00         | 12,000.00
        E1          | 2026-06-15 | 100,000.00         | 3,500.00""",
        expected="employee_id | catch_up_ytd\nE1 | 500.00",
    ),
    case(
        "NC-5",
        "catch-up used in spring, in the year before, is not used again: 8,000 less 6,000",
        as_of="2026-08-31",
        start="07-01",
        census=born("1974-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-05-29 | 100,000.00         | 30,500.00
        E1          | 2026-08-14 | 100,000.00         | 5,000.00""",
        expected="""
        employee_id | deferrals_ytd | deferrals_calendar_year | catch_up_ytd | annual_additions_ytd
        E1          | 5,000.00      | 35,500.00               | 2,000.00     | 3,000.00""",
        findings="employee_id | excess_deferrals 2026\nE1 | 3,000.00",
    ),
    ahead(
        "PL-7",
        "a rate of 1 is no limit: deferrals of more than plan pay are no catch-up",
        "9 x 1,500 + 3 x 1,500 are within 24,500; 72,000 - 13,500 - 4,500",
        as_of="2026-09-30",
        census=born("1970-05-05", hce="false"),
        payroll=DEFERRING_MORE_THAN_PLAN_PAY,
        dates="2026-10-15 2026-11-13 2026-12-15",
        expected="""
        catch_up_ytd | annual_additions_ytd | reserved_deferrals | room
        0.00         | 13,500.00            | 4,500.00           | 54,000.00""",
    ),
    ahead(
        "PL-8",
        "nor are deferrals from a bonus that is no plan pay at all",
        "20,000 of pay - 10,000",
        as_of="2026-01-20",
        census=born("1970-05-05", hce="false"),
        payroll="""
        employee_id | pay_date   | gross_compensation | eligible_compensation | pre_tax   | run_type
        E1          | 2026-01-15 | 20,000.00          | 0.00                  | 10,000.00 | bonus""",
        dates="",
        expected="catch_up_ytd | annual_additions_ytd | room\n0.00 | 10,000.00 | 10,000.00",
    ),
    ahead(
        "PL-9",
        "a plan's rate of no plan pay so far is no limit either",
        "10% of nothing; 20,000 of pay - 10,000",
        as_of="2026-01-20",
        census=born("1970-05-05", hce="false"),
        payroll="""
        employee_id | pay_date   | gross_compensation | eligible_compensation | pre_tax
        E1          | 2026-01-15 | 20,000.00          | 0.00                  | 10,000.00""",
        dates="",
        terms="[deferrals]\nmax_rate = 0.10",
        expected="catch_up_ytd | room\n0.00 | 10,000.00",
    ),
    case(
        "PL-10",
        "a rate that comes into force makes catch-up of later deferrals only: May's 12,000 exceeded no limit",
        as_of="2026-06-30",
        census=born("1974-05-05"),
        terms="[[amendment]]\neffective = 2026-06-15\ndeferrals = { max_rate = 0.10 }",
        payroll="""
        employee_id | pay_date   | gross_compensation | eligible_compensation | pre_tax
        E1          | 2026-05-29 | 100,000.00         | 10,000.00             | 12,000.00
        E1          | 2026-06-15 | 100,000.00         | 5,000.00              | 300.00""",
        expected="employee_id | catch_up_ytd\nE1 | 300.00",
    ),
    case(
        "PL-11",
        "a rate that has ended limits nothing any more, plan pay neither: 15,000 are within 24,500",
        as_of="2026-06-30",
        census=born("1974-05-05"),
        terms="[deferrals]\nmax_rate = 0.10\n[[amendment]]\neffective = 2026-06-15\ndeferrals = { max_rate = 1.0 }",
        payroll="""
        employee_id | pay_date   | gross_compensation | eligible_compensation | pre_tax
        E1          | 2026-05-29 | 100,000.00         | 100,000.00            | 12,000.00
        E1          | 2026-06-15 | 100,000.00         | 1,000.00              | 3,000.00""",
        expected="employee_id | catch_up_ytd\nE1 | 0.00",
    ),
    ahead(
        "FL-25",
        "a late match knows no catch-up where no limit was exceeded",
        "600 Roth of June, matched whole; 500 of 1,500 less if plan pay of 1,000 were a limit",
        census=AT_52,
        payroll="""
        employee_id | pay_date   | gross_compensation | eligible_compensation | pre_tax | roth   | match
        E1          | 2026-05-29 | 8,000.00           | 1,000.00              | 900.00  | 100.00 | 100.00
        E1          | 2026-06-30 | 8,000.00           | 1,000.00              | 900.00  | 600.00 |""",
        dates="",
        terms=ROTH_ALONE_MATCHED,
        expected="reserved_employer\n600.00",
    ),
    ahead(
        "FM-17",
        "nor does a match to come",
        "600 Roth in September and in December; 100 each if plan pay of 1,000 were a limit",
        census=AT_52,
        payroll="""
        employee_id | pay_date   | gross_compensation | eligible_compensation | pre_tax | roth   | match
        E1          | 2026-06-30 | 8,000.00           | 1,000.00              | 900.00  | 600.00 | 600.00""",
        terms=ROTH_ALONE_MATCHED,
        expected="reserved_deferrals | reserved_employer\n3,000.00 | 1,200.00",
    ),
]
