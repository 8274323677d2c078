"""Cases of the rest of the year: where deferrals stop, what of them is catch-up, what the plan assumes instead."""

from typing import Final

from tests.ahead import AT_52, ahead, elects, paid
from tests.case import Case, born

TWELVE_PERCENT: Final = paid(pre_tax="12,000.00")
SIX_PERCENT: Final = paid(pre_tax="6,000.00")
ONE_CENT_MORE: Final = paid(pre_tax="6,000.01")


def _born_1981(**census: str) -> str:
    return born("1981-05-05", hce="false", **census)


STOPPED: Final[list[Case]] = [
    ahead(
        "FS-1",
        "deferrals stop at 402(g)",
        "12,000 + 12,000 + 500 = 24,500; 72,000 - 24,500",
        payroll=TWELVE_PERCENT,
        expected="reserved_deferrals | room\n12,500.00 | 47,500.00",
    ),
    ahead(
        "FS-2",
        "at 52 they go on to 402(g) and the catch-up limit, and catch-up is not reserved",
        "12,000 + 12,000 + 8,500 = 32,500, of which 8,000 catch-up; 24,500 - 12,000 are set aside",
        census=AT_52,
        payroll=TWELVE_PERCENT,
        expected="reserved_deferrals | room\n12,500.00 | 47,500.00",
    ),
    ahead(
        "FS-3",
        "at 52 deferrals of exactly 402(g) are reserved whole",
        "12,000 + 12,500 = 24,500",
        census=AT_52,
        payroll=TWELVE_PERCENT,
        elections="""
        employee_id | effective_date | pre_tax_amount
        E1          | 2026-09-30     | 12,500.00
        E1          | 2026-12-31     | 0.00""",
        expected="reserved_deferrals\n12,500.00",
    ),
    ahead(
        "FS-4",
        "and a cent less is reserved where a cent less is elected",
        "12,000 + 12,499.99 = 24,499.99",
        census=AT_52,
        payroll=TWELVE_PERCENT,
        elections="""
        employee_id | effective_date | pre_tax_amount
        E1          | 2026-09-30     | 12,499.99
        E1          | 2026-12-31     | 0.00""",
        expected="reserved_deferrals\n12,499.99",
    ),
    ahead(
        "FS-5",
        "deferrals stop at the plan's own dollars",
        "12,000 + 3,000 = 15,000",
        payroll=TWELVE_PERCENT,
        terms="[deferrals]\nmax_dollars = 15000",
        expected="reserved_deferrals\n3,000.00",
    ),
    ahead(
        "FS-6",
        "and at the plan's own rate of the year's pay so far, where that is lower than 402(g)",
        "10% of 200,000 less 10,000 in September; 24,500 - 20,000 in December, where 10% of 300,000 is more",
        payroll=paid(pre_tax="10,000.00"),
        elections=elects(pre_tax_rate="0.15"),
        terms="[deferrals]\nmax_rate = 0.10",
        expected="reserved_deferrals\n14,500.00",
    ),
    ahead(
        "FS-7",
        "deferrals at a related employer are this plan's own",
        "6,000 + 10,000 there; 8,500 are left; 72,000 - 6,000 - 10,000 - 8,500",
        census=_born_1981(related_employer_additions="10000.00", related_employer_deferrals="10000.00"),
        payroll=SIX_PERCENT,
        expected="reserved_deferrals | room\n8,500.00 | 47,500.00",
    ),
    ahead(
        "FS-8",
        "payroll does not stop at what an unrelated employer left",
        "as if nothing had been deferred there: 12,000 + 500",
        census=_born_1981(prior_employer_deferrals="20000.00"),
        payroll=TWELVE_PERCENT,
        expected="reserved_deferrals\n12,500.00",
    ),
    ahead(
        "FS-9",
        "an amendment's limit holds from its date on",
        "12% until it: 12,000 in September; 5,000 are left of 29,000 in December, but 500 of 402(g)",
        payroll=TWELVE_PERCENT,
        terms="[deferrals]\nmax_dollars = 20000\n"
        "[[amendment]]\neffective = 2026-12-31\ndeferrals = { max_dollars = 29000 }",
        expected="reserved_deferrals\n12,500.00",
    ),
    ahead(
        "FS-10",
        "a new calendar year has a new 402(g) limit, and the rate is that of the last pay no limit cut short",
        "11,500 in December 2025 reach 23,500 and were cut; September's 12,000 of 100,000: 12,000 and 12,000 in 2026",
        as_of="2025-12-31",
        start="07-01",
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2025-09-30 | 100,000.00         | 12,000.00
        E1          | 2025-12-31 | 100,000.00         | 11,500.00""",
        dates="2026-03-31 2026-06-30",
        expected="limit_415c | reserved_deferrals | room\n70,000.00 | 24,000.00 | 22,500.00",
    ),
    ahead(
        "FS-11",
        "one cent below the limit is not cut short",
        "12,000 + 11,499.99 = 23,499.99: December's 11,499.99 twice",
        as_of="2025-12-31",
        start="07-01",
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2025-09-30 | 100,000.00         | 12,000.00
        E1          | 2025-12-31 | 100,000.00         | 11,499.99""",
        dates="2026-03-31 2026-06-30",
        expected="reserved_deferrals\n22,999.98",
    ),
    ahead(
        "FS-12",
        "a year without figures yet: what is elected is reserved, uncapped, and it is said",
        "30% of 100,000 in March 2027; 72,000 is the figure of 2026",
        as_of="2026-12-31",
        start="07-01",
        payroll=paid("2026-12-31"),
        dates="2027-03-31",
        elections=elects("2027-01-01", pre_tax_rate="0.30"),
        expected="""
        limit_415c | reserved_deferrals | room      | can_contribute | reasons
        72,000.00  | 30,000.00          | 42,000.00 | true           | deferral_limit_unknown""",
    ),
    ahead(
        "FS-13",
        "catch-up of the whole year is at most what its pay leaves, pay still to come included",
        "30,000 deferred of 30,000 paid: 5,500 catch-up now; with 60,000 more of pay 30,000 - 24,500 all the same",
        census=AT_52,
        payroll=paid(gross_compensation="30,000.00", pre_tax="30,000.00"),
        elections=elects("2026-07-01", pre_tax_rate="0"),
        expected="""
        catch_up_ytd | annual_additions_ytd | reserved_deferrals | room
        5,500.00     | 24,500.00            | 0.00               | 47,500.00""",
    ),
    ahead(
        "FS-14",
        "no Roth source and wages over the threshold: no catch-up ahead either",
        "12,000 + 12,500 = 24,500 and stop",
        census=born("1974-05-05", hce="false", prior_year_fica_wages="150000.01"),
        payroll=TWELVE_PERCENT,
        terms="[deferrals]\nroth = false\n[match]\ntiers = [{ rate = 1.0, up_to = 1.0 }]",
        expected="reserved_deferrals | reserved_employer\n12,500.00 | 12,500.00",
    ),
    ahead(
        "FS-15",
        "wages of exactly the threshold: catch-up ahead",
        "12,000 + 8,500 more are deferred and matched",
        census=born("1974-05-05", hce="false", prior_year_fica_wages="150000.00"),
        payroll=TWELVE_PERCENT,
        terms="[deferrals]\nroth = false\n[match]\ntiers = [{ rate = 1.0, up_to = 1.0 }]",
        expected="reserved_deferrals | reserved_employer\n12,500.00 | 20,500.00",
    ),
    ahead(
        "FS-16",
        "at 60 deferrals go on to 402(g) and the higher catch-up limit",
        "24,500 + 11,250 = 35,750: 12,000 and 11,750 more, all matched",
        census=born("1966-12-31", hce="false"),
        payroll=TWELVE_PERCENT,
        terms="[match]\ntiers = [{ rate = 1.0, up_to = 1.0 }]",
        expected="reserved_deferrals | reserved_employer\n12,500.00 | 23,750.00",
    ),
    ahead(
        "FS-17",
        "where the plan adopted it",
        "24,500 + 8,000: 12,000 and 8,500 more",
        census=born("1966-12-31", hce="false"),
        payroll=TWELVE_PERCENT,
        terms="[deferrals]\ncatch_up_60_63 = false\n[match]\ntiers = [{ rate = 1.0, up_to = 1.0 }]",
        expected="reserved_deferrals | reserved_employer\n12,500.00 | 20,500.00",
    ),
    ahead(
        "FS-18",
        "what is posted ahead of its pay date uses 402(g) up",
        "12,000 to date, 12,000 posted for September; 500 of 24,500 are left for December: 72,000 - 24,000 - 500",
        payroll=TWELVE_PERCENT,
        contributions="""
        employee_id | posted_date | source  | amount    | pay_date
        E1          | 2026-06-30  | pre_tax | 12,000.00 | 2026-09-30""",
        expected="deferrals_ytd | reserved_deferrals | room\n24,000.00 | 500.00 | 47,500.00",
    ),
    ahead(
        "FS-19",
        "a limit lowered in December takes back nothing of September",
        "20,000 less 12,000 in September; 15,000 are passed in December: 72,000 - 12,000 - 8,000",
        payroll=TWELVE_PERCENT,
        terms="[deferrals]\nmax_dollars = 20000\n"
        "[[amendment]]\neffective = 2026-12-31\ndeferrals = { max_dollars = 15000 }",
        expected="reserved_deferrals | room\n8,000.00 | 52,000.00",
    ),
]

ASSUMED: Final[list[Case]] = [
    ahead(
        "FA-1",
        "assume maximum: what is left of 402(g), whatever is elected",
        "24,500 - 6,000",
        payroll=SIX_PERCENT,
        elections=elects(pre_tax_rate="0.01"),
        terms='[deferrals]\nassume = "maximum"',
        expected="reserved_deferrals\n18,500.00",
    ),
    ahead(
        "FA-2",
        "at 52 the catch-up limit too",
        "26,500 left, 13,250 a date, all matched; 8,000 of it is catch-up",
        census=AT_52,
        payroll=SIX_PERCENT,
        terms='[deferrals]\nassume = "maximum"\n[match]\ntiers = [{ rate = 1.0, up_to = 1.0 }]',
        expected="reserved_deferrals | reserved_employer\n18,500.00 | 26,500.00",
    ),
    ahead(
        "FA-3",
        "evenly spread, the odd cent on the first date",
        "18,499.99: 9,250.00 and 9,249.99; half of each is 4,625.00 and, half up, 4,625.00",
        payroll=ONE_CENT_MORE,
        terms='[deferrals]\nassume = "maximum"\n[match]\ntiers = [{ rate = 0.5, up_to = 1.0 }]',
        expected="reserved_deferrals | reserved_employer\n18,499.99 | 9,250.00",
    ),
    ahead(
        "FA-4",
        "assume none: nothing more is deferred",
        "72,000 - 6,000",
        payroll=SIX_PERCENT,
        elections=elects(pre_tax_rate="0.10"),
        terms='[deferrals]\nassume = "none"',
        expected="reserved_deferrals | room\n0.00 | 66,000.00",
    ),
    ahead(
        "FA-5",
        "an amendment changes what is assumed from its date on",
        "6,000 in September, nothing in December",
        payroll=SIX_PERCENT,
        terms='[[amendment]]\neffective = 2026-12-31\ndeferrals = { assume = "none" }',
        expected="reserved_deferrals\n6,000.00",
    ),
    ahead(
        "FA-6",
        "an assumed deferral is Roth where Roth alone is matched",
        "18,500 Roth, all matched",
        payroll=SIX_PERCENT,
        terms='[deferrals]\nassume = "maximum"\n[match]\nsources = ["roth"]\ntiers = [{ rate = 1.0, up_to = 1.0 }]',
        expected="reserved_deferrals | reserved_employer\n18,500.00 | 18,500.00",
    ),
    ahead(
        "FA-7",
        "an assumed deferral is no more than the pay of its date",
        "9,250 a date are left to spread, but 1,000 are paid",
        payroll=SIX_PERCENT,
        elections=elects(pay_per_date="1,000.00"),
        terms='[deferrals]\nassume = "maximum"',
        expected="reserved_deferrals\n2,000.00",
    ),
    ahead(
        "FA-8",
        "the odd cent of an even spread comes on the first date",
        "18,499.99: 9,250.00 in September, matched whole; 9,249.99 in December, no longer matched",
        payroll=ONE_CENT_MORE,
        terms='[deferrals]\nassume = "maximum"\n[match]\ntiers = [{ rate = 1.0, up_to = 1.0 }]\n'
        "[[amendment]]\neffective = 2026-12-31\nmatch = { tiers = [] }",
        expected="reserved_deferrals | reserved_employer\n18,499.99 | 9,250.00",
    ),
]
