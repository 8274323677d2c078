"""Cases of the rest of the year: the match of each date."""

from typing import Final

from tests.ahead import AT_52, ahead, elects, paid
from tests.case import Case, born

ALL_TO_4: Final = "[match]\ntiers = [{ rate = 1.0, up_to = 0.04 }]"
TO_3_AND_5: Final = "[match]\ntiers = [{ rate = 1.0, up_to = 0.03 }, { rate = 0.5, up_to = 0.05 }]"
EVERYTHING: Final = "[match]\ntiers = [{ rate = 1.0, up_to = 1.0 }]"
TRUE_UP: Final = ALL_TO_4 + '\ntiming = "annual_true_up"'
SIX_PERCENT: Final = paid(pre_tax="6,000.00", match="4,000.00")
MT_4: Final = {"as_of": "2026-01-01", "payroll": "", "dates": ""}


def posted(activity: str) -> str:
    """1,500.00 of match that is no pay date's."""
    return f"""
    employee_id | posted_date | source | amount   | activity
    E1          | 2026-06-30  | match  | 1,500.00 | {activity}"""


MATCHED: Final[list[Case]] = [
    ahead(
        "MT-1",
        "pay beyond 401(a)(17) earns no match: 265,000 in 2015",
        "3% of 200,000 and 3% of the 65,000 that are left: 6,000 + 1,950",
        as_of="2015-01-02",
        census=born("1975-05-05", hce="false"),
        payroll="",
        dates="2015-06-30 2015-12-31",
        elections=elects("2015-01-01", pay_per_date="200,000.00", pre_tax_rate="0.03"),
        terms="[match]\ntiers = [{ rate = 1.0, up_to = 0.03 }]",
        expected="reserved_deferrals | reserved_employer | room\n12,000.00 | 7,950.00 | 33,050.00",
    ),
    ahead(
        "MT-4 per pay",
        "each pay date's match is rounded to the cent, half up",
        "24,500 spread over 26 dates is over 5% of 11,538.46; 4% of it is 461.5384, 26 x 461.54",
        **MT_4,
        elections=elects(pay_per_date="11,538.46"),
        terms=TO_3_AND_5 + '\n[deferrals]\nassume = "maximum"',
        expected="reserved_deferrals | reserved_employer | room\n24,500.00 | 12,000.04 | 35,499.96",
    ),
    ahead(
        "MT-4 annual",
        "cents of rounding are no negative true-up",
        "the formula on 299,999.96 is 12,000.00, less than 12,000.04",
        **MT_4,
        elections=elects(pay_per_date="11,538.46"),
        terms=TO_3_AND_5 + '\ntiming = "annual_true_up"\n[deferrals]\nassume = "maximum"',
        expected="reserved_employer\n12,000.04",
    ),
    ahead(
        "MT-6 per pay",
        "24 x 133.33",
        "4% of 3,333.33 = 133.3332",
        **MT_4,
        elections=elects(pay_per_date="3,333.33", pre_tax_rate="0.06"),
        terms='frequency = "semimonthly"\n' + ALL_TO_4,
        expected="pay_dates_left | reserved_employer\n24 | 3,199.92",
    ),
    ahead(
        "MT-6 annual",
        "the true-up makes good 0.08",
        "4% of 79,999.92 = 3,199.9968, 3,200.00 half up",
        **MT_4,
        elections=elects(pay_per_date="3,333.33", pre_tax_rate="0.06"),
        terms='frequency = "semimonthly"\n' + TRUE_UP,
        expected="reserved_employer\n3,200.00",
    ),
    ahead(
        "FM-1",
        "a match on 4% of pay by two tiers",
        "3,000 + half of 1,000, twice; 72,000 - 4,000 - 8,000 - 7,000",
        payroll=paid(pre_tax="4,000.00"),
        terms=TO_3_AND_5,
        expected="reserved_employer | room\n7,000.00 | 53,000.00",
    ),
    ahead(
        "FM-2",
        "nothing beyond the last tier",
        "4,000 of 5,000, and 4,000 of 6,000",
        payroll=paid(pre_tax="5,000.00"),
        elections=elects("2026-12-31", pre_tax_rate="0.06"),
        terms=TO_3_AND_5,
        expected="reserved_employer\n8,000.00",
    ),
    ahead(
        "FM-3",
        "half a cent of match is rounded up",
        "half of 0.01 is 0.005, twice 0.01",
        elections=elects(pre_tax_amount="0.01"),
        terms="[match]\ntiers = [{ rate = 0.5, up_to = 1.0 }]",
        expected="reserved_employer\n0.02",
    ),
    ahead(
        "FM-4",
        "the dollar cap is the year's",
        "half of 24,500 is 12,250: 10,000 paid, 1,500 and then 750 of 1,500",
        payroll=paid(pre_tax="3,000.00", match="10,000.00"),
        terms="[match]\ntiers = [{ rate = 0.5, up_to = 1.0 }]\ndollar_cap = 12250",
        expected="reserved_employer\n2,250.00",
    ),
    ahead(
        "FM-5",
        "a forfeiture given to the person does not use up the cap",
        "11,000 paid, 1,500 forfeitures: 1,250 are left of 12,250",
        payroll=paid(pre_tax="3,000.00", match="11,000.00"),
        contributions=posted("forfeiture"),
        terms="[match]\ntiers = [{ rate = 0.5, up_to = 1.0 }]\ndollar_cap = 12250",
        expected="employer_ytd | reserved_employer\n12,500.00 | 1,250.00",
    ),
    ahead(
        "FM-6",
        "catch-up that earns no match",
        "at 52: 12,000 and 500 matched, 8,000 of December's 8,500 are catch-up",
        census=AT_52,
        payroll=paid(pre_tax="12,000.00"),
        terms=EVERYTHING + "\ncatch_up_matched = false",
        expected="reserved_deferrals | reserved_employer\n12,500.00 | 12,500.00",
    ),
    ahead(
        "FM-7",
        "catch-up that earns match",
        "12,000 + 8,500",
        census=AT_52,
        payroll=paid(pre_tax="12,000.00"),
        terms=EVERYTHING,
        expected="reserved_employer\n20,500.00",
    ),
    ahead(
        "FM-8",
        "catch-up that earns no match is taken from Roth first",
        "December: 8,500 of which 8,000 catch-up: pre-tax 6,000, Roth 2,500; Roth gives 2,500, pre-tax 5,500: 500",
        census=AT_52,
        payroll=paid(pre_tax="6,000.00", roth="6,000.00"),
        terms=EVERYTHING + '\ncatch_up_matched = false\nsources = ["pre_tax"]',
        expected="reserved_employer\n6,500.00",
    ),
    ahead(
        "FM-9",
        "what a limit leaves is pre-tax first, and Roth alone is matched",
        "September 6,000 Roth; 500 are left in December, all pre-tax",
        payroll=paid(pre_tax="6,000.00", roth="6,000.00"),
        terms=EVERYTHING + '\nsources = ["roth"]',
        expected="reserved_deferrals | reserved_employer\n12,500.00 | 6,000.00",
    ),
    ahead(
        "FM-10",
        "terms of match are those of each date",
        "4,000 in September, 2% from December: 2,000",
        payroll=SIX_PERCENT,
        terms=ALL_TO_4 + "\n[[amendment]]\neffective = 2026-12-31\nmatch = { tiers = [{ rate = 1.0, up_to = 0.02 }] }",
        expected="reserved_employer\n6,000.00",
    ),
    ahead(
        "FM-11",
        "match of an earlier date that nobody paid is not forecast",
        "4,000 in September and in December, nothing for June",
        payroll=paid(pre_tax="6,000.00"),
        terms=ALL_TO_4,
        expected="employer_ytd | reserved_employer\n0.00 | 8,000.00",
    ),
    ahead(
        "FM-12",
        "a register received early without a match column has earned its match",
        "September's 3,000 of 100,000 are matched whole, December's 4,000 of 6,000",
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-06-30 | 100,000.00         | 6,000.00
        E1          | 2026-09-30 | 100,000.00         | 3,000.00""",
        terms=ALL_TO_4,
        expected="reserved_employer\n7,000.00",
    ),
    ahead(
        "FM-13",
        "a zero in it is a number",
        "nothing for September, 4,000 in December",
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax  | match
        E1          | 2026-06-30 | 100,000.00         | 6,000.00 | 4,000.00
        E1          | 2026-09-30 | 100,000.00         | 3,000.00 | 0.00""",
        terms=ALL_TO_4,
        expected="reserved_employer\n4,000.00",
    ),
    ahead(
        "FM-14",
        "a tier that is not reached takes nothing from the one below",
        "2,000 of 100,000 is in the first tier alone: 2,000 twice",
        payroll=paid(pre_tax="2,000.00"),
        terms=TO_3_AND_5,
        expected="reserved_employer\n4,000.00",
    ),
    ahead(
        "FM-15",
        "match received early uses up the dollar cap",
        "10,000 paid, 1,500 received for September: 750 of December's 1,500 are left of 12,250",
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax  | match
        E1          | 2026-06-30 | 100,000.00         | 3,000.00 | 10,000.00
        E1          | 2026-09-30 | 100,000.00         | 3,000.00 | 1,500.00""",
        terms="[match]\ntiers = [{ rate = 0.5, up_to = 1.0 }]\ndollar_cap = 12250",
        expected="reserved_employer\n2,250.00",
    ),
    ahead(
        "FM-16",
        "catch-up of before is not taken from a later date's match",
        "at 52, 10% of 100,000 leaves 2,000 of 12,000 catch-up; September's 10,000 are within 10% of its pay, and all "
        "matched. At year end 22,000 are within 24,500: 12,000 more than the 10,000 that count now",
        census=AT_52,
        payroll=paid(pre_tax="12,000.00"),
        elections="""
        employee_id | effective_date | pre_tax_rate
        E1          | 2026-07-01     | 0.10
        E1          | 2026-12-31     | 0""",
        terms=EVERYTHING + "\ncatch_up_matched = false\n[deferrals]\nmax_rate = 0.10",
        expected="""
        catch_up_ytd | reserved_deferrals | reserved_employer | room
        2,000.00     | 12,000.00          | 10,000.00         | 40,000.00""",
    ),
]
