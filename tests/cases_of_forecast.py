"""Cases of the rest of the year: which pay dates are left, and what is paid on them."""

from typing import Final

from tests.ahead import ahead, elects, paid
from tests.case import Case, born

SIX_PERCENT: Final = paid(pre_tax="6,000.00")
POSTED_AHEAD: Final = """
employee_id | posted_date | source  | amount   | pay_date
E1          | 2026-06-30  | pre_tax | 6,000.00 | 2026-09-30"""
NEW_YEAR: Final = {"as_of": "2026-01-01", "payroll": "", "dates": ""}
PAYS_12_000: Final = elects(pay_per_date="12,000.00")


def _born(**census: str) -> str:
    return born("1981-05-05", hce="false", **census)


DATES: Final[list[Case]] = [
    ahead(
        "FD-1",
        "two pay dates left, nothing deferred: all of the limit is room",
        "72,000 / 2 dates; 36% of 100,000 twice is 72,000",
        expected="""
        pay_dates_left | limit_415c | reserved_deferrals | room      | per_pay_date | suggested_rate | binding
        2              | 72,000.00  | 0.00               | 72,000.00 | 36,000.00    | 36%            | 415c_dollar""",
    ),
    ahead(
        "FD-2",
        "a leaver is paid on the last day of work",
        "one date left: 6,000 more; 72,000 - 6,000 - 6,000",
        census=_born(termination_date="2026-09-30"),
        payroll=SIX_PERCENT,
        expected="pay_dates_left | reserved_deferrals | room\n1 | 6,000.00 | 60,000.00",
    ),
    ahead(
        "FD-3",
        "and not the day after",
        "no date left; 72,000 - 6,000",
        census=_born(termination_date="2026-09-29"),
        payroll=SIX_PERCENT,
        expected="""
        pay_dates_left | reserved_deferrals | room      | per_pay_date | suggested_rate | stop_date
        0              | 0.00               | 66,000.00 |              |                |""",
    ),
    ahead(
        "FD-4",
        "who comes back is paid from the day of the rehire",
        "gone in September, back for December",
        census=_born(termination_date="2026-07-31", rehire_date="2026-12-31"),
        payroll=SIX_PERCENT,
        expected="pay_dates_left | reserved_deferrals\n1 | 6,000.00",
    ),
    ahead(
        "FD-5",
        "who is gone has no pay ahead, and the limit is pay to date",
        "pay 50,000; 50,000 - 6,000",
        census=_born(termination_date="2026-06-29"),
        payroll=paid(gross_compensation="50,000.00", pre_tax="6,000.00"),
        expected="""
        pay_dates_left | limit_415c | limit_basis  | room      | binding           | reasons
        0              | 50,000.00  | compensation | 44,000.00 | 415c_compensation | not_employed""",
    ),
    ahead(
        "FD-6",
        "26 biweekly pay dates from 9 January",
        "9 January + 25 x 14 days = 25 December, a holiday, paid on the 24th; 26 x 12,000 = 312,000",
        **NEW_YEAR,
        elections=PAYS_12_000,
        expected="""
        pay_dates_left | compensation_ytd | limit_415c | room_today | room
        26             | 0.00             | 72,000.00  | 0.00       | 72,000.00""",
    ),
    ahead(
        "FD-7",
        "27 biweekly pay dates: 1 January of the next year is paid on 31 December",
        "2 January + 25 x 14 days = 18 December, and 1 January 2027 the business day before",
        **NEW_YEAR,
        elections=PAYS_12_000,
        terms="anchor = 2026-01-02",
        expected="pay_dates_left\n27",
    ),
    ahead(
        "FD-8",
        "53 weekly pay dates",
        "Fridays from 2 January to 25 December are 52; 1 January 2027 is paid on 31 December",
        **NEW_YEAR,
        elections=PAYS_12_000,
        terms='frequency = "weekly"\nanchor = 2026-01-02',
        expected="pay_dates_left\n53",
    ),
    ahead(
        "FD-9",
        "25 semimonthly pay dates: 3 January 2027, a Sunday, is paid on 31 December",
        "12 x 2 + 1; 25 x 2,880.00 after tax is 72,000, so it never stops",
        **NEW_YEAR,
        elections=elects(pay_per_date="12,000.00", after_tax_amount="2,880.00"),
        terms='frequency = "semimonthly"\ndays = [3, 18]',
        expected="pay_dates_left | stop_date\n25 |",
    ),
    ahead(
        "FD-10",
        "a pay date on Independence Day as observed is paid on 2 July",
        "13 dates of 5,538.47 pass 72,000: 3 and 18 January, ... , 3 July is the 13th, paid on the 2nd",
        **NEW_YEAR,
        elections=elects(pay_per_date="12,000.00", after_tax_amount="5,538.47"),
        terms='frequency = "semimonthly"\ndays = [3, 18]',
        expected="stop_date\n2026-07-02",
    ),
    ahead(
        "FD-11",
        "a pay group with a calendar of its own",
        "on 15 July and 15 October only",
        census=_born(pay_group="hourly"),
        terms="[pay_calendars.hourly]\ndates = [2026-06-30, 2026-07-15, 2026-10-15, 2027-01-15]",
        dates="2026-12-31",
        expected="pay_dates_left\n2",
    ),
    ahead(
        "FD-12",
        "a pay group without a calendar has the plan's",
        "30 September and 31 December",
        census=_born(pay_group="salaried"),
        terms="[pay_calendars.hourly]\ndates = [2026-07-15]",
        expected="pay_dates_left\n2",
    ),
    ahead(
        "FD-13",
        "payroll received for September takes the place of its forecast",
        "7,000 received, 6% of 100,000 in December; 1,000 after tax is spent: 72,000 - 6,000 - 13,000 - 1,000",
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax  | after_tax
        E1          | 2026-06-30 | 100,000.00         | 6,000.00 |
        E1          | 2026-09-30 | 90,000.00          | 7,000.00 | 1,000.00""",
        expected="""
        pay_dates_left | deferrals_ytd | reserved_deferrals | after_tax_ytd | room      | per_pay_date
        1              | 6,000.00      | 13,000.00          | 0.00          | 52,000.00 | 52,000.00""",
    ),
    ahead(
        "FD-14",
        "a bonus received for September comes beside the regular pay still expected",
        "6,000 + 500 + 6,000 of deferrals; pay 20,000 + 1,000 + 20,000 + 20,000",
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax  | run_type
        E1          | 2026-06-30 | 20,000.00          | 6,000.00 | regular
        E1          | 2026-09-30 | 1,000.00           | 500.00   | bonus""",
        expected="pay_dates_left | limit_415c | reserved_deferrals\n2 | 61,000.00 | 12,500.00",
    ),
    ahead(
        "FD-15",
        "payroll received for a day after the limitation year is not of this year",
        "nothing of 2027 counts",
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-06-30 | 100,000.00         | 6,000.00
        E1          | 2027-01-29 | 100,000.00         | 9,000.00""",
        expected="pay_dates_left | reserved_deferrals\n2 | 12,000.00",
    ),
    ahead(
        "FD-16",
        "a posting ahead of its pay date counts already, and is not set aside a second time",
        "6,000 to date and 6,000 posted for September; December's 6,000 are to come",
        payroll=SIX_PERCENT,
        contributions=POSTED_AHEAD,
        expected="pay_dates_left | deferrals_ytd | reserved_deferrals | room\n2 | 12,000.00 | 6,000.00 | 54,000.00",
    ),
    ahead(
        "FD-17",
        "of payroll received for that date counts what it has more",
        "6,500 received, 6,000 of it posted; 500 and December's 6,000",
        payroll="""
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-06-30 | 100,000.00         | 6,000.00
        E1          | 2026-09-30 | 100,000.00         | 6,500.00""",
        contributions=POSTED_AHEAD,
        expected="pay_dates_left | deferrals_ytd | reserved_deferrals\n1 | 12,000.00 | 6,500.00",
    ),
]

PAY: Final[list[Case]] = [
    ahead(
        "FP-1",
        "the limit rests on pay to date and pay still expected",
        "20,000 + 2 x 20,000 = 60,000; today only 20,000",
        payroll=paid(gross_compensation="20,000.00"),
        expected="""
        limit_415c | limit_basis  | room_today | room      | binding
        60,000.00  | compensation | 20,000.00  | 60,000.00 | available_pay""",
    ),
    ahead(
        "FP-2",
        "pay of exactly the dollar limit is no limit by pay",
        "3 x 24,000 = 72,000",
        payroll=paid(gross_compensation="24,000.00"),
        expected="limit_415c | limit_basis\n72,000.00 | dollar",
    ),
    ahead(
        "FP-3",
        "a cent less is",
        "24,000 + 23,999.99 + 24,000",
        payroll=paid(gross_compensation="24,000.00"),
        elections="""
        employee_id | effective_date | pay_per_date
        E1          | 2026-09-30     | 23,999.99
        E1          | 2026-12-31     | 24,000.00""",
        expected="limit_415c | limit_basis\n71,999.99 | compensation",
    ),
    ahead(
        "FP-4",
        "elected pay takes the place of the last regular pay, from its date on",
        "10,000 + 10,000 in September + 30,000 in December",
        payroll=paid(gross_compensation="10,000.00"),
        elections=elects("2026-10-01", pay_per_date="30,000.00"),
        expected="limit_415c\n50,000.00",
    ),
    ahead(
        "FP-5",
        "a bonus is not regular pay",
        "60,000 to date, 2 x 2,000 ahead",
        payroll="""
        employee_id | pay_date   | gross_compensation | run_type
        E1          | 2026-06-30 | 2,000.00           | regular
        E1          | 2026-06-30 | 58,000.00          | bonus""",
        expected="limit_415c\n64,000.00",
    ),
    ahead(
        "FP-6",
        "deferrals are a rate of plan pay, the limit is of all pay",
        "10% of 80,000 twice",
        payroll=paid(eligible_compensation="80,000.00", pre_tax="8,000.00"),
        expected="reserved_deferrals | limit_basis\n16,000.00 | dollar",
    ),
    ahead(
        "FP-7",
        "in January the last regular pay is December's",
        "no money this year; 2 x 10,000 of pay, 2 x 1,000 of deferrals; 20,000 - 2,000",
        as_of="2026-01-02",
        payroll=paid("2025-12-31", "10,000.00", pre_tax="1,000.00"),
        expected="""
        compensation_ytd | limit_415c | reserved_deferrals | room
        0.00             | 20,000.00  | 2,000.00           | 18,000.00""",
    ),
    ahead(
        "FP-8",
        "nobody's pay and no election: no pay is expected, and it is said",
        "the opening's 50,000 to date and nothing more",
        payroll="",
        opening="employee_id | as_of | gross_compensation\nE1 | 2026-06-30 | 50,000.00",
        expected="""
        pay_dates_left | limit_415c | room      | suggested_rate | can_contribute | reasons
        2              | 50,000.00  | 50,000.00 | 0%             | true           | pay_unknown""",
    ),
    ahead(
        "FP-9",
        "additions beyond pay to date but within pay of the year are no excess",
        "14,000 of 10,000 today; 14,000 of 30,000 at year end",
        payroll=paid(gross_compensation="10,000.00", after_tax="14,000.00"),
        elections=elects(after_tax_rate="0"),
        expected="limit_415c | excess | room_today | room | reasons\n30,000.00 | 0.00 | 0.00 | 16,000.00 |",
    ),
    ahead(
        "FP-10",
        "deferrals never exceed the pay of the date",
        "5,000 in September and in December, of 20,000 elected",
        payroll=paid(pre_tax="0.00"),
        elections=elects("2026-07-01", pay_per_date="5,000.00", pre_tax_amount="20,000.00"),
        expected="reserved_deferrals\n10,000.00",
    ),
]
