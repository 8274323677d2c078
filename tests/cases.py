"""The cases of the law: inputs drawn as tables, expected numbers typed by hand from the source or from the law page."""

from typing import Final

from tests.case import Case, born, case

NO_ROTH: Final = "[deferrals]\nroth = false"
NOT_ADOPTED: Final = "[deferrals]\ncatch_up_60_63 = false"

ROOM: Final[list[Case]] = [
    case(
        "A-1",
        "under 50: room is the limit less deferrals and employer money",
        as_of="2022-12-31",
        census=born("1977-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax   | match
        E1          | 2022-12-15 | 400,000.00         | 20,500.00 | 10,000.00""",
        expected="""
        employee_id | age | limit_415c | catch_up_ytd | annual_additions_ytd | room_today
        E1          | 45  | 61,000.00  | 0.00         | 30,500.00            | 30,500.00""",
    ),
    case(
        "A-2",
        "at 55 catch-up does not use room",
        as_of="2022-12-31",
        census=born("1967-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax   | match
        E1          | 2022-12-15 | 400,000.00         | 27,000.00 | 10,000.00""",
        expected="""
        employee_id | age | limit_415c | deferrals_ytd | catch_up_ytd | room_today
        E1          | 55  | 61,000.00  | 27,000.00     | 6,500.00     | 30,500.00""",
    ),
    case(
        "RM-1",
        "the dollar limit less deferrals and match",
        as_of="2026-06-30",
        census=born("1981-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax   | match
        E1          | 2026-06-30 | 300,000.00         | 24,500.00 | 12,000.00""",
        expected="""
        employee_id | limit_415c | limit_basis | room_today | can_contribute | reasons
        E1          | 72,000.00  | dollar      | 35,500.00  | true           |""",
    ),
    case(
        "RM-2",
        "at 52 the same room beside 8,000 of catch-up",
        as_of="2026-06-30",
        census=born("1974-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax   | match
        E1          | 2026-06-30 | 300,000.00         | 32,500.00 | 12,000.00""",
        expected="""
        employee_id | catch_up_ytd | room_today
        E1          | 8,000.00     | 35,500.00""",
    ),
    case(
        "RM-4",
        "below 402(g) nothing is catch-up",
        as_of="2026-06-30",
        census=born("1974-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax   | match
        E1          | 2026-06-30 | 300,000.00         | 20,000.00 | 12,000.00""",
        expected="""
        employee_id | catch_up_ytd | room_today
        E1          | 0.00         | 40,000.00""",
    ),
    case(
        "RM-5a",
        "additions over the limit: deferrals are reclassified before anything is an excess",
        as_of="2026-06-30",
        census=born("1974-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax   | match     | after_tax
        E1          | 2026-06-30 | 300,000.00         | 20,000.00 | 12,000.00 | 41,000.00""",
        expected="""
        employee_id | annual_additions_ytd | catch_up_ytd | catch_up_415 | excess | room_today | reasons
        E1          | 73,000.00            | 0.00         | 1,000.00     | 0.00   | 0.00       | no_room""",
    ),
    case(
        "RM-9",
        "an excess deferral refunded by April 15 is no addition",
        as_of="2027-04-10",
        year="2026",
        census=born("1986-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-12-15 | 300,000.00         | 25,500.00""",
        contributions="""
        employee_id | posted_date | source  | amount    | activity    | for_year
        E1          | 2027-04-10  | pre_tax | -1,000.00 | refund_402g | 2026""",
        expected="""
        employee_id | deferrals_ytd | annual_additions_ytd | room_today
        E1          | 25,500.00     | 24,500.00            | 47,500.00""",
        findings="""
        employee_id | excess_deferrals 2026
        E1          | 0.00""",
    ),
    case(
        "RF-1",
        "the earnings in a refund give nothing back",
        as_of="2027-04-15",
        year="2026",
        census=born("1986-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-12-15 | 300,000.00         | 25,500.00""",
        contributions="""
        employee_id | posted_date | source  | amount    | earnings | activity    | for_year
        E1          | 2027-04-10  | pre_tax | -1,060.00 | -60.00   | refund_402g | 2026""",
        expected="""
        employee_id | deferrals_ytd | annual_additions_ytd
        E1          | 25,500.00     | 24,500.00""",
    ),
    case(
        "RF-2",
        "a refund posted on April 16 gives nothing back",
        as_of="2027-04-16",
        year="2026",
        census=born("1986-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-12-15 | 300,000.00         | 25,500.00""",
        contributions="""
        employee_id | posted_date | source  | amount    | activity    | for_year
        E1          | 2027-04-16  | pre_tax | -1,000.00 | refund_402g | 2026""",
        expected="""
        employee_id | annual_additions_ytd
        E1          | 25,500.00""",
        findings="""
        employee_id | excess_deferrals 2026
        E1          | 1,000.00""",
    ),
    case(
        "RM-12",
        "2020 figures",
        as_of="2020-12-31",
        census=born("1980-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax   | match
        E1          | 2020-12-15 | 200,000.00         | 19,500.00 | 10,000.00""",
        expected="""
        employee_id | limit_415c | room_today
        E1          | 57,000.00  | 27,500.00""",
    ),
    case(
        "RM-14",
        "2024 figures",
        as_of="2024-12-31",
        census=born("1984-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2024-12-16 | 200,000.00         | 23,000.00""",
        expected="""
        employee_id | limit_415c | room_today
        E1          | 69,000.00  | 46,000.00""",
    ),
    case(
        "RM-15",
        "pay below the dollar limit is the limit",
        as_of="2026-06-30",
        census=born("1996-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax   | match
        E1          | 2026-06-30 | 40,000.00          | 10,000.00 | 1,600.00""",
        expected="""
        employee_id | limit_415c | limit_basis  | room_today
        E1          | 40,000.00  | compensation | 28,400.00""",
    ),
    case(
        "TM-1",
        "a register without a match column leaves the match to the postings",
        as_of="2026-06-30",
        census=born("1981-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-06-30 | 300,000.00         | 24,500.00""",
        contributions="""
        employee_id | posted_date | source | amount    | pay_date
        E1          | 2026-06-30  | match  | 12,000.00 | 2026-06-30""",
        expected="""
        employee_id | employer_ytd | room_today | unreconciled
        E1          | 12,000.00    | 35,500.00  | false""",
    ),
    case(
        "TM-2",
        "what the postings have more comes off room",
        as_of="2026-06-30",
        census=born("1981-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax   | match     | after_tax
        E1          | 2026-06-30 | 300,000.00         | 24,500.00 | 12,000.00 | 1,000.00""",
        contributions="""
        employee_id | posted_date | source    | amount   | pay_date
        E1          | 2026-06-30  | after_tax | 1,500.00 | 2026-06-30""",
        expected="""
        employee_id | annual_additions_ytd | room_today | room_if_deferrals_maxed | unreconciled
        E1          | 37,500.00            | 34,000.00  | 34,500.00               | true""",
    ),
    case(
        "CU-1",
        "catch-up is at most pay less the other deferrals",
        as_of="2026-06-30",
        census=born("1971-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-06-30 | 30,000.00          | 30,000.00""",
        expected="""
        employee_id | catch_up_ytd | annual_additions_ytd | limit_415c
        E1          | 5,500.00     | 24,500.00            | 30,000.00""",
    ),
    case(
        "EP-3",
        "an ADP refund gives no room back",
        as_of="2016-03-31",
        year="2015",
        census=born("1963-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax   | match
        E1          | 2015-12-15 | 400,000.00         | 24,000.00 | 7,950.00""",
        contributions="""
        employee_id | posted_date | source  | amount    | activity   | for_year
        E1          | 2016-03-10  | pre_tax | -6,000.00 | refund_adp | 2015""",
        expected="""
        employee_id | catch_up_ytd | room_today
        E1          | 6,000.00     | 27,050.00""",
    ),
    case(
        "EP-4",
        "2013 figures",
        as_of="2013-12-31",
        census=born("1983-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax   | match
        E1          | 2013-12-16 | 200,000.00         | 15,000.00 | 7,500.00""",
        expected="""
        employee_id | limit_415c | room_today
        E1          | 51,000.00  | 28,500.00""",
    ),
]
