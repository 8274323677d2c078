"""More cases of the law: deferrals of before the files begin, whose pay is not known, and a rate of the pay since."""

from typing import Final

from tests.ahead import ahead, paid
from tests.case import Case, born, case
from tests.cases_of_own_rate import HALF, ROTH_ALONE_MATCHED, TENTH

AT_52_IN_2025: Final = born("1973-05-05", hce="false")
AT_45_IN_2025: Final = born("1980-05-05", hce="false")
SPRING_POSTED: Final = """
employee_id | posted_date | source  | amount    | pay_date
E1          | 2025-04-02  | pre_tax | 15,000.00 | 2025-03-31"""


def before_the_files(
    name: str,
    says: str,
    *,
    expected: str,
    terms: str,
    payroll: str = "",
    contributions: str = "",
    opening: str = "",
    worked: str = "",
) -> Case:
    """Somebody of 52 at the end of 2025, in a limitation year from July on; the files begin in it."""
    return case(
        name,
        says,
        as_of="2025-12-31",
        start="07-01",
        census=AT_52_IN_2025,
        payroll=payroll,
        further_dates="2025-12-31",
        contributions=contributions,
        opening=opening,
        terms=terms,
        worked=worked,
        expected=f"employee_id | catch_up_ytd | annual_additions_ytd\nE1 | {expected}",
    )


def stated(as_of: str, gross: str, pre_tax: str, calendar_year_deferrals: str) -> str:
    """An opening with the deferrals of its limitation year and of its calendar year."""
    return f"""
    employee_id | as_of   | gross_compensation | pre_tax   | roth | calendar_year_deferrals
    E1          | {as_of} | {gross}            | {pre_tax} | 0.00 | {calendar_year_deferrals}"""


def since_july(*lines: str) -> str:
    """A register of regular lines: pay date, pay, pre-tax deferrals."""
    return "\n".join(["employee_id | pay_date | gross_compensation | pre_tax", *(f"E1 | {line}" for line in lines)])


ANY_RATE: Final = {"": "", " by half": HALF}

BEFORE_THE_FILES: Final[list[Case]] = [
    each
    for rate, terms in ANY_RATE.items()
    for each in (
        before_the_files(
            f"PL-12{rate}",
            "what an opening states of before the limitation year has used 402(g), and no rate of its unknown pay",
            terms=terms,
            opening=stated("2025-12-31", "300,000.00", "10,000.00", "25,000.00"),
            expected="1,500.00 | 8,500.00",
        ),
        before_the_files(
            f"PL-13{rate}",
            "26,000 of before used 2,500 of 7,500",
            terms=terms,
            opening=stated("2025-12-31", "300,000.00", "10,000.00", "36,000.00"),
            expected="5,000.00 | 5,000.00",
        ),
        before_the_files(
            f"PL-14{rate}",
            "402(g) is reached when the files begin",
            terms=terms,
            opening=stated("2025-09-30", "100,000.00", "5,000.00", "23,500.00"),
            payroll=since_july("2025-12-31 | 100,000.00 | 3,000.00"),
            expected="3,000.00 | 5,000.00",
        ),
        before_the_files(
            f"PL-15{rate}",
            "postings of dates before the files begin",
            terms=terms,
            contributions=SPRING_POSTED,
            payroll=since_july("2025-09-30 | 100,000.00 | 10,000.00"),
            expected="1,500.00 | 8,500.00",
        ),
    )
] + [
    before_the_files(
        "PL-16",
        "a rate of the pay since the files begin is of the deferrals since then",
        terms=TENTH,
        contributions=SPRING_POSTED,
        payroll=since_july("2025-09-30 | 30,000.00 | 3,000.00", "2025-12-31 | 30,000.00 | 3,400.00"),
        expected="400.00 | 6,000.00",
        worked="6,400 of at most 6,000; 21,400 of 23,500",
    ),
    before_the_files(
        "PL-17",
        "stated by an opening",
        terms=TENTH,
        opening=stated("2025-09-30", "30,000.00", "3,000.00", "18,000.00"),
        payroll=since_july("2025-12-31 | 30,000.00 | 3,400.00"),
        expected="400.00 | 6,000.00",
        worked="6,400 of at most 6,000; 21,400 of 23,500",
    ),
    before_the_files(
        "PL-18",
        "unless the pay of before is known",
        terms=TENTH,
        opening=stated("2025-09-30", "30,000.00", "3,000.00", "8,000.00"),
        payroll=since_july("2025-03-31 | 50,000.00 | 5,000.00", "2025-12-31 | 30,000.00 | 3,700.00"),
        expected="700.00 | 6,000.00",
        worked="11,700 of at most 11,000",
    ),
    ahead(
        "PL-19",
        "also inside the limitation year",
        "15,000 posted in March; 1,000 of at most 1,000 since July",
        as_of="2026-07-31",
        census=born("1974-05-05", hce="false"),
        terms=TENTH,
        contributions=SPRING_POSTED.replace("2025", "2026"),
        payroll=paid("2026-07-31", "40,000.00", pre_tax="4,000.00"),
        dates="",
        expected="catch_up_ytd | annual_additions_ytd\n0.00 | 19,000.00",
    ),
    ahead(
        "PL-20",
        "pay that an opening knows is pay of its own deferrals",
        "4,400 of at most 4,000",
        as_of="2026-07-31",
        census=born("1974-05-05", hce="false"),
        terms=TENTH,
        opening="employee_id | as_of | gross_compensation | pre_tax\nE1 | 2026-06-30 | 40,000.00 | 4,400.00",
        payroll=paid("2026-07-31", "0.00"),
        dates="",
        expected="catch_up_ytd\n400.00",
    ),
    ahead(
        "FS-21",
        "the forecast stops at the rate for the deferrals since the files begin alone",
        "2,000 on each date: 4,000 of at most 6,000, 19,000 of 23,500",
        as_of="2025-09-30",
        start="07-01",
        census=AT_45_IN_2025,
        terms=TENTH,
        contributions=SPRING_POSTED,
        payroll=paid("2025-09-30", "30,000.00", pre_tax="2,000.00"),
        dates="2025-12-31",
        expected="reserved_deferrals\n2,000.00",
    ),
    ahead(
        "FE-23",
        "nor was a pay cut short by the rate for those of before",
        "700 of September's 1,000 in December: 1,700 of at most 16,600 by then",
        as_of="2025-09-30",
        start="07-01",
        census=AT_45_IN_2025,
        terms="[deferrals]\nmax_rate = 0.2",
        contributions=SPRING_POSTED,
        payroll=since_july("2025-08-29 | 82,000.00 | 1,000.00", "2025-09-30 | 1,000.00 | 700.00"),
        dates="2025-12-31",
        expected="reserved_deferrals\n700.00",
    ),
    ahead(
        "FE-24",
        "as an opening states them too",
        "the same",
        as_of="2025-09-30",
        start="07-01",
        census=AT_45_IN_2025,
        terms="[deferrals]\nmax_rate = 0.2",
        opening=stated("2025-08-29", "82,000.00", "1,000.00", "16,000.00"),
        payroll=since_july("2025-08-29 | 82,000.00 | 1,000.00", "2025-09-30 | 1,000.00 | 700.00"),
        dates="2025-12-31",
        expected="reserved_deferrals\n700.00",
    ),
    ahead(
        "FC-19",
        "nor is the limit reached by them, where the plan asks for that",
        "2,000 of at most 3,000, 17,000 of 23,500",
        as_of="2025-09-30",
        start="07-01",
        census=AT_45_IN_2025,
        terms=TENTH + "\n[after_tax]\nrequires_deferral_limit = true",
        contributions=SPRING_POSTED,
        payroll=paid("2025-09-30", "30,000.00", pre_tax="2,000.00"),
        dates="",
        expected="room | reasons\n0.00 | deferral_limit_not_reached",
    ),
    ahead(
        "FL-27",
        "a late match knows no catch-up for them",
        "600 Roth of September, matched whole",
        as_of="2025-09-30",
        start="07-01",
        census=AT_52_IN_2025,
        terms=HALF + "\n" + ROTH_ALONE_MATCHED,
        contributions=SPRING_POSTED,
        payroll="""
        employee_id | pay_date   | gross_compensation | roth   | match
        E1          | 2025-08-29 | 18,000.00          | 100.00 | 100.00
        E1          | 2025-09-30 | 8,000.00           | 600.00 |""",
        dates="",
        expected="reserved_employer\n600.00",
    ),
    ahead(
        "FM-19",
        "nor does a match to come",
        "600 Roth in December, matched whole",
        as_of="2025-09-30",
        start="07-01",
        census=AT_52_IN_2025,
        terms=HALF + "\n" + ROTH_ALONE_MATCHED,
        contributions=SPRING_POSTED,
        payroll=paid("2025-09-30", "18,000.00", roth="600.00", match="600.00"),
        dates="2025-12-31",
        expected="reserved_deferrals | reserved_employer\n600.00 | 600.00",
    ),
]
