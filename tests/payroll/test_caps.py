"""The payroll_caps report: caps of the next pay date worked out by hand.

Unless a test says otherwise E1 is 45, was paid 100,000 on 30 June, and the same is expected on 30 September and 31
December.
"""

from datetime import date
from typing import Any

import pytest

from megaroth.caps import payroll_caps
from megaroth.limits import load_limits
from megaroth.plan import parse_plan
from tests import drawn
from tests.agreement.engine import engine
from tests.ahead import AT_45, elects, paid
from tests.case import born
from tests.payroll.proposed import DATES, DEFERRED_TO_THE_LIMIT_OF_2025, UNTIL_JUNE, plan_of

SEPTEMBER = date(2026, 9, 30)
HALF_MATCHED = '[match]\ntiers = [{ rate = 0.5, up_to = 1.0 }]\nsources = ["pre_tax", "roth", "after_tax"]'
TENTH_MATCHED = '[match]\ntiers = [{ rate = 1.0, up_to = 0.10 }]\nsources = ["after_tax"]'


def caps(
    payroll: str = paid(),
    *,
    census: str = AT_45,
    elections: str = "",
    terms: str = "",
    dates: str = DATES,
    as_of: str = "2026-06-30",
    received: str = "",
    contributions: str = "",
    start: str = "01-01",
) -> list[dict[str, Any]]:
    """The rows of the report; amounts in cents, reasons by their codes."""
    feeds = {"census_2026.csv": census, "payroll_1.csv": payroll, "payroll_2.csv": received, "elections.csv": elections}
    feeds["contributions.csv"] = contributions
    plan = plan_of(dates, terms, start)
    texts = {name: drawn.csv_text(table) for name, table in feeds.items() if table}
    answers = engine(texts, plan, date.fromisoformat(as_of), None)
    rows = payroll_caps(answers, parse_plan(plan), load_limits()).to_dicts()
    return [row | {"reasons": [reason.split(":")[0] for reason in row["reasons"]]} for row in rows]


@pytest.mark.parametrize(
    ("payroll", "terms", "census", "cap", "binding"),
    [
        pytest.param(
            paid(pre_tax="10,000.00", after_tax="30,000.00"),
            "",
            AT_45,
            17_500_00,
            "415c_dollar",
            id="72,000 - 40,000 - 10,000 in September - 4,500 in December, where 402(g) is reached",
        ),
        pytest.param(
            paid(gross_compensation="20,000.00", pre_tax="2,000.00"),
            "",
            AT_45,
            18_000_00,
            "available_pay",
            id="60,000 of pay leave 54,000, but one pay date has 20,000 - 2,000",
        ),
        pytest.param(
            paid(gross_compensation="20,000.00", pre_tax="2,000.00", after_tax="18,000.00"),
            '[match]\ntiers = [{ rate = 1.0, up_to = 0.80 }]\nsources = ["pre_tax"]',
            AT_45,
            18_000_00,
            "available_pay",
            id="60,000 - 20,000 - 2 x 4,000 deferred and matched = 32,000; pay of the date leaves 18,000",
        ),
        pytest.param(
            paid(after_tax="20,000.00"),
            "[after_tax]\nmax_rate = 0.10",
            AT_45,
            10_000_00,
            "plan_cap",
            id="10% of 300,000",
        ),
        pytest.param(
            paid(after_tax="20,000.00"),
            "[after_tax]\nhce_max_rate = 0.08",
            born("1981-05-05", hce="true"),
            4_000_00,
            "hce_cap",
            id="8% of 300,000",
        ),
        pytest.param(
            paid(after_tax="40,000.00", match="20,000.00"),
            HALF_MATCHED,
            AT_45,
            8_000_00,
            "415c_dollar",
            id="each dollar brings half a dollar of match: 8,000 + 4,000",
        ),
        pytest.param(
            paid(after_tax="20,000.00"),
            "[[amendment]]\neffective = 2026-09-01\nafter_tax = { allowed = false }",
            AT_45,
            0,
            "plan_cap",
            id="the plan takes none any more on that date",
        ),
    ],
)
def test_the_cap_of_the_next_pay_date(payroll: str, terms: str, census: str, cap: int, binding: str) -> None:
    (row,) = caps(payroll, terms=terms, census=census)
    assert (row["pay_date"], row["after_tax_cap"], row["binding"]) == (SEPTEMBER, cap, binding)


def test_all_at_once_may_earn_more_match_than_spread_evenly() -> None:
    """Pay of 100,000 in September and 1,000 in December; 100% of after-tax money up to 10% of pay; 40,000 went in.

    Room is spread: half on each date, December's match is at most 100, so r + r/2 + 100 <= 32,000 while r/2 is up to
    10,000: r = 20,000 and more, where September's match stops at 10,000: r = 32,000 - 10,100 = 21,900. All of it in
    September earns 10,000: 21,900 + 10,000 <= 32,000 holds. So the cap is room.
    """
    elections = """
        employee_id | effective_date | pay_per_date | after_tax_rate
        E1          | 2026-12-01     | 1,000.00     | 0"""
    (row,) = caps(paid(after_tax="40,000.00"), elections=elections, terms=TENTH_MATCHED)
    assert (row["after_tax_cap"], row["binding"]) == (21_900_00, "415c_dollar")


def test_the_cap_is_less_than_room_where_all_at_once_earns_more_match() -> None:
    """54,000 went in: 18,000 left. Spread: r + r/2 + 100 <= 18,000, r = 11,933.33. At once: 2r <= 18,000, r = 9,000."""
    elections = """
        employee_id | effective_date | pay_per_date | after_tax_rate
        E1          | 2026-12-01     | 1,000.00     | 0"""
    (row,) = caps(paid(after_tax="54,000.00"), elections=elections, terms=TENTH_MATCHED)
    assert (row["after_tax_cap"], row["binding"]) == (9_000_00, "415c_dollar")


def test_what_is_elected_stands_beside_the_cap() -> None:
    (row,) = caps(paid(pre_tax="10,000.00", after_tax="30,000.00"), elections=elects(after_tax_rate="0.20"))
    assert (row["elected_after_tax"], row["after_tax_cap"]) == (20_000_00, 17_500_00)


@pytest.mark.parametrize(
    ("census", "reasons"),
    [
        (born("1900-01-01"), ["birth_date_unknown"]),
        (born("1981-05-05"), []),
    ],
)
def test_the_cap_is_0_for_who_cannot_contribute(census: str, reasons: list[str]) -> None:
    """As it stands in room, whatever would fit."""
    (row,) = caps(census=census)
    assert row["reasons"] == reasons
    assert (row["after_tax_cap"] == 0) == bool(reasons)


def test_the_cap_is_0_until_the_deferral_limit_is_reached() -> None:
    (row,) = caps(terms="[after_tax]\nrequires_deferral_limit = true")
    assert (row["after_tax_cap"], row["binding"]) == (0, "none")
    assert row["reasons"] == ["deferral_limit_not_reached"]


@pytest.mark.parametrize(
    ("without", "pay_date", "cap"),
    [("", date(2025, 12, 31), 22_500_00), ("2025-12-31", date(2026, 1, 30), 0)],
)
def test_the_deferral_limit_is_that_of_the_calendar_year_of_the_next_pay_date(
    without: str, pay_date: date, cap: int
) -> None:
    """23,500 of 2025 are reached, and are no limit of 2026, of which 24,000 are elected. 70,000 - 23,500 - 24,000."""
    asked = UNTIL_JUNE | {"dates": UNTIL_JUNE["dates"].replace(without, "")}
    (row,) = caps(DEFERRED_TO_THE_LIMIT_OF_2025, as_of="2025-12-30", **asked)
    assert (row["pay_date"], row["after_tax_cap"]) == (pay_date, cap)
    assert row["reasons"] == ([] if cap else ["deferral_limit_not_reached"])


def test_the_next_pay_date_is_the_first_without_regular_payroll() -> None:
    """September's after-tax money has come, and is taken off: 72,000 - 17,000."""
    (row,) = caps(received=paid("2026-09-30", after_tax="17,000.00"))
    assert (row["pay_date"], row["after_tax_cap"]) == (date(2026, 12, 31), 55_000_00)


def test_a_bonus_that_came_early_leaves_the_regular_pay_of_its_date_to_come() -> None:
    bonus = paid("2026-09-30", gross_compensation="50,000.00", after_tax="17,000.00", run_type="bonus")
    (row,) = caps(received=bonus)
    assert (row["pay_date"], row["after_tax_cap"]) == (SEPTEMBER, 55_000_00)


def test_after_tax_money_posted_ahead_of_its_pay_date_takes_of_that_dates_pay() -> None:
    """20,000 of pay less 2,000 deferred less 5,000 posted for September already; 60,000 of pay in all leave 49,000."""
    posted = """
        employee_id | posted_date | source    | amount   | pay_date
        E1          | 2026-06-30  | after_tax | 5,000.00 | 2026-09-30"""
    (row,) = caps(paid(gross_compensation="20,000.00", pre_tax="2,000.00"), contributions=posted)
    assert (row["after_tax_cap"], row["binding"]) == (13_000_00, "available_pay")


def test_nobody_has_a_row_without_a_pay_date_to_come() -> None:
    census = """
        employee_id | birth_date | hire_date  | termination_date
        E1          | 1981-05-05 | 2010-03-01 | 2026-07-15
        E2          | 1981-05-05 | 2010-03-01 |"""
    assert [row["employee_id"] for row in caps(census=census)] == ["E2"]
    assert caps(as_of="2026-12-31", received=paid("2026-09-30")) == []


def test_pay_nobody_knows_promises_nothing() -> None:
    census = "employee_id | birth_date | hire_date\nE1 | 1981-05-05 | 2010-03-01\nE2 | 1981-05-05 | 2010-03-01"
    row = caps(census=census)[1]
    assert (row["employee_id"], row["after_tax_cap"], row["elected_after_tax"]) == ("E2", 0, 0)
