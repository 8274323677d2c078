"""More cases of the law: other employers, ages, Roth catch-up, and which year a date belongs to."""

from typing import Final

from tests.case import Case, born, case
from tests.cases import NO_ROTH, NOT_ADOPTED

FORTY_THOUSAND_DEFERRED: Final = """
employee_id | pay_date   | gross_compensation | roth
E1          | 2026-06-30 | 300,000.00         | 40,000.00"""


def deferring_forty_thousand(name: str, says: str, birth: str, catch_up: str, terms: str = "", **census: str) -> Case:
    """Somebody far over every deferral limit: the catch-up is then the catch-up limit itself."""
    return case(
        name,
        says,
        as_of="2026-06-30",
        census=born(birth, **census),
        payroll=FORTY_THOUSAND_DEFERRED,
        terms=terms,
        expected=f"employee_id | catch_up_ytd\nE1 | {catch_up}",
    )


OTHER_EMPLOYERS: Final[list[Case]] = [
    case(
        "AG-1 at A",
        "an employer whose plan is full leaves no room there",
        as_of="2026-06-30",
        census=born("1986-05-05"),
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax   | match    | after_tax
        E1          | 2026-06-30 | 300,000.00         | 24,500.00 | 8,000.00 | 39,500.00""",
        expected="""
        employee_id | annual_additions_ytd | excess | room_today
        E1          | 72,000.00            | 0.00   | 0.00""",
    ),
    case(
        "AG-1 at B",
        "an unrelated employer has the whole limit, and no deferral left under 402(g)",
        as_of="2026-06-30",
        census=born("1986-05-05", prior_employer_deferrals="24500.00"),
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-06-30 | 300,000.00         | 0.01""",
        expected="""
        employee_id | limit_415c | catch_up_ytd | room_today
        E1          | 72,000.00  | 0.00         | 71,999.99""",
        findings="""
        employee_id | excess_deferrals 2026
        E1          | 0.01""",
    ),
    case(
        "RE-1",
        "additions at a related employer use this plan's room, deferrals there its 402(g) limit",
        as_of="2026-06-30",
        census=born("1986-05-05", related_employer_additions="30000.00", related_employer_deferrals="20000.00"),
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-06-30 | 300,000.00         | 4,500.00""",
        expected="""
        employee_id | related_employer_additions | annual_additions_ytd | room_today
        E1          | 30,000.00                  | 34,500.00            | 37,500.00""",
        findings="""
        employee_id | excess_deferrals 2026
        E1          | 0.00""",
    ),
]

AGES_AND_ROTH: Final[list[Case]] = [
    deferring_forty_thousand("AGE-1", "born 1 January 1977: 49 on 31 December 2026", "1977-01-01", "0.00"),
    deferring_forty_thousand("AGE-2", "born 31 December 1976: 50 on 31 December 2026", "1976-12-31", "8,000.00"),
    deferring_forty_thousand("AGE-4", "60 on 31 December, the plan adopted 60-63", "1966-12-31", "11,250.00"),
    deferring_forty_thousand("AGE-7", "60, the plan did not adopt 60-63", "1966-12-31", "8,000.00", NOT_ADOPTED),
    deferring_forty_thousand(
        "RC-1",
        "wages at the threshold do not exceed it",
        "1974-05-05",
        "8,000.00",
        NO_ROTH,
        prior_year_fica_wages="150000.00",
    ),
    deferring_forty_thousand(
        "RC-1 and a cent",
        "one cent over the threshold, no Roth source: no catch-up",
        "1974-05-05",
        "0.00",
        NO_ROTH,
        prior_year_fica_wages="150000.01",
    ),
    deferring_forty_thousand(
        "RC-4",
        "wages over the threshold, no Roth source: no catch-up",
        "1974-05-05",
        "0.00",
        NO_ROTH,
        prior_year_fica_wages="200000.00",
    ),
    case(
        "RC-5 in spring",
        "Roth deferrals made before the limit cover the catch-up",
        as_of="2026-12-31",
        census=born("1974-05-05", prior_year_fica_wages="200000.00"),
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax   | roth
        E1          | 2026-03-31 | 100,000.00         | 0.00      | 8,000.00
        E1          | 2026-12-15 | 200,000.00         | 24,500.00 | 0.00""",
        expected="""
        employee_id | catch_up_ytd
        E1          | 8,000.00""",
        findings="""
        employee_id | wages 2026 | roth_catch_up_wrong 2026
        E1          | exceed     | 0.00""",
    ),
    case(
        "RC-5",
        "5,000 of Roth do not cover 8,000 of catch-up",
        as_of="2026-12-31",
        census=born("1974-05-05", prior_year_fica_wages="200000.00"),
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax   | roth
        E1          | 2026-03-31 | 100,000.00         | 0.00      | 5,000.00
        E1          | 2026-12-15 | 200,000.00         | 27,500.00 | 0.00""",
        expected="""
        employee_id | catch_up_ytd
        E1          | 8,000.00""",
        findings="""
        employee_id | wages 2026 | roth_catch_up_wrong 2026
        E1          | exceed     | 3,000.00""",
    ),
]
