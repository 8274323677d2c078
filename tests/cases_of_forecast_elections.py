"""Cases of the rest of the year: what is deferred on each date, as elected or as the last pay did it."""

from typing import Final

from tests.ahead import ahead, elects, paid
from tests.case import Case
from tests.cases_of_forecast import POSTED_AHEAD, SIX_PERCENT

ALL_MATCHED: Final = "[match]\ntiers = [{ rate = 1.0, up_to = 1.0 }]"

MAY_TO_AUGUST: Final = "2026-05-29 2026-06-30 2026-07-31 2026-08-31"


def maxed_in_february(january: str, february: str, match: str, pre_tax: str = "12,250.00") -> str:
    """A register that begins with two months of 12,250 deferred, 402(g), and so much after tax."""
    return f"""
    employee_id | pay_date | gross_compensation | pre_tax | after_tax | match
    E1 | 2026-01-30 | 20,000.00 | {pre_tax} | {january} | {match}
    E1 | 2026-02-27 | 20,000.00 | {pre_tax} | {february} | 0.00"""


def received_early(pre_tax: str, run: str = "regular", gross: str = "100,000.00") -> str:
    """6% deferred in June, and September's register with this cell."""
    return f"""
    employee_id | pay_date   | gross_compensation | pre_tax   | run_type
    E1          | 2026-06-30 | 100,000.00         | 6,000.00  | regular
    E1          | 2026-09-30 | {gross} | {pre_tax} | {run}"""


DEFERRED: Final[list[Case]] = [
    ahead(
        "FE-1",
        "without an election the rate of the last regular pay goes on",
        "6% of 100,000 twice; 72,000 - 6,000 - 12,000 = 54,000, which is 27% of 200,000",
        payroll=SIX_PERCENT,
        expected="reserved_deferrals | room | suggested_rate\n12,000.00 | 54,000.00 | 27%",
    ),
    ahead(
        "FE-2",
        "an election counts although payroll differs from it",
        "2 x 4% of 100,000",
        payroll=SIX_PERCENT,
        elections=elects(pre_tax_rate="0.04"),
        expected="reserved_deferrals\n8,000.00",
    ),
    ahead(
        "FE-3",
        "rate and dollars add up",
        "2 x (4,000 + 1,500)",
        payroll=SIX_PERCENT,
        elections=elects(pre_tax_rate="0.04", pre_tax_amount="1,500.00"),
        expected="reserved_deferrals\n11,000.00",
    ),
    ahead(
        "FE-4",
        "half a cent is rounded up",
        "5% of 33,333.30 = 1,666.665, twice 1,666.67",
        elections=elects(pre_tax_rate="0.05", pay_per_date="33,333.30"),
        expected="reserved_deferrals\n3,333.34",
    ),
    ahead(
        "FE-5",
        "less than half a cent is not",
        "4.999997% of 33,333.30 = 1,666.6640...: twice 1,666.66",
        elections=elects(pre_tax_rate="0.04999997", pay_per_date="33,333.30"),
        expected="reserved_deferrals\n3,333.32",
    ),
    ahead(
        "FE-6",
        "the rate implied by the last pay is an exact fraction, applied to the expected pay",
        "1,000 / 3,000 of 10,000.00 = 3,333.333..., twice 3,333.33",
        payroll=paid(gross_compensation="3,000.00", pre_tax="1,000.00"),
        elections=elects(pay_per_date="10,000.00"),
        expected="reserved_deferrals\n6,666.66",
    ),
    ahead(
        "FE-7",
        "an election counts on its own day",
        "6,000 in September, 1,000 on 31 December",
        payroll=SIX_PERCENT,
        elections=elects("2026-12-31", pre_tax_rate="0.01"),
        expected="reserved_deferrals\n7,000.00",
    ),
    ahead(
        "FE-8",
        "and not before it",
        "6,000 twice",
        payroll=SIX_PERCENT,
        elections=elects("2027-01-01", pre_tax_rate="0.01"),
        expected="reserved_deferrals\n12,000.00",
    ),
    ahead(
        "FE-9",
        "what a later row leaves empty stays as it was",
        "2 x (2% pre-tax of the first row + 3% Roth of the second)",
        payroll=SIX_PERCENT,
        elections="""
        employee_id | effective_date | pre_tax_rate | roth_rate
        E1          | 2026-01-01     | 0.02         | 0.01
        E1          | 2026-07-01     |              | 0.03""",
        expected="reserved_deferrals\n10,000.00",
    ),
    ahead(
        "FE-10",
        "an elected zero is an election",
        "nothing more is deferred",
        payroll=SIX_PERCENT,
        elections=elects(pre_tax_rate="0"),
        expected="reserved_deferrals | room\n0.00 | 66,000.00",
    ),
    ahead(
        "FE-11",
        "a regular pay received early whose deferral cells are empty: deferred as elected, and matched",
        "6% of 100,000 in September and in December, all matched; 72,000 - 6,000 - 12,000 - 12,000",
        payroll=received_early(""),
        terms=ALL_MATCHED,
        expected="reserved_deferrals | reserved_employer | room\n12,000.00 | 12,000.00 | 42,000.00",
    ),
    ahead(
        "FE-12",
        "a zero is known",
        "December alone",
        payroll=received_early("0.00"),
        terms=ALL_MATCHED,
        expected="reserved_deferrals | reserved_employer | room\n6,000.00 | 6,000.00 | 54,000.00",
    ),
    ahead(
        "FE-13",
        "what is posted of the date is known too",
        "6,000 of September are to date: 72,000 - 12,000 - 6,000",
        payroll=received_early(""),
        contributions=POSTED_AHEAD,
        expected="deferrals_ytd | reserved_deferrals | room\n12,000.00 | 6,000.00 | 54,000.00",
    ),
    ahead(
        "FE-14",
        "each kind by itself, and no more than the other leaves of the pay",
        "2,000 pre-tax are received; of 4,000 Roth the pay of 5,000 leaves 3,000, all matched; nothing in December",
        payroll=received_early("2,000.00", gross="5,000.00"),
        elections="""
        employee_id | effective_date | pre_tax_rate | roth_amount
        E1          | 2026-07-01     | 0            | 4,000.00
        E1          | 2026-12-01     | 0            | 0.00""",
        terms='[match]\nsources = ["roth"]\ntiers = [{ rate = 1.0, up_to = 1.0 }]',
        expected="reserved_deferrals | reserved_employer\n5,000.00 | 3,000.00",
    ),
    ahead(
        "FE-15",
        "a bonus received early is no regular pay: its empty cells are none of what is elected",
        "September's and December's regular pay, 6% each",
        payroll=received_early("", run="bonus"),
        expected="pay_dates_left | reserved_deferrals\n2 | 12,000.00",
    ),
    ahead(
        "FE-16",
        "where the plan assumes no more deferrals, none",
        "72,000 - 6,000",
        payroll=received_early(""),
        terms='[deferrals]\nassume = "none"',
        expected="reserved_deferrals | room\n0.00 | 66,000.00",
    ),
    ahead(
        "FE-17",
        "where it assumes the maximum, what is elected comes first",
        "18,500 are left: 6,000 in September, and what December may still have of the even share, 12,500",
        payroll=received_early(""),
        terms='[deferrals]\nassume = "maximum"',
        expected="reserved_deferrals\n18,500.00",
    ),
    ahead(
        "FE-19",
        "no deferral limit cuts after-tax money: it goes on as on the last regular pay",
        "72,000 - 24,500 - 6,000 - 34,500 = 7,000; 3,000 on each date pass them on the third",
        as_of="2026-04-30",
        payroll=f"""
        {maxed_in_february("0.00", "0.00", "34,500.00")}
        E1 | 2026-03-31 | 20,000.00 | 0.00 | 3,000.00 | 0.00
        E1 | 2026-04-30 | 20,000.00 | 0.00 | 3,000.00 | 0.00""",
        dates=MAY_TO_AUGUST,
        expected="reserved_deferrals | room | stop_date\n0.00 | 7,000.00 | 2026-07-31",
    ),
    ahead(
        "FE-20",
        "nor does it go on where it has ended since",
        "72,000 - 24,500 - 6,000 - 34,500 = 7,000, and nothing is contributed any more",
        as_of="2026-04-30",
        payroll=f"""
        {maxed_in_february("3,000.00", "3,000.00", "34,500.00")}
        E1 | 2026-03-31 | 20,000.00 | 0.00 | 0.00 | 0.00
        E1 | 2026-04-30 | 20,000.00 | 0.00 | 0.00 | 0.00""",
        dates=MAY_TO_AUGUST,
        expected="room | stop_date\n7,000.00 |",
    ),
    ahead(
        "FE-21",
        "a rate of another pay is of that pay",
        "72,000 - 24,500 - 3,000 - 37,500 = 7,000; 3,000 of April's 10,000 on each date",
        as_of="2026-04-30",
        payroll=f"""
        {maxed_in_february("0.00", "0.00", "37,500.00")}
        E1 | 2026-04-30 | 10,000.00 | 0.00 | 3,000.00 | 0.00""",
        dates=MAY_TO_AUGUST,
        expected="room | stop_date\n7,000.00 | 2026-07-31",
    ),
    ahead(
        "FE-22",
        "with spillover the last pay's after-tax money holds what was cut from deferrals: the uncut pay is asked",
        "72,000 - 24,500 - 12,000 = 35,500; 1,000 and 12,200 that spill over pass them on the third date",
        as_of="2026-03-31",
        payroll=f"""
        {maxed_in_february("0.00", "1,000.00", "0.00", pre_tax="12,200.00")}
        E1 | 2026-03-31 | 20,000.00 | 100.00 | 11,000.00 | 0.00""",
        dates=MAY_TO_AUGUST,
        terms="[deferrals]\nspillover = true",
        expected="room | stop_date\n35,500.00 | 2026-07-31",
    ),
]
