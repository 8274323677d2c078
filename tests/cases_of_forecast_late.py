"""Cases of employer money that past pay dates earned and no feed tells yet."""

from typing import Final

from tests.ahead import AT_52, ahead, row
from tests.case import Case
from tests.cases_of_forecast_employer import ALL_TO_4, EVERYTHING, TRUE_UP

DATES_OF_SPRING: Final = ("2026-04-30", "2026-05-29", "2026-06-30")
THREE_PERCENT: Final = "[nonelective]\nrate = 0.03"


def spring(*matches: str, pay: str = "10,000.00", deferred: tuple[str, ...] = ("600.00",) * 3) -> str:
    """A register of three pay dates; 4% of 10,000.00 is 400.00. `matches`: the cells of a match column."""
    columns = "employee_id | pay_date | gross_compensation | pre_tax" + (" | match" if matches else "")
    lines = [
        " | ".join(["E1", day, pay, pre_tax, *matches[place : place + 1]])
        for place, (day, pre_tax) in enumerate(zip(DATES_OF_SPRING, deferred, strict=True))
    ]
    return "\n".join([columns, *lines])


def posted(*lines: str) -> str:
    """Postings: posted_date, pay_date, source, amount, activity."""
    return "\n".join(
        ["employee_id | posted_date | pay_date | source | amount | activity", *(f"E1 | {line}" for line in lines)]
    )


APRIL: Final = "2026-05-04 | 2026-04-30 | match | 400.00 | contribution"


def late(
    name: str,
    says: str,
    worked: str,
    reserved: str,
    *lines: str,
    payroll: str = spring(),
    terms: str = ALL_TO_4,
    dates: str = "",
    census: str | None = None,
    opening: str = "",
    as_of: str = "2026-06-30",
    year: str | None = None,
    beside: dict[str, str] | None = None,
) -> Case:
    """A case in which, unless `dates` are given, no pay date is left: what is reserved is late. `lines`: postings."""
    expected = {"reserved_employer": reserved, **(beside or {})}
    more = {} if census is None else {"census": census}
    return ahead(
        name,
        says,
        worked,
        payroll=payroll,
        contributions=posted(*lines) if lines else "",
        dates=dates,
        terms=terms,
        opening=opening,
        as_of=as_of,
        year=year,
        expected=" | ".join(expected) + "\n" + " | ".join(expected.values()),
        **more,
    )


LATE: Final[list[Case]] = [
    late(
        "FL-1",
        "match of the dates after the last one posted is on its way",
        "April posted; May and June 400 each. 30,000 - 1,800 - 400 - 800; with 24,500 deferred 30,000 - 1,200 - 24,500",
        "800.00",
        APRIL,
        beside={"employer_ytd": "400.00", "room": "27,000.00", "room_if_deferrals_maxed": "4,300.00"},
    ),
    late(
        "FL-2",
        "a number in the register tells its date, and no earlier one is late",
        "May's cell holds a number: June alone",
        "400.00",
        payroll=spring("", "400.00", ""),
    ),
    late(
        "FL-3",
        "a zero in it is a number",
        "June's cell says zero: nothing is on its way",
        "0.00",
        payroll=spring("400.00", "", "0.00"),
    ),
    late(
        "FL-4",
        "match posted without a pay date pays some of what all dates of the year earned",
        "3 x 400 - 500",
        "700.00",
        "2026-06-15 | | match | 500.00 | contribution",
        beside={"employer_ytd": "500.00"},
    ),
    late(
        "FL-5",
        "match without a pay date posted on the day of the last date told was there before",
        "May is told; June 400, and 100 posted on 29 May do not pay it",
        "400.00",
        "2026-06-02 | 2026-05-29 | match | 400.00 | contribution",
        "2026-05-29 | | match | 100.00 | contribution",
    ),
    late(
        "FL-6",
        "posted a day later it pays it",
        "400 - 100",
        "300.00",
        "2026-06-02 | 2026-05-29 | match | 400.00 | contribution",
        "2026-05-30 | | match | 100.00 | contribution",
    ),
    late(
        "FL-7",
        "of whom no match was ever told nothing is guessed",
        "nothing posted, no cell",
        "0.00",
        beside={"room": "28,200.00"},
    ),
    late(
        "FL-8",
        "a match posted for a date still to come tells no past date",
        "July's 400 are posted: nothing more for it, and no past date is told",
        "0.00",
        "2026-06-30 | 2026-07-31 | match | 400.00 | contribution",
        dates="2026-07-31",
        beside={"employer_ytd": "400.00"},
    ),
    late(
        "FL-9",
        "with a true-up nothing is set aside twice",
        "4% of 30,000 = 1,200: 400 paid, 800 late, nothing left to make up",
        "800.00",
        APRIL,
        terms=TRUE_UP,
    ),
    late(
        "FL-10",
        "what a true-up makes good beyond that is set aside too",
        "June deferred nothing: May 400 late; the year's 1,200 - 400 - 400 = 400 at year end",
        "800.00",
        APRIL,
        payroll=spring(deferred=("600.00", "600.00", "0.00")),
        terms=TRUE_UP,
    ),
    late(
        "FL-11",
        "late match uses up the dollar cap before the dates to come",
        "of 1,000 a year 400 are paid: 600 of May's and June's 800, nothing for July",
        "600.00",
        APRIL,
        terms=ALL_TO_4 + "\ndollar_cap = 1000",
        dates="2026-07-31",
    ),
    late(
        "FL-12",
        "and leaves them what is over",
        "of 1,500 a year 400 are paid and 800 late: 300 of July's 400",
        "1,100.00",
        APRIL,
        terms=ALL_TO_4 + "\ndollar_cap = 1500",
        dates="2026-07-31",
    ),
    late(
        "FL-13",
        "what was posted without a pay date comes off before the dollar cap is held against it",
        "800 - 300 = 500; of 1,000 a year 700 are paid: 300",
        "300.00",
        APRIL,
        "2026-06-15 | | match | 300.00 | contribution",
        terms=ALL_TO_4 + "\ndollar_cap = 1000",
    ),
    late(
        "FL-14",
        "a true-up that was posted pays what is late",
        "800 - 250",
        "550.00",
        APRIL,
        "2026-06-20 | | match | 250.00 | true_up",
    ),
    late(
        "FL-15",
        "a forfeiture given to the person does not",
        "800",
        "800.00",
        APRIL,
        "2026-06-20 | | match | 250.00 | forfeiture",
        beside={"employer_ytd": "650.00"},
    ),
    late(
        "FL-16",
        "match taken back without a pay date is no match to come",
        "800, not 850",
        "800.00",
        APRIL,
        "2026-06-20 | | match | -50.00 | reversal",
        beside={"employer_ytd": "350.00"},
    ),
    late(
        "FL-17",
        "nonelective money is late in the same way",
        "3% of 10,000 for May and June",
        "600.00",
        "2026-05-04 | 2026-04-30 | nonelective | 300.00 | contribution",
        terms=THREE_PERCENT,
    ),
    late(
        "FL-18",
        "a match that is told tells nothing of the nonelective money",
        "match of May and June; of the nonelective money nothing was ever told",
        "800.00",
        APRIL,
        terms=ALL_TO_4 + "\n" + THREE_PERCENT,
    ),
    late(
        "FL-19",
        "an opening tells of the dates it stands for",
        "June's 400 alone",
        "400.00",
        opening=row(as_of="2026-05-29", gross_compensation="20,000.00", pre_tax="1,200.00", match="800.00"),
        beside={"employer_ytd": "800.00"},
    ),
    late(
        "FL-20",
        "pay beyond 401(a)(17) earned nothing",
        "April's 200,000 leave 160,000 of 360,000 for May: 4% is 6,400; June nothing",
        "6,400.00",
        "2026-05-04 | 2026-04-30 | match | 8,000.00 | contribution",
        payroll=spring(pay="200,000.00", deferred=("8,000.00",) * 3),
    ),
    late(
        "FL-21",
        "catch-up of a late date that earns no match",
        "at 52: May's 12,000 bring 24,000; of June's 8,500 500 are within 24,500: 12,500",
        "12,500.00",
        "2026-05-04 | 2026-04-30 | match | 12,000.00 | contribution",
        census=AT_52,
        payroll=spring(pay="100,000.00", deferred=("12,000.00", "12,000.00", "8,500.00")),
        terms=EVERYTHING + "\ncatch_up_matched = false",
        beside={"catch_up_ytd": "8,000.00"},
    ),
    late(
        "FL-22",
        "a date of nothing but corrections earns nothing of its own",
        "May's 400 alone",
        "400.00",
        APRIL,
        payroll="""
        employee_id | pay_date   | run_type   | gross_compensation | pre_tax
        E1          | 2026-04-30 | regular    | 10,000.00          | 600.00
        E1          | 2026-05-29 | regular    | 10,000.00          | 600.00
        E1          | 2026-06-30 | correction | 10,000.00          | 600.00""",
    ),
    late(
        "FL-23",
        "it is set aside when the year is over, until it is posted",
        "800",
        "800.00",
        APRIL,
        as_of="2027-01-15",
        year="2026",
        beside={"room": "27,000.00"},
    ),
    late(
        "FL-24",
        "each late date has its own terms",
        "May 4% = 400, June 2% = 200",
        "600.00",
        APRIL,
        terms=ALL_TO_4 + "\n[[amendment]]\neffective = 2026-06-30\nmatch = { tiers = [{ rate = 1.0, up_to = 0.02 }] }",
    ),
]
