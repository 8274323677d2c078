"""Cases of the rest of the year: the true-up, nonelective money, and after-tax money that earns match."""

from typing import Final

from tests.ahead import ahead, paid
from tests.case import Case, born
from tests.cases_of_forecast_employer import TRUE_UP, posted

AFTER_TAX_MATCHED: Final = '[match]\nsources = ["after_tax"]\n'
YEAR_END: Final = '[nonelective]\nrate = 0.03\ntiming = "year_end"'
LEAVER: Final = born("1981-05-05", hce="false", termination_date="2026-12-30")

TRUED_UP: Final[list[Case]] = [
    ahead(
        "FT-1",
        "the true-up makes good what was not matched before",
        "4% of 300,000 = 12,000, nothing paid: 4,000 + 4,000 by date, 4,000 at year end",
        payroll=paid(pre_tax="6,000.00"),
        terms=TRUE_UP,
        expected="reserved_employer\n12,000.00",
    ),
    ahead(
        "FT-2",
        "a posted true-up pays it",
        "12,000 - 1,500",
        payroll=paid(pre_tax="6,000.00"),
        contributions=posted("true_up"),
        terms=TRUE_UP,
        expected="employer_ytd | reserved_employer\n1,500.00 | 10,500.00",
    ),
    ahead(
        "FT-3",
        "a forfeiture does not",
        "12,000 in full",
        payroll=paid(pre_tax="6,000.00"),
        contributions=posted("forfeiture"),
        terms=TRUE_UP,
        expected="employer_ytd | reserved_employer\n1,500.00 | 12,000.00",
    ),
    ahead(
        "FT-4",
        "it is owed to a leaver",
        "September 4,000; the year's 4% of 200,000 = 8,000: all but what is paid",
        census=LEAVER,
        payroll=paid(pre_tax="6,000.00"),
        terms=TRUE_UP,
        expected="pay_dates_left | reserved_employer\n1 | 8,000.00",
    ),
    ahead(
        "FT-5",
        "unless only those employed on the last day have it",
        "September's 4,000 alone",
        census=LEAVER,
        payroll=paid(pre_tax="6,000.00"),
        terms=TRUE_UP + "\ntrue_up_last_day = true",
        expected="reserved_employer\n4,000.00",
    ),
    ahead(
        "FT-6",
        "employed on the last day",
        "all of it",
        census=born("1981-05-05", hce="false", termination_date="2026-12-31"),
        payroll=paid(pre_tax="6,000.00"),
        terms=TRUE_UP + "\ntrue_up_last_day = true",
        expected="reserved_employer\n12,000.00",
    ),
    ahead(
        "FT-7",
        "owed and not yet posted, it is reserved after the year is over too",
        "4% of 100,000 less 1,000; 72,000 - 6,000 - 1,000 - 3,000",
        as_of="2027-02-01",
        year="2026",
        payroll=paid(pre_tax="6,000.00", match="1,000.00"),
        terms=TRUE_UP,
        dates="",
        expected="pay_dates_left | reserved_employer | room\n0 | 3,000.00 | 62,000.00",
    ),
    ahead(
        "FN-1",
        "nonelective by date",
        "3% of 100,000 twice",
        terms="[nonelective]\nrate = 0.03",
        expected="reserved_employer | room\n6,000.00 | 66,000.00",
    ),
    ahead(
        "FN-2",
        "nonelective at year end, less what was paid",
        "3% of 300,000 = 9,000, less 2,500",
        payroll=paid(nonelective="2,500.00"),
        terms=YEAR_END,
        expected="reserved_employer\n6,500.00",
    ),
    ahead(
        "FN-3",
        "only for those employed on the last day",
        "nothing for one who leaves on 30 December",
        census=LEAVER,
        terms=YEAR_END + "\nlast_day = true",
        expected="reserved_employer\n0.00",
    ),
    ahead(
        "FN-4",
        "of pay up to 401(a)(17)",
        "3% of 360,000 of 600,000",
        payroll=paid(gross_compensation="200,000.00"),
        terms=YEAR_END,
        expected="reserved_employer\n10,800.00",
    ),
    ahead(
        "FN-5",
        "by date in pay-date order until the cap is reached",
        "200,000 to date, 160,000 of September's 200,000, none of December's: 4,800",
        payroll=paid(gross_compensation="200,000.00"),
        terms="[nonelective]\nrate = 0.03",
        expected="reserved_employer\n4,800.00",
    ),
]

MATCHED_AFTER_TAX: Final[list[Case]] = [
    ahead(
        "FX-1",
        "room leaves space for the match it earns",
        "x + x/2 = 72,000: x = 48,000, match 24,000",
        terms=AFTER_TAX_MATCHED + "tiers = [{ rate = 0.5, up_to = 1.0 }]",
        expected="room | reserved_employer | per_pay_date | suggested_rate\n48,000.00 | 24,000.00 | 24,000.00 | 24%",
    ),
    ahead(
        "FX-2",
        "to the cent, never over",
        "71,999.99 are left; 48,000.00 would bring 24,000.00; 47,999.99 is 24,000.00 and 23,999.99: 12,000.00 twice",
        payroll=paid(after_tax="0.01"),
        terms=AFTER_TAX_MATCHED + "tiers = [{ rate = 0.5, up_to = 1.0 }]",
        expected="room | reserved_employer\n47,999.99 | 24,000.00",
    ),
    ahead(
        "FX-3",
        "match that ends at a share of pay",
        "10,000 on each date: x + 20,000 = 72,000",
        terms=AFTER_TAX_MATCHED + "tiers = [{ rate = 1.0, up_to = 0.10 }]",
        expected="room | reserved_employer\n52,000.00 | 20,000.00",
    ),
    ahead(
        "FX-4",
        "what the plan's cap leaves earns match, and no more",
        "15,000 of room, 7,500 on each date, half of it matched",
        terms=AFTER_TAX_MATCHED + "tiers = [{ rate = 0.5, up_to = 1.0 }]\n[after_tax]\nmax_dollars = 15000",
        expected="room | reserved_employer | binding\n15,000.00 | 7,500.00 | plan_cap",
    ),
    ahead(
        "FX-5",
        "no date left: by date it earns nothing",
        "72,000 at year end",
        payroll=paid("2026-12-31"),
        as_of="2026-12-31",
        dates="",
        terms=AFTER_TAX_MATCHED + "tiers = [{ rate = 0.5, up_to = 1.0 }]",
        expected="room | reserved_employer\n72,000.00 | 0.00",
    ),
    ahead(
        "FX-6",
        "but the annual formula knows it",
        "x + x/2 = 72,000",
        payroll=paid("2026-12-31"),
        as_of="2026-12-31",
        dates="",
        terms=AFTER_TAX_MATCHED + 'timing = "annual_true_up"\ntiers = [{ rate = 0.5, up_to = 1.0 }]',
        expected="room | reserved_employer\n48,000.00 | 24,000.00",
    ),
]
