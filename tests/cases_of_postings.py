"""More cases of the law: register and posting, the year a posting counts in, reversals, refunds."""

from typing import Final

from tests.case import Case, born, case

TWICE_REVERSED_ONCE: Final = """
employee_id | posted_date | source    | amount    | pay_date   | activity
E1          | 2026-01-05  | after_tax | 1,000.00  | 2025-12-31 | contribution
E1          | 2026-02-03  | after_tax | 1,000.00  | 2026-01-30 | contribution
E1          | 2026-02-10  | after_tax | -1,000.00 |            | reversal"""

REVERSED_AND_ENTERED_AGAIN: Final = """
employee_id | posted_date | source    | amount    | pay_date   | activity
E1          | 2026-01-05  | after_tax | 1,000.00  | 2025-12-31 | contribution
E1          | 2026-02-03  | after_tax | -1,000.00 |            | reversal
E1          | 2026-02-03  | after_tax | 1,000.00  | 2026-01-30 | contribution"""

TWO_YEARS_END_IN_2026: Final = "[{ start = 2026-01-01, end = 2026-06-30 }]"


def _refunded(name: str, says: str, posted: str, refund: str, for_year: str, additions: str, excess: str) -> Case:
    """1,000.00 of excess deferrals in 2025, seen on the day of their refund."""
    return case(
        name,
        says,
        as_of=posted,
        year="2025",
        census=born("1986-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2025-12-15 | 300,000.00         | 24,500.00""",
        contributions=f"""
        employee_id | posted_date | source  | activity    | for_year   | amount  | earnings
        E1          | {posted}    | pre_tax | refund_402g | {for_year} | {refund}""",
        expected=f"employee_id | deferrals_ytd | annual_additions_ytd\nE1 | 24,500.00 | {additions}",
        findings=f"employee_id | excess_deferrals 2025\nE1 | {excess}",
    )


def _reversal(name: str, says: str, contributions: str, year: str, after_tax: str) -> Case:
    return case(
        name,
        says,
        as_of="2026-03-31",
        year=year,
        census=born("1986-05-05"),
        contributions=contributions,
        expected=f"employee_id | limitation_year | after_tax_ytd\nE1 | {year} | {after_tax}",
    )


def _refunded_by_name(
    name: str,
    says: str,
    refund: str,
    additions: str,
    as_of: str = "2026-06-30",
    birth_date: str = "1986-05-05",
    posted: str = "2026-04-10",
    opening: str = "",
) -> Case:
    """20,000 deferred before July 2025, where the limitation year ends, 5,000 in the next one: 1,500 too much."""
    return case(
        name,
        says,
        as_of=as_of,
        year="2025",
        start="07-01",
        census=born(birth_date),
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2025-03-31 | 100,000.00         | 20,000.00
        E1          | 2025-09-30 | 100,000.00         | 5,000.00""",
        contributions=f"""
        employee_id | posted_date | source  | activity    | for_year | amount
        E1          | {posted}  | pre_tax | refund_402g | 2025     | {refund}""",
        expected=f"employee_id | deferrals_ytd | annual_additions_ytd\nE1 | 20,000.00 | {additions}",
        findings="employee_id | excess_deferrals 2025\nE1 | 0.00",
        opening=opening,
    )


REFUNDS: Final[list[Case]] = [
    _refunded(
        "RF-3",
        "of a part refund its earnings stay out",
        "2026-04-10",
        "-960.00 | -60.00",
        "2025",
        "23,600.00",
        "100.00",
    ),
    _refunded("RF-4", "posted on April 15 is in time", "2026-04-15", "-1,000.00 |", "2025", "23,500.00", "0.00"),
    _refunded(
        "RF-5", "naming no year, by April 15: of the year before", "2026-04-15", "-1,000.00 |", "", "23,500.00", "0.00"
    ),
    _refunded(
        "RF-6",
        "naming no year, on April 16: not of the year before",
        "2026-04-16",
        "-1,000.00 |",
        "",
        "24,500.00",
        "1,000.00",
    ),
    _refunded("RF-7", "never more than the excess", "2026-04-10", "-1,500.00 |", "2025", "23,500.00", "0.00"),
    _refunded_by_name(
        "RF-8",
        "of an excess of its calendar year that arose after the limitation year it names",
        "-1,500.00",
        "18,500.00",
    ),
    _refunded_by_name("RF-9", "and never more than that excess", "-1,600.00", "18,500.00"),
    _refunded_by_name(
        "RF-10", "as far as it is known", "-1,500.00", "20,000.00", as_of="2025-09-29", posted="2025-09-15"
    ),
    _refunded_by_name("RF-11", "of what catch-up leaves", "-1,500.00", "20,000.00", birth_date="1973-05-05"),
    _refunded_by_name(
        "RF-12",
        "an opening of the later limitation year speaks of the calendar year too",
        "-1,500.00",
        "19,600.00",
        opening="""
        employee_id | as_of      | gross_compensation | pre_tax  | calendar_year_deferrals
        E1          | 2025-12-31 | 100,000.00         | 5,000.00 | 23,900.00""",
    ),
    case(
        "CO-1",
        "a 415 correction takes off the excess and nothing more",
        as_of="2026-06-30",
        census=born("1986-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | after_tax
        E1          | 2026-05-29 | 300,000.00         | 73,000.00""",
        contributions="""
        employee_id | posted_date | source    | amount    | activity
        E1          | 2026-06-15  | after_tax | -1,500.00 | refund_415""",
        expected="""
        employee_id | after_tax_ytd | annual_additions_ytd | excess | room_today
        E1          | 73,000.00     | 72,000.00            | 0.00   | 0.00""",
    ),
    case(
        "CO-2",
        "a 415 correction of a part leaves the rest of the excess",
        as_of="2026-06-30",
        census=born("1986-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | after_tax
        E1          | 2026-05-29 | 300,000.00         | 73,000.00""",
        contributions="""
        employee_id | posted_date | source    | amount  | earnings | activity
        E1          | 2026-06-15  | after_tax | -440.00 | -40.00   | refund_415""",
        expected="""
        employee_id | annual_additions_ytd | excess | room_today
        E1          | 72,600.00            | 600.00 | 0.00""",
    ),
    case(
        "AD-1",
        "an ADP excess kept as catch-up leaves additions",
        as_of="2027-03-10",
        year="2026",
        census=born("1974-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-12-15 | 300,000.00         | 20,000.00""",
        contributions="""
        employee_id | posted_date | source  | amount    | activity     | for_year
        E1          | 2027-03-01  | pre_tax | -3,000.00 | catch_up_adp | 2026""",
        expected="""
        employee_id | deferrals_ytd | catch_up_ytd | annual_additions_ytd
        E1          | 20,000.00     | 3,000.00     | 17,000.00""",
    ),
    case(
        "AD-2",
        "only what is left of the catch-up limit can be kept so: 8,000 less 7,500",
        as_of="2027-03-10",
        year="2026",
        census=born("1974-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-12-15 | 300,000.00         | 32,000.00""",
        contributions="""
        employee_id | posted_date | source  | amount    | activity     | for_year
        E1          | 2027-03-01  | pre_tax | -3,000.00 | catch_up_adp | 2026""",
        expected="""
        employee_id | catch_up_ytd | annual_additions_ytd
        E1          | 8,000.00     | 24,000.00""",
    ),
]

POSTINGS: Final[list[Case]] = [
    case(
        "TM-3",
        "a contribution without a pay date is added",
        as_of="2026-06-30",
        census=born("1981-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | match
        E1          | 2026-06-30 | 300,000.00         | 1,000.00""",
        contributions="""
        employee_id | posted_date | source | amount
        E1          | 2026-06-30  | match  | 250.00""",
        expected="employee_id | employer_ytd | unreconciled\nE1 | 1,250.00 | false",
    ),
    case(
        "TM-4",
        "what is not posted yet gives no room, and is not reconciled",
        as_of="2026-06-30",
        census=born("1981-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | match    | after_tax
        E1          | 2026-06-30 | 300,000.00         | 1,000.00 | 1,000.00""",
        contributions="""
        employee_id | posted_date | source    | amount | pay_date
        E1          | 2026-06-30  | after_tax | 800.00 | 2026-06-30""",
        expected="employee_id | room_today | unreconciled\nE1 | 70,000.00 | true",
    ),
    case(
        "TM-5",
        "a zero in the register is a number: the posting does not count in its place",
        as_of="2026-06-30",
        census=born("1981-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | match
        E1          | 2026-06-30 | 300,000.00         | 0.00""",
        contributions="""
        employee_id | posted_date | source            | amount | pay_date
        E1          | 2026-06-30  | safe_harbor_match | 400.00 | 2026-06-30""",
        expected="employee_id | employer_ytd | room_today | unreconciled\nE1 | 0.00 | 71,600.00 | true",
    ),
    case(
        "NG-1",
        "a reversal of more than was contributed makes no room for other money",
        as_of="2026-06-30",
        census=born("1981-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | match    | after_tax
        E1          | 2026-06-30 | 300,000.00         | 1,000.00 | 100.00""",
        contributions="""
        employee_id | posted_date | source    | amount  | pay_date   | activity
        E1          | 2026-06-29  | after_tax | -300.00 | 2026-06-15 | reversal""",
        expected="employee_id | after_tax_ytd | annual_additions_ytd\nE1 | 0.00 | 1,000.00",
    ),
    case(
        "FY-1",
        "a contribution that names last year is added there, whatever the register said on its last day",
        as_of="2026-02-15",
        year="2025",
        census=born("1981-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | match
        E1          | 2025-12-31 | 300,000.00         | 500.00""",
        contributions="""
        employee_id | posted_date | source | amount | pay_date   | for_year
        E1          | 2026-02-02  | match  | 300.00 | 2026-01-30 | 2025""",
        expected="employee_id | employer_ytd | unreconciled\nE1 | 800.00 | false",
    ),
    case(
        "FY-2",
        "of two years that end in 2026, for_year means the one the posting's own date lies in",
        as_of="2026-06-30",
        year="2026-06-30",
        short_years=TWO_YEARS_END_IN_2026,
        census=born("1981-05-05"),
        contributions="""
        employee_id | posted_date | source | amount | activity | for_year
        E1          | 2026-03-10  | match  | 400.00 | true_up  | 2026""",
        expected="employee_id | employer_ytd\nE1 | 400.00",
    ),
    case(
        "FY-3",
        "and the later one, if it lies in neither",
        as_of="2027-02-10",
        year="2026-12-31",
        short_years=TWO_YEARS_END_IN_2026,
        census=born("1981-05-05"),
        contributions="""
        employee_id | posted_date | source | amount | activity | for_year
        E1          | 2027-02-10  | match  | 400.00 | true_up  | 2026""",
        expected="employee_id | employer_ytd\nE1 | 400.00",
    ),
    _reversal("RV-2 in 2026", "of two equal lines the latest is reversed", TWICE_REVERSED_ONCE, "2026", "0.00"),
    _reversal("RV-2 in 2025", "and the older one stays", TWICE_REVERSED_ONCE, "2025", "1,000.00"),
    _reversal(
        "RV-3 in 2026", "a line of its own day is not the one reversed", REVERSED_AND_ENTERED_AGAIN, "2026", "1,000.00"
    ),
    _reversal("RV-3 in 2025", "but the one of an earlier day", REVERSED_AND_ENTERED_AGAIN, "2025", "0.00"),
]
