"""Cases of the rest of the year: the plan's own caps on after-tax money."""

from typing import Final

from tests.ahead import AT_52, ahead, elects, paid
from tests.case import Case, born

TEN_PERCENT_CAP: Final = "[after_tax]\nmax_rate = 0.10"
HCE_CAP: Final = "[after_tax]\nmax_rate = 0.10\nhce_max_rate = 0.04"
OF_2026: Final = "2026-01-30 2026-02-27 2026-03-31 2026-04-30 2026-05-29 2026-06-30"
REACHED_IN_2025: Final = """
employee_id | pay_date   | gross_compensation | pre_tax
E1          | 2025-08-29 | 100,000.00         | 4,000.00
E1          | 2025-11-28 | 100,000.00         | 19,500.00"""
REQUIRED: Final = "[after_tax]\nrequires_deferral_limit = true"

CAPPED: Final[list[Case]] = [
    ahead(
        "RM-7",
        "415(c) leaves less than the plan's cap",
        "72,000 - 24,500 - 14,400 = 33,100; 10% of 360,000 = 36,000",
        payroll=paid(gross_compensation="500,000.00", pre_tax="24,500.00", match="14,400.00"),
        dates="",
        as_of="2026-12-31",
        terms=TEN_PERCENT_CAP,
        expected="plan_cap_left | room | binding\n36,000.00 | 33,100.00 | 415c_dollar",
    ),
    ahead(
        "FC-1",
        "a cap by rate is of the whole year's pay, less after-tax to date",
        "10% of 300,000 - 5,000",
        payroll=paid(after_tax="5,000.00"),
        terms=TEN_PERCENT_CAP,
        expected="plan_cap_left | room | binding\n25,000.00 | 25,000.00 | plan_cap",
    ),
    ahead(
        "FC-2",
        "a cap is rounded down to the cent",
        "10% of 100,000.00 + 100,000.00 + 100,000.09 = 30,000.009",
        elections=elects("2026-12-31", pay_per_date="100,000.09"),
        terms=TEN_PERCENT_CAP,
        expected="plan_cap_left\n30,000.00",
    ),
    ahead(
        "FC-3",
        "of pay in date order up to 401(a)(17), at the rate of each date",
        "10% of 150,000 and of 150,000, 5% of the 60,000 that are left in December",
        payroll=paid(gross_compensation="150,000.00"),
        terms=TEN_PERCENT_CAP + "\n[[amendment]]\neffective = 2026-12-31\nafter_tax = { max_rate = 0.05 }",
        expected="plan_cap_left\n33,000.00",
    ),
    ahead(
        "FC-4",
        "a cap in dollars",
        "20,000 - 5,000 - 1,000 received early",
        payroll="""
        employee_id | pay_date   | gross_compensation | after_tax
        E1          | 2026-06-30 | 100,000.00         | 5,000.00
        E1          | 2026-09-30 | 100,000.00         | 1,000.00""",
        terms="[after_tax]\nmax_dollars = 20000",
        expected="plan_cap_left | room\n14,000.00 | 14,000.00",
    ),
    ahead(
        "FC-5",
        "no cap: empty",
        "rates of 1 cap nothing",
        expected="room | plan_cap_left\n72,000.00 |",
    ),
    ahead(
        "FC-6",
        "the rate for highly compensated employees",
        "4% of 300,000",
        census=born("1981-05-05", hce="true"),
        terms=HCE_CAP,
        expected="plan_cap_left | room | binding | suggested_rate\n12,000.00 | 12,000.00 | hce_cap | 4%",
    ),
    ahead(
        "FC-7",
        "unknown counts as highly compensated",
        "4% of 300,000",
        census=born("1981-05-05"),
        terms=HCE_CAP,
        expected="hce | plan_cap_left | binding\nunknown | 12,000.00 | hce_cap",
    ),
    ahead(
        "FC-8",
        "and false does not",
        "10% of 300,000",
        terms=HCE_CAP,
        expected="plan_cap_left | binding\n30,000.00 | plan_cap",
    ),
    ahead(
        "FC-9",
        "a plan that allows none has a cap of 0",
        "nothing",
        terms="[after_tax]\nallowed = false",
        expected="""
        plan_cap_left | room | per_pay_date | suggested_rate | reasons
        0.00          | 0.00 | 0.00         | 0%             | after_tax_not_allowed; no_room""",
    ),
    ahead(
        "FC-10",
        "only once the deferral limit is reached: with the day of it in the reason",
        "12,000 of 24,500 to date",
        payroll=paid(pre_tax="12,000.00"),
        terms=REQUIRED,
        expected="""
        room | binding | suggested_rate | can_contribute | reasons
        0.00 | none    | 0%             | false          | deferral_limit_not_reached""",
    ),
    ahead(
        "FC-11",
        "reached: room as ever",
        "72,000 - 24,500",
        payroll=paid(pre_tax="24,500.00"),
        terms=REQUIRED,
        expected="room | binding | reasons\n47,500.00 | 415c_dollar |",
    ),
    ahead(
        "FC-12",
        "one cent short",
        "24,499.99",
        payroll=paid(pre_tax="24,499.99"),
        terms=REQUIRED,
        expected="room | binding\n0.00 | none",
    ),
    ahead(
        "FC-13",
        "catch-up is not asked for, and the plan's lower limit is enough",
        "at 52, 15,000 of 15,000",
        census=AT_52,
        payroll=paid(pre_tax="15,000.00"),
        terms=REQUIRED + "\n[deferrals]\nmax_dollars = 15000",
        expected="room\n57,000.00",
    ),
    ahead(
        "FC-14",
        "not reached, and the plan's own cap leaves nothing: both reasons stand",
        "1,000 of 1,000 after tax",
        payroll=paid(pre_tax="12,000.00", after_tax="1,000.00"),
        terms=REQUIRED + "\nmax_dollars = 1000",
        expected="""
        plan_cap_left | room | binding | reasons
        0.00          | 0.00 | none    | no_room; deferral_limit_not_reached""",
    ),
    ahead(
        "FC-16",
        "in a year that crosses 1 January the limit is that of the next date's calendar year",
        "23,500 of 2025 are reached; 6 x 4,000 in 2026 never reach 24,500",
        as_of="2025-12-31",
        start="07-01",
        payroll=REACHED_IN_2025,
        dates=OF_2026,
        terms=REQUIRED,
        expected="""
        reserved_deferrals | room | binding | suggested_rate | can_contribute | reasons
        24,000.00          | 0.00 | none    | 0%             | false          | deferral_limit_not_reached""",
    ),
    ahead(
        "FC-17",
        "a date is left in the calendar year that has reached its limit",
        "70,000 - 23,500 - 24,000",
        as_of="2025-12-30",
        start="07-01",
        payroll=REACHED_IN_2025,
        dates="2025-12-31 " + OF_2026,
        terms=REQUIRED,
        expected="room | can_contribute\n22,500.00 | true",
    ),
    ahead(
        "FC-18",
        "no date is left: the limit is that of the day's own calendar year",
        "70,000 - 23,500",
        as_of="2025-12-31",
        start="07-01",
        payroll=REACHED_IN_2025,
        dates="",
        terms=REQUIRED,
        expected="room | can_contribute\n46,500.00 | true",
    ),
]
