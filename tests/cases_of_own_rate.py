"""More cases of the law: the plan's own limit by rate is of this plan's pay, and says nothing of other deferrals."""

from typing import Final

from tests.ahead import ahead, paid
from tests.case import Case, born

RELATED: Final = {"related_employer_additions": "20000.00", "related_employer_deferrals": "20000.00", "hce": "false"}
AT_45_RELATED: Final = born("1981-05-05", **RELATED)
AT_52_RELATED: Final = born("1974-05-05", **RELATED)
HALF: Final = "[deferrals]\nmax_rate = 0.5"
TENTH: Final = "[deferrals]\nmax_rate = 0.1"
ROTH_ALONE_MATCHED: Final = (
    '[match]\nsources = ["roth"]\ntiers = [{ rate = 1.0, up_to = 1.0 }]\ncatch_up_matched = false'
)

BESIDE_ANOTHER_EMPLOYER: Final[list[Case]] = [
    ahead(
        "RE-4",
        "the plan's rate of its pay is for its own deferrals: a related employer's 20,000 do not exceed it",
        "4,000 of at most 10,000, 24,000 of 24,500; 20,000 + 4,000",
        as_of="2026-04-30",
        census=AT_52_RELATED,
        terms=HALF,
        payroll="""
        employee_id | pay_date   | gross_compensation | roth
        E1          | 2026-01-30 | 5,000.00           | 1,000.00
        E1          | 2026-02-27 | 5,000.00           | 1,000.00
        E1          | 2026-03-31 | 5,000.00           | 1,000.00
        E1          | 2026-04-30 | 5,000.00           | 1,000.00""",
        dates="",
        expected="deferrals_ytd | catch_up_ytd | annual_additions_ytd\n4,000.00 | 0.00 | 24,000.00",
    ),
    ahead(
        "RE-5",
        "but its own deferrals beyond the rate are catch-up, and 402(g) is of both together",
        "11,000 exceed a tenth of 100,000 by 1,000, and with 20,000 they exceed 24,500 by 6,500",
        census=AT_52_RELATED,
        terms=TENTH,
        payroll=paid(roth="11,000.00"),
        dates="",
        expected="catch_up_ytd | annual_additions_ytd\n6,500.00 | 24,500.00",
    ),
    ahead(
        "RE-6",
        "beyond the rate alone",
        "4,400 of at most 4,000; 24,400 of 24,500",
        census=AT_52_RELATED,
        terms=TENTH,
        payroll=paid(gross_compensation="40,000.00", roth="4,400.00"),
        dates="",
        expected="catch_up_ytd | annual_additions_ytd\n400.00 | 24,000.00",
    ),
    ahead(
        "FS-20",
        "nor does the forecast stop at the rate for a related employer's deferrals",
        "1,000 on each date: 3,000 of at most 30,000, 23,000 of 24,500",
        census=AT_45_RELATED,
        terms=TENTH,
        payroll=paid(pre_tax="1,000.00"),
        expected="reserved_deferrals | room\n2,000.00 | 49,000.00",
    ),
    ahead(
        "FE-18",
        "nor is a pay cut short by the rate for them",
        "700 of June's 1,000 on each date: 1,200 of at most 21,100, 21,200 of 24,500",
        census=AT_45_RELATED,
        terms=TENTH,
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-05-29 | 210,000.00         | 500.00
        E1          | 2026-06-30 | 1,000.00           | 700.00""",
        expected="reserved_deferrals\n1,400.00",
    ),
    ahead(
        "FC-15",
        "nor is the plan's rate reached by them, where the plan asks for that",
        "1,000 of at most 10,000, 21,000 of 24,500; no date is left",
        census=AT_45_RELATED,
        terms=TENTH + "\n[after_tax]\nrequires_deferral_limit = true",
        payroll=paid(pre_tax="1,000.00"),
        dates="",
        expected="room | binding | reasons\n0.00 | none | deferral_limit_not_reached",
    ),
    ahead(
        "FL-26",
        "a late match knows no catch-up where its own deferrals are within the rate",
        "600 Roth of June, matched whole",
        census=AT_52_RELATED,
        terms=HALF + "\n" + ROTH_ALONE_MATCHED,
        payroll="""
        employee_id | pay_date   | gross_compensation | roth   | match
        E1          | 2026-05-29 | 8,000.00           | 100.00 | 100.00
        E1          | 2026-06-30 | 8,000.00           | 600.00 |""",
        dates="",
        expected="reserved_employer\n600.00",
    ),
    ahead(
        "FM-18",
        "nor does a match to come",
        "600 Roth in September and in December, matched whole",
        census=AT_52_RELATED,
        terms=HALF + "\n" + ROTH_ALONE_MATCHED,
        payroll=paid(gross_compensation="8,000.00", roth="600.00", match="600.00"),
        expected="reserved_deferrals | reserved_employer\n1,200.00 | 1,200.00",
    ),
]
