"""More cases of the law: which census row speaks, whether age is known, who is employed, who is highly compensated."""

from typing import Final

from tests.ahead import ahead, elects, row
from tests.case import Case, born, case

PAID: Final = """
employee_id | pay_date   | gross_compensation | after_tax
E1          | 2026-06-30 | 10,000.00          | 100.00"""


def _census(name: str, says: str, dated: str, other: str, other_birth: str, age: str) -> Case:
    return case(
        name,
        says,
        as_of="2026-06-30",
        census="",
        payroll=PAID,
        further={dated: born("1974-05-05"), other: born(other_birth)},
        expected=f"employee_id | age\nE1 | {age}",
    )


def _employed(name: str, says: str, reasons: str, **dates: str) -> Case:
    return case(
        name,
        says,
        as_of="2026-06-30",
        census=born("1981-05-05", **dates),
        payroll=PAID,
        expected=f"employee_id | can_contribute | reasons\nE1 | {str(not reasons).lower()} | {reasons}",
    )


def _highly_compensated(name: str, says: str, expected: str, **census: str) -> Case:
    return case(
        name,
        says,
        as_of="2026-06-30",
        census=born("1981-05-05", **census),
        payroll=PAID,
        expected=f"employee_id | hce\nE1 | {expected}",
    )


CENSUS: Final[list[Case]] = [
    _census(
        "CN-1",
        "the later date in the file's name",
        "census_2026-01-02.csv",
        "census_2025-12-31.csv",
        "1980-05-05",
        "52",
    ),
    _census(
        "CN-2",
        "a file without a date is older than any",
        "census_2026-01-02.csv",
        "census_of_all.csv",
        "1980-05-05",
        "52",
    ),
    _census(
        "CN-3",
        "of one date the later name",
        "census_2026-01-02.csv",
        "census_2026-01-02_corrected.csv",
        "1980-05-05",
        "46",
    ),
    case(
        "BD-1",
        "a payroll system's default birth date is no age: no catch-up",
        as_of="2026-06-30",
        census=born("1960-01-01"),
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-06-30 | 300,000.00         | 30,000.00""",
        expected="employee_id | catch_up_ytd | reasons\nE1 | 0.00 | birth_date_unknown",
    ),
]

EMPLOYED: Final[list[Case]] = [
    _employed("EM-1", "on the last day of work", "", termination_date="2026-06-30"),
    _employed("EM-2", "the day after", "not_employed", termination_date="2026-06-29"),
    _employed(
        "EM-3", "a rehire undoes the termination before it", "", termination_date="2024-05-31", rehire_date="2026-01-05"
    ),
    _employed(
        "EM-4", "but none that comes after it", "not_employed", termination_date="2026-05-29", rehire_date="2020-03-02"
    ),
    _employed(
        "EM-5",
        "nor before the day of the rehire",
        "not_employed",
        termination_date="2026-05-29",
        rehire_date="2026-07-01",
    ),
    ahead(
        "FD-18",
        "who is hired later in the year is active in it, and what the rest of it takes is set aside",
        "2 x 10,000 of pay; 2 x 1,000 deferred, 2 x 400 match; 20,000 - 2,000 - 800",
        as_of="2026-09-30",
        census=row(employee_id="E1", birth_date="1981-05-05", hire_date="2026-11-10"),
        payroll="",
        dates="2026-07-31 2026-08-31 2026-09-30 2026-10-30 2026-11-30 2026-12-31",
        elections=elects("2026-11-10", pay_per_date="10,000.00", pre_tax_rate="0.10"),
        terms="[match]\ntiers = [{ rate = 1.0, up_to = 0.04 }]",
        expected="""
        pay_dates_left | limit_415c | reserved_deferrals | reserved_employer | room      | reasons
        2              | 20,000.00  | 2,000.00           | 800.00            | 17,200.00 | not_employed""",
    ),
    ahead(
        "FD-19",
        "also on the last day of the year",
        "one date, 31 December",
        as_of="2026-09-30",
        census=row(employee_id="E1", birth_date="1981-05-05", hire_date="2026-12-31"),
        payroll="",
        dates="2026-11-30 2026-12-31",
        elections=elects("2026-12-31", pay_per_date="10,000.00"),
        expected="pay_dates_left | room | can_contribute | reasons\n1 | 10,000.00 | false | not_employed",
    ),
    ahead(
        "FD-20",
        "who is back later in the year, after one away",
        "2 x 10,000",
        as_of="2026-09-30",
        census=born("1981-05-05", hce="false", termination_date="2025-06-30", rehire_date="2026-11-10"),
        payroll="",
        dates="2026-09-30 2026-10-30 2026-11-30 2026-12-31",
        elections=elects("2026-11-10", pay_per_date="10,000.00"),
        expected="pay_dates_left | room | reasons\n2 | 20,000.00 | not_employed",
    ),
    ahead(
        "FD-21",
        "whom only a register received early names has a row too, in the census or not",
        "8,000 - 500",
        as_of="2026-09-30",
        census=row(employee_id="E9", birth_date="1981-05-05", hire_date="2010-03-01"),
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-10-30 | 8,000.00           | 500.00""",
        dates="",
        expected="""
        compensation_ytd | limit_415c | reserved_deferrals | room     | can_contribute | reasons
        0.00             | 8,000.00   | 500.00             | 7,500.00 | false          | not_in_census""",
    ),
]


HIGHLY_COMPENSATED: Final[list[Case]] = [
    _highly_compensated(
        "HC-1",
        "an owner of exactly 5% is no owner",
        "false",
        ownership_percent="5",
        prior_year_compensation="100000.00",
    ),
    _highly_compensated(
        "HC-2", "an owner of more than 5%", "true", ownership_percent="5.01", prior_year_compensation="100000.00"
    ),
    _highly_compensated("HC-3", "pay of exactly the threshold", "false", prior_year_compensation="160000.00"),
    _highly_compensated("HC-4", "pay of a cent over the threshold", "true", prior_year_compensation="160000.01"),
    _highly_compensated("HC-5", "pay of the year before not known", "unknown"),
    _highly_compensated(
        "HC-6", "the census decides", "false", hce="false", ownership_percent="60", prior_year_compensation="200000.00"
    ),
    case(
        "HC-7",
        "hired this year: false, whatever was paid before",
        as_of="2026-06-30",
        census="""
        employee_id | birth_date | hire_date  | prior_year_compensation
        E1          | 1981-05-05 | 2026-01-01 | 200,000.00""",
        payroll=PAID,
        expected="employee_id | hce\nE1 | false",
    ),
    case(
        "HC-8",
        "an owner of the year before, by the census of that year",
        as_of="2026-06-30",
        census="",
        payroll=PAID,
        further={
            "census_2025-01-01.csv": born("1981-05-05", ownership_percent="12"),
            "census_2026-01-02.csv": born("1981-05-05", prior_year_compensation="100000.00"),
        },
        expected="employee_id | hce\nE1 | true",
    ),
    case(
        "HC-9",
        "an owner of two years before is none",
        as_of="2026-06-30",
        census="",
        payroll=PAID,
        further={
            "census_2024-12-31.csv": born("1981-05-05", ownership_percent="12"),
            "census_2026-01-02.csv": born("1981-05-05", prior_year_compensation="100000.00"),
        },
        expected="employee_id | hce\nE1 | false",
    ),
    case(
        "HC-10",
        "pay of 2024 is held against the threshold of 2024, 155,000",
        as_of="2025-06-30",
        census=born("1981-05-05", prior_year_compensation="157000.00"),
        payroll="""
        employee_id | pay_date   | gross_compensation
        E1          | 2025-06-30 | 10,000.00""",
        expected="employee_id | hce\nE1 | true",
    ),
]
