"""Random plans: a limitation year of any shape, the day it is looked at, the plan's own limits, its pay dates."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.oracle.calendars import PayCalendar
from tests.oracle.drawing import DAY, Hand
from tests.oracle.figures import TABLE
from tests.oracle.rows import PlanTerms
from tests.oracle.years import Year, containing

LAST_KNOWN = max(TABLE)
ENDS = (2026, 2026, 2026, 2026, 2025, 2025, 2024, 2019)


@dataclass(frozen=True)
class Frame:
    """A plan, the limitation year asked for, the day it is looked at, and the pay dates around it.

    `earlier`: pay dates before the limitation year in the calendar year in which it begins. `later`: after `at`.
    """

    plan: PlanTerms
    year: Year
    as_of: date
    at: date
    pay_dates: list[date]
    earlier: list[date]
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
    after = _pay_dates(hand, at + DAY, at + 60 * DAY, 1) if hand.chance(25) else []
    missing = _pay_dates(hand, year.first, at, 1) if hand.chance(8) else []
    pay_dates, earlier = sorted(set(within)), sorted(set(before))
    plan = _terms(hand, bare, year, pay_dates, sorted({*within, *before, *after, *missing}))
    return Frame(plan, year, as_of, at, pay_dates, earlier, after)


def _shape(hand: Hand) -> tuple[tuple[int, int], list[tuple[date, date]], date]:
    """The start of the year, the short years, and a day of the limitation year to ask for."""
    ends = hand.pick(ENDS)
    kind = hand.pick(("calendar", "calendar", "calendar", "crossing", "crossing", "crossing", "short", "short"))
    if kind == "calendar":
        return (1, 1), [], date(ends, 3, 1)
    if kind == "crossing":
        start = hand.pick(((7, 1), (4, 1), (10, 1), (3, 15)))
        ends += ends == LAST_KNOWN and hand.chance(20)
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
    days = [known_to, known_to, year.first + DAY * hand.number(30, max(30, (known_to - year.first).days))]
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


def _terms(hand: Hand, bare: PlanTerms, year: Year, paid: list[date], expected: list[date]) -> PlanTerms:
    """The plan's own limits, sometimes changed during the year."""
    rates = (*[Fraction(1)] * 7, Fraction(1, 10), Fraction(155, 1000), Fraction(1, 2))
    dollars = (0, 0, 0, 10_000_00, 15_000_00, 24_500_00)
    amendments: list[tuple[date, dict[str, object]]] = []
    if hand.chance(20):
        effective = hand.pick(paid) if paid and hand.chance(70) else year.first + DAY * hand.number(1, 100)
        changes: tuple[dict[str, object], ...] = (
            {"max_dollars": 12_000_00},
            {"max_rate": Fraction(8, 100)},
            {"max_dollars": 18_000_00, "max_rate": Fraction(1, 4)},
            {"after_tax_allowed": False},
            {"max_dollars": 0, "max_rate": Fraction(1)},
        )
        amendments = [(effective, hand.pick(changes))]
    return PlanTerms(
        limitation_year_start=bare.limitation_year_start,
        short_years=bare.short_years,
        roth=not hand.chance(20),
        catch_up=not hand.chance(8),
        catch_up_60_63=not hand.chance(30),
        max_rate=hand.pick(rates),
        max_dollars=hand.pick(dollars),
        after_tax_allowed=not hand.chance(10),
        calendars={"": PayCalendar(dates=tuple(expected))},
        amendments=amendments,
    )
