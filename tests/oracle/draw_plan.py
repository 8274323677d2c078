"""Random plans: a limitation year of any shape, the day it is looked at, the plan's own limits, its pay dates."""

from dataclasses import dataclass, replace
from datetime import date

from tests.oracle.calendars import PayCalendar
from tests.oracle.draw_terms import draw_terms
from tests.oracle.drawing import DAY, Hand
from tests.oracle.figures import TABLE
from tests.oracle.rows import PlanTerms
from tests.oracle.years import Year, containing

LAST_KNOWN = max(TABLE)
ENDS = (2026, 2026, 2026, 2026, 2025, 2025, 2024, 2019)


@dataclass(frozen=True)
class Frame:
    """A plan, the limitation year asked for, the day it is looked at, and the pay dates around it.

    `earlier`: pay dates before the limitation year in the calendar year in which it begins. `ahead`: those of the
    calendars after `at`. `later`: the dates after `at` for which payroll has been received.
    """

    plan: PlanTerms
    year: Year
    as_of: date
    at: date
    pay_dates: list[date]
    earlier: list[date]
    ahead: list[date]
    later: list[date]

    @property
    def finished(self) -> bool:
        """Whether the year is over on the day it is looked at."""
        return self.as_of > self.year.last


def draw_frame(hand: Hand) -> Frame:
    """A limitation year first, the rest around it."""
    grid, short_years, inside = _shape(hand)
    bare = PlanTerms(limitation_year_start=grid, short_years=short_years)
    year = containing(bare, inside)
    as_of = _as_of(hand, year)
    at = min(as_of, year.last)
    within = _pay_dates(hand, year.first, at, 5)
    if year.crosses_new_year and at.year == year.last.year:
        december, january = date(year.first.year, 12, 31), date(at.year, 1, 1)
        within += _pay_dates(hand, year.first, december, 2) + _pay_dates(hand, january, at, 2)
    new_year = date(year.first.year, 1, 1)
    before = _pay_dates(hand, new_year, year.first - DAY, 2) if new_year < year.first and hand.chance(60) else []
    ahead = _pay_dates(hand, at + DAY, year.last, 5) if at < year.last and hand.chance(85) else []
    beyond = _pay_dates(hand, at + DAY, at + 60 * DAY, 1) if hand.chance(10) else []
    missing = _pay_dates(hand, year.first, at, 1) if hand.chance(8) else []
    pay_dates, earlier = sorted(set(within)), sorted(set(before))
    calendars = {"": PayCalendar(dates=tuple(sorted({*within, *before, *ahead, *beyond, *missing})))}
    if hand.chance(12):
        calendars = {"": _regular_calendar(hand)}
        ahead = calendars[""].pay_dates(at + DAY, year.last)
    if hand.chance(20):
        others = _pay_dates(hand, at + DAY, year.last, 5) if at < year.last else []
        calendars["hourly"] = (
            PayCalendar(dates=tuple(sorted({*within, *others}))) if within or others else PayCalendar()
        )
    later = [day for day in sorted({*ahead[:2], *beyond}) if hand.chance(20)]
    later += _pay_dates(hand, at + DAY, year.last, 1) if at < year.last and hand.chance(8) else []
    plan = draw_terms(hand, replace(bare, calendars=calendars), year, pay_dates, ahead)
    return Frame(plan, year, as_of, at, pay_dates, earlier, ahead, sorted(set(later)))


def _regular_calendar(hand: Hand) -> PayCalendar:
    """A calendar that says how often, not when."""
    return hand.pick(
        (
            PayCalendar(frequency="weekly", anchor=date(2026, 1, 8)),
            PayCalendar(),
            PayCalendar(frequency="biweekly", anchor=date(2026, 1, 2)),
            PayCalendar(frequency="semimonthly"),
            PayCalendar(frequency="semimonthly", days=(1, 16)),
            PayCalendar(frequency="monthly"),
            PayCalendar(frequency="monthly", days=(30,)),
        )
    )


def _shape(hand: Hand) -> tuple[tuple[int, int], list[tuple[date, date]], date]:
    """The start of the year, the short years, and a day of the limitation year to ask for."""
    ends = hand.pick(ENDS)
    kind = hand.pick(("calendar", "calendar", "calendar", "crossing", "crossing", "crossing", "short", "short"))
    if kind == "calendar":
        return (1, 1), [], date(ends, 3, 1)
    if kind == "crossing":
        start = hand.pick(((7, 1), (4, 1), (10, 1), (3, 15)))
        ends += ends == LAST_KNOWN and hand.chance(45)
        return start, [], date(ends, 3, 1)
    first_half, second_half = (date(ends, 1, 1), date(ends, 6, 30)), (date(ends, 7, 1), date(ends, 12, 31))
    return hand.pick(
        (
            ((1, 1), [first_half], date(ends, 3, 1)),
            ((1, 1), [first_half], date(ends, 9, 1)),
            ((7, 1), [second_half], date(ends, 9, 1)),
            ((1, 1), [(date(ends, 2, 10), date(ends, 8, 20))], date(ends, 5, 1)),
            ((1, 1), [(date(ends, 2, 10), date(ends, 8, 20))], date(ends, 10, 1)),
            ((1, 1), [(date(ends - 1, 11, 16), date(ends, 3, 15))], date(ends, 2, 1)),
            ((7, 1), [(date(ends - 1, 10, 1), date(ends, 3, 31))], date(ends, 2, 1)),
        )
    )


def _as_of(hand: Hand, year: Year) -> date:
    """A day inside the year, its last, those on both sides of 1 January, or one after the year is over."""
    known_to = min(year.last, date(LAST_KNOWN, 12, 31))
    inside = year.first + DAY * hand.number(10, max(30, (known_to - year.first).days))
    days = [inside, known_to, *[inside] * 6]
    if year.crosses_new_year:
        days += [date(year.first.year, 12, 31), date(year.first.year + 1, 1, 1)]
        days += [date(year.first.year, 12, 31) - DAY * hand.number(0, 40)]
    if known_to == year.last:
        april = date(year.last.year + 1, 4, 15)
        days += [year.last + 40 * DAY, april, april + DAY, april + 30 * DAY]
    day = hand.pick(days)
    return day if day > year.last else min(day, known_to)


def _pay_dates(hand: Hand, first: date, last: date, most: int) -> list[date]:
    days = [hand.pay_date(first, last) for _ in range(hand.number(1, most))]
    return [day for day in days if day is not None]
