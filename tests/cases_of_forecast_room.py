"""Cases of the rest of the year: what sets room, the rate to elect, the day it stops, the textbook formula."""

from typing import Final

from tests.ahead import AT_45, ahead, elects, paid
from tests.case import Case, born, case
from tests.cases_of_forecast_caps import TEN_PERCENT_CAP

SPILLOVER: Final = "[deferrals]\nspillover = true\n[after_tax]\nmax_rate = 0.15"

TO_ACT_ON: Final[list[Case]] = [
    ahead(
        "FR-1",
        "the match of the rest of the year alone goes over: no room, though there is room today",
        "24,500 + 30,000 + 2 x 10,000 pass 72,000",
        payroll=paid(pre_tax="24,500.00", match="30,000.00"),
        terms="[nonelective]\nrate = 0.10",
        expected="""
        room_today | reserved_employer | room | excess | can_contribute | reasons
        17,500.00  | 20,000.00         | 0.00 | 0.00   | false          | no_room""",
    ),
    ahead(
        "FR-2",
        "what postings have more comes off room too",
        "72,000 - 1,000 - 500",
        payroll=paid(after_tax="1,000.00"),
        contributions="""
        employee_id | posted_date | source    | amount   | pay_date
        E1          | 2026-06-30  | after_tax | 1,500.00 | 2026-06-30""",
        elections=elects(after_tax_rate="0"),
        expected="room | unreconciled\n70,500.00 | true",
    ),
    ahead(
        "FR-3",
        "a suggested rate is a whole step: one cent less than 36% of pay is 35%",
        "71,999.99 of 200,000",
        payroll=paid(after_tax="0.01"),
        expected="room | per_pay_date | suggested_rate\n71,999.99 | 35,999.99 | 35%",
    ),
    ahead(
        "FR-4",
        "with steps of half a percent",
        "35.5% of 200,000 = 71,000",
        payroll=paid(after_tax="0.01"),
        terms="[after_tax]\nelection_step = 0.005",
        expected="suggested_rate\n35.5%",
    ),
    ahead(
        "FR-5",
        "not over what deferrals leave of pay",
        "30% of each 20,000 is deferred: 70% at most; 28,000 of 60,000 - 6,000 - 12,000 = 42,000",
        payroll=paid(gross_compensation="20,000.00", pre_tax="6,000.00"),
        expected="limit_415c | room | suggested_rate | binding\n60,000.00 | 42,000.00 | 70% | available_pay",
    ),
    ahead(
        "FR-6",
        "not over the plan's rate on any date left",
        "10% in September, 5% in December",
        terms=TEN_PERCENT_CAP + "\n[[amendment]]\neffective = 2026-12-31\nafter_tax = { max_rate = 0.05 }",
        expected="suggested_rate\n5%",
    ),
    ahead(
        "FR-7",
        "a step too large for the room left",
        "half a percent of 200,000 = 1,000 of room is less than a step of 1%",
        payroll=paid(after_tax="71,000.00"),
        elections=elects(after_tax_rate="0"),
        expected="room | suggested_rate\n1,000.00 | 0%",
    ),
    ahead(
        "FR-8",
        "the after-tax elected now stops on the date on which it passes room",
        "37,000 fit, 74,000 do not",
        elections=elects(after_tax_rate="0.37"),
        expected="stop_date\n2026-12-31",
    ),
    ahead(
        "FR-9",
        "exactly room is not over it",
        "36,000 + 36,000 = 72,000",
        elections=elects(after_tax_rate="0.36"),
        expected="room | stop_date\n72,000.00 |",
    ),
    ahead(
        "FR-10",
        "on the first date, if room is passed at once",
        "72,000.01",
        elections=elects(after_tax_amount="72,000.01"),
        expected="stop_date\n2026-09-30",
    ),
    ahead(
        "FR-11",
        "the after-tax rate of the last pay counts as elected",
        "40,000 to date, 32,000 of room, 40,000 in September",
        payroll=paid(after_tax="40,000.00"),
        expected="room | stop_date | suggested_rate\n32,000.00 | 2026-09-30 | 16%",
    ),
    ahead(
        "SP-1",
        "at the limit the elected deferrals go on after tax, up to the plan's rate",
        "September defers 500 of 12,000: 5,000 and 10,000 of the rest, 15% of pay; December too: 30,000 of 27,499",
        payroll=paid(pre_tax="18,000.00", roth="6,000.00", after_tax="17,501.00"),
        elections=elects(pre_tax_rate="0.09", roth_rate="0.03", after_tax_rate="0.05"),
        terms=SPILLOVER,
        expected="reserved_deferrals | room | stop_date\n500.00 | 27,499.00 | 2026-12-31",
    ),
    ahead(
        "SP-2",
        "without spillover 5% goes on",
        "5,000 + 5,000 of 27,499",
        payroll=paid(pre_tax="18,000.00", roth="6,000.00", after_tax="17,501.00"),
        elections=elects(pre_tax_rate="0.09", roth_rate="0.03", after_tax_rate="0.05"),
        terms="[after_tax]\nmax_rate = 0.15",
        expected="room | stop_date\n27,499.00 |",
    ),
    ahead(
        "SP-3",
        "what spills over comes on top of a suggested rate",
        "1%: 1,000 + 11,500 cut in September, 1,000 + 12,000 in December: 25,500 of 27,499; 2%: 13,500 + 14,000",
        payroll=paid(pre_tax="18,000.00", roth="6,000.00", after_tax="17,501.00"),
        elections=elects(pre_tax_rate="0.09", roth_rate="0.03", after_tax_rate="0.05"),
        terms=SPILLOVER,
        expected="plan_cap_left | suggested_rate\n27,499.00 | 1%",
    ),
    ahead(
        "SP-4",
        "what spills over stops at the plan's rate on each date",
        "15% is 15,000 in September and in December, 30,000 of 45,000 - 15,000; without an end 16,500 + 17,000",
        payroll=paid(pre_tax="18,000.00", roth="6,000.00", after_tax="15,000.00"),
        elections=elects(pre_tax_rate="0.09", roth_rate="0.03", after_tax_rate="0.05"),
        terms=SPILLOVER,
        expected="room | stop_date\n30,000.00 |",
    ),
    ahead(
        "FR-12",
        "pay that cannot hold the room",
        "2 x 10,000 of pay left, 72,000 of room",
        elections=elects(pay_per_date="10,000.00"),
        expected="room | binding | suggested_rate\n72,000.00 | available_pay | 100%",
    ),
]

TWELVE_MONTHS: Final = "\n".join(
    [
        "employee_id | pay_date | gross_compensation | pre_tax | match",
        *(f"E1 | 2026-{month:02}-15 | 10,000.00 | 800.00 | 100.00" for month in range(1, 13)),
    ]
)

MAXED: Final[list[Case]] = [
    ahead(
        "FZ-1",
        "the textbook formula sets 402(g) aside, whatever is deferred",
        "72,000 - 24,500; as elected 72,000 - 6,000 - 12,000",
        payroll=paid(pre_tax="6,000.00"),
        expected="room | room_if_deferrals_maxed\n54,000.00 | 47,500.00",
    ),
    ahead(
        "FZ-2",
        "less what an unrelated employer took of 402(g)",
        "72,000 - 19,500",
        census=born("1981-05-05", hce="false", prior_employer_deferrals="5000.00"),
        payroll=paid(pre_tax="6,000.00"),
        expected="room_if_deferrals_maxed\n52,500.00",
    ),
    ahead(
        "FZ-3",
        "with the match that deferring the maximum brings",
        "18,500 more are matched; 72,000 - 24,500 - 18,500",
        payroll=paid(pre_tax="6,000.00"),
        terms="[match]\ntiers = [{ rate = 1.0, up_to = 1.0 }]",
        expected="reserved_employer | room | room_if_deferrals_maxed\n12,000.00 | 42,000.00 | 29,000.00",
    ),
    ahead(
        "FZ-4",
        "in a year that crosses 1 January 402(g) once for each calendar year not yet over",
        "70,000 - 23,500 - 24,500",
        as_of="2025-12-31",
        start="07-01",
        payroll=paid("2025-12-31"),
        dates="2026-03-31",
        expected="room_if_deferrals_maxed\n22,000.00",
    ),
    ahead(
        "FZ-5",
        "of a calendar year that is over, what was deferred",
        "72,000 - 10,000 of 2025 - 24,500",
        as_of="2026-01-02",
        start="07-01",
        payroll=paid("2025-12-31", pre_tax="10,000.00"),
        dates="2026-03-31",
        expected="room_if_deferrals_maxed\n37,500.00",
    ),
    ahead(
        "FZ-6",
        "402(g) also in a year that is over, where the year does not cross 1 January",
        "72,000 - 24,500",
        as_of="2027-01-04",
        year="2026",
        payroll=paid(pre_tax="6,000.00"),
        dates="",
        expected="room_if_deferrals_maxed\n47,500.00",
    ),
    *(
        ahead(
            name,
            f"the same figure {when}",
            "72,000 - 12 x 100 - 24,500",
            as_of=as_of,
            year="2026",
            payroll=TWELVE_MONTHS,
            dates="",
            expected="annual_additions_ytd | room_if_deferrals_maxed\n10,800.00 | 46,300.00",
        )
        for name, when, as_of in (
            ("FZ-7", "on the last day of the year", "2026-12-31"),
            ("FZ-8", "and two weeks later", "2027-01-15"),
        )
    ),
    case(
        "FZ-9",
        "a short year that is over: 402(g) is never prorated. 72,000 x 6/12 - 24,500",
        as_of="2026-09-30",
        year="2026-06-30",
        short_years="[{ start = 2026-01-01, end = 2026-06-30 }]",
        census=AT_45,
        payroll=paid(pre_tax="6,000.00"),
        expected="employee_id | limit_415c | room_if_deferrals_maxed\nE1 | 36,000.00 | 11,500.00",
    ),
    ahead(
        "FZ-10",
        "a crossing year that is over, in a calendar year that is not",
        "72,000 - 10,000 of 2025 - 24,500",
        as_of="2026-09-30",
        start="07-01",
        year="2026",
        payroll=paid("2025-12-31", pre_tax="10,000.00"),
        dates="2026-03-31",
        expected="room_if_deferrals_maxed\n37,500.00",
    ),
    ahead(
        "FZ-11",
        "after-tax money received early is spent; what the postings have more is no part of the formula",
        "72,000 - 1,000 - 500 of September - 24,500; room takes off 400 more",
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax   | after_tax
        E1          | 2026-06-30 | 100,000.00         | 24,500.00 | 1,000.00
        E1          | 2026-09-30 | 100,000.00         | 0.00      | 500.00""",
        contributions="""
        employee_id | posted_date | source    | amount   | pay_date
        E1          | 2026-06-30  | after_tax | 1,400.00 | 2026-06-30""",
        expected="room | room_if_deferrals_maxed\n45,600.00 | 46,000.00",
    ),
]
