"""Engine and oracle expect the same pay dates, over two decades of weekends and federal holidays."""

from datetime import date

import pytest

from megaroth.plan import parse_plan
from tests.oracle.reading import read_plan

PLAN = '[plan]\nid = "calendar"\nname = "A calendar"\n[pay_calendar]\n'
FIRST, LAST = date(2013, 1, 1), date(2034, 12, 31)


@pytest.mark.parametrize(
    "calendar",
    [
        'frequency = "weekly"\nanchor = 2026-01-01',
        'frequency = "weekly"\nanchor = 2026-01-02',
        'frequency = "weekly"\nanchor = 2026-01-05',
        'frequency = "biweekly"\nanchor = 2026-01-02',
        'frequency = "biweekly"\nanchor = 2026-01-09',
        'frequency = "semimonthly"',
        'frequency = "semimonthly"\ndays = [4, 19]',
        'frequency = "semimonthly"\ndays = [1, 11]',
        'frequency = "monthly"',
        'frequency = "monthly"\ndays = [30]',
        'frequency = "monthly"\ndays = [25]',
        "dates = [2026-07-03, 2026-07-04, 2026-11-27, 2027-01-01, 2027-12-31]",
    ],
)
def test_engine_and_oracle_expect_the_same_pay_dates(calendar: str) -> None:
    """Day by day on one side, by steps from the anchor on the other; each with its own holidays."""
    engine = parse_plan(PLAN + calendar).calendars[""].pay_dates(FIRST, LAST)
    assert read_plan(PLAN + calendar).calendars[""].pay_dates(FIRST, LAST) == engine
