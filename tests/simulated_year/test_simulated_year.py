"""Whoever follows the suggested rate, read anew each pay date, goes over nothing through own after-tax money.

Exactly: on the evening of a pay date, let the year go on as it stands, with the rate suggested that evening on every
pay date left. It ends within 415(c) and the plan's caps, or the rate is 0. So whoever is over a limit at the year's end
is so through what came after the evening on which the last rate above 0 was read, and is told to elect nothing more.
What a plan lets spill over from deferrals is after tax too, and no rate stops it; payroll_caps does.

The simulator is its own payroll: it shares no formula with the program.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise

import pytest

from tests.simulated_year.company import EMPLOYERS, MATCHED, TRUED_UP
from tests.simulated_year.payroll import YearEnd, gone_on, year_of
from tests.simulated_year.year import Night, Year, lived

pytestmark = pytest.mark.slow

ON_ONE_WORKER = {
    employer.name: pytest.mark.xdist_group(f"the simulated year of {employer.name}") for employer in EMPLOYERS
}
"""A year is lived once in a process, and kept."""
EMPLOYER = pytest.mark.parametrize("name", [pytest.param(name, marks=mark) for name, mark in ON_ONE_WORKER.items()])
OVER_IN_THE_ROUGH_YEAR = {
    (MATCHED.name, "extra"): 360_00,
    (TRUED_UP.name, "bonus"): 11_200_00,
    (TRUED_UP.name, "early"): 555_00,
}
"""Worked by hand; after-tax money in it is what nobody could know when its rate was read, and what spills over.

extra: 4% of 6,000.00 deferred and half of it matched, nothing after tax, on 31 December, a date in no calendar.
bonus: of 50,000.00 in a run in no calendar 12% spills over, 9% is as elected, 7% is employer money: 14,000.00.
Less 9% of 10,000.00 on three dates, no longer suggested, and 100.00 that were left. 12% of those still spills over.
early: of 2,000.00 more pay on the last date 15% spills over, 7.5% is as elected, 7% employer money; 35.00 were left.
"""


def gone_on_from(night: Night, rate: Fraction) -> YearEnd:
    """The year's end if nothing else happens after the evening."""
    lines = gone_on(night.employer, night.person, night.lines, night.days_left, rate)
    return year_of(night.employer, night.person, lines)


def with_dates_left(year: Year) -> Iterator[Night]:
    return (night for nights in year.nights.values() for night in nights if night.days_left)


def match_before_any_was_told(year: Year, night: Night) -> int:
    """Of pay dates so far, until the first of them is posted: of whom nothing was ever told nothing is guessed.

    A true-up sets it aside.
    """
    late_by = timedelta(days=year.shocks[night.person.employee_id].match_late_by)
    if year.employer.trues_up or any(paid.day + late_by <= night.day for paid in night.lines):
        return 0
    return sum(paid.match for paid in night.lines)


def highest(night: Night) -> Fraction:
    """The highest rate that the plan, and pay after deferrals, allow on every date left."""
    lines = gone_on(night.employer, night.person, night.lines, night.days_left, Fraction(0))[len(night.lines) :]
    by_pay = min(Fraction(paid.gross - paid.deferred, paid.gross) for paid in lines)
    return min(by_pay, night.employer.highest_rate(night.person))


@EMPLOYER
@pytest.mark.parametrize("with_shocks", [False, True])
def test_the_suggested_rate_keeps_every_limit_if_the_year_goes_on_as_it_stands(name: str, with_shocks: bool) -> None:
    """But for match of a person of whom no match was told yet, to the cent."""
    year = lived(name, with_shocks=with_shocks)
    for night in with_dates_left(year):
        if night.suggested:
            at_end = gone_on_from(night, night.suggested)
            assert at_end.over <= match_before_any_was_told(year, night), (night.person.employee_id, night.day)


@EMPLOYER
@pytest.mark.parametrize("with_shocks", [False, True])
def test_one_step_more_would_not(name: str, with_shocks: bool) -> None:
    """Each evening the rate is the highest: the next step breaks a limit, or passes what plan and pay allow."""
    year = lived(name, with_shocks=with_shocks)
    for night in with_dates_left(year):
        more = night.suggested + year.employer.step
        if more <= highest(night):
            assert gone_on_from(night, more).over > 0, (night.person.employee_id, night.day)


@EMPLOYER
def test_a_quiet_year_ends_within_every_limit_and_less_than_a_step_of_the_last_pay_is_left(name: str) -> None:
    """What payroll did, and what the report says once everything is posted."""
    year = lived(name, with_shocks=False)
    by_law_or_cap = 0
    for employee_id, nights in year.nights.items():
        end, closed = year_of(year.employer, nights[-1].person, nights[-1].lines), year.closed[employee_id]
        assert end.over <= 0
        assert closed["excess"] == 0
        assert closed["room"] == -end.over, employee_id
        before_last = nights[-2]
        assert before_last.suggested > 0
        if before_last.suggested + year.employer.step <= highest(before_last):
            by_law_or_cap += 1
            assert -end.over <= year.employer.step * nights[-1].lines[-1].gross, employee_id
    assert by_law_or_cap >= 2


@EMPLOYER
def test_in_a_rough_year_only_what_came_after_the_last_rate_was_read_goes_over(name: str) -> None:
    """Amounts by hand, above. The report agrees with payroll on what counts, to the cent."""
    year = lived(name, with_shocks=True)
    for employee_id, nights in year.nights.items():
        end, closed = year_of(year.employer, nights[-1].person, nights[-1].lines), year.closed[employee_id]
        assert max(0, end.over) == OVER_IN_THE_ROUGH_YEAR.get((name, employee_id), 0), employee_id
        assert closed["annual_additions_ytd"] == end.without_after_tax + end.after_tax, employee_id
        assert closed["limit_415c"] == end.limit, employee_id
        assert end.plan_cap is None or end.after_tax <= end.plan_cap, employee_id


@EMPLOYER
def test_nothing_is_suggested_to_whoever_is_over_by_themselves(name: str) -> None:
    """Additions without one more cent after tax already pass the limit: the rate is 0 from that evening on."""
    year = lived(name, with_shocks=True)
    for night in with_dates_left(year):
        so_far = sum(paid.after_tax for paid in night.lines)
        at_end = replace(gone_on_from(night, Fraction(0)), after_tax=so_far)
        if at_end.over >= 0 and not match_before_any_was_told(year, night):
            assert night.suggested == 0, (night.person.employee_id, night.day)


@ON_ONE_WORKER[TRUED_UP.name]
def test_payroll_that_heeds_the_cap_takes_nothing_the_year_as_it_stood_had_no_place_for() -> None:
    """Whatever pay comes on the date: the cap is in dollars. What is over then is employer money and deferrals."""
    year = lived(TRUED_UP.name, with_shocks=True, heeding_caps=True)
    for nights in year.nights.values():
        for evening, after in pairwise(nights):
            stood = gone_on_from(evening, Fraction(0))
            taken = sum(paid.after_tax for paid in after.lines)
            if taken > sum(paid.after_tax for paid in evening.lines):
                assert stood.without_after_tax + taken <= stood.limit, (after.person.employee_id, after.day)
    for employee_id, unforeseen_pay in (("early", 2_000_00), ("bonus", 50_000_00)):
        last = year.nights[employee_id][-1]
        assert year_of(year.employer, last.person, last.lines).over == unforeseen_pay * 7 // 100, employee_id
