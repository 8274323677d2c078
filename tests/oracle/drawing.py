"""How the random books are drawn: choices, amounts about a limit, days on which a payroll pays."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar

from hypothesis import strategies as st

Choice = TypeVar("Choice")
DAY = timedelta(days=1)
FIXED_HOLIDAYS = ((1, 1), (6, 19), (7, 4), (11, 11), (12, 24), (12, 25), (12, 26))
MONDAY, FRIDAY, SATURDAY = 0, 4, 5
PERCENT = 100
ABOUT = (0, -1, 1)


class Hand:
    """Draws the small choices of a book, one after the other."""

    def __init__(self, draw: Callable[..., Any]) -> None:
        self._draw = draw

    def chance(self, percent: int) -> bool:
        """True in so many of a hundred."""
        return bool(self._draw(st.integers(1, PERCENT)) > PERCENT - percent)

    def pick(self, choices: Sequence[Choice]) -> Choice:
        """One of them, each as likely as it is listed."""
        chosen: Choice = choices[self._draw(st.integers(0, len(choices) - 1))]
        return chosen

    def number(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return int(self._draw(st.integers(low, high)))

    def dollars(self, low: int, high: int) -> int:
        """Whole dollars, in cents."""
        return self.number(low, high) * 100

    def about(self, cents: int) -> int:
        """Exactly an amount, one cent below it, or one cent above."""
        return cents + self.pick(ABOUT)

    def split(self, cents: int, parts: int) -> list[int]:
        """An amount in so many parts, each nothing or something."""
        weights = [self.number(0, 4) for _ in range(parts)]
        if not sum(weights):
            weights[-1] = 1
        amounts = [cents * weight // sum(weights) for weight in weights]
        amounts[-1] += cents - sum(amounts)
        return amounts

    def pay_date(self, first: date, last: date) -> date | None:
        """A day on which a payroll pays, from first to last; None if there is none."""
        edges = [day for day in (first_pay_day(first), last_pay_day(last)) if first <= day <= last]
        if edges and self.chance(25):
            return self.pick(edges)
        day = last_pay_day(first + DAY * self.number(0, (last - first).days))
        return day if day >= first else (edges[0] if edges else None)


class Dice(Hand):
    """Every choice equally likely, and the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def chance(self, percent: int) -> bool:
        return self.number(1, PERCENT) <= percent

    def pick(self, choices: Sequence[Choice]) -> Choice:
        return choices[self.number(0, len(choices) - 1)]

    def number(self, low: int, high: int) -> int:
        return self._random.randint(low, high)


def pays(day: date) -> bool:
    """Whether a payroll would pay on this day and on no other: no weekend, Monday or federal holiday."""
    if day.weekday() in (MONDAY, SATURDAY, SATURDAY + 1) or (day.month, day.day) in FIXED_HOLIDAYS:
        return False
    tomorrow = day + DAY
    observed = day.weekday() == FRIDAY and (tomorrow.month, tomorrow.day) in FIXED_HOLIDAYS
    thanksgiving = day.month == 11 and 22 <= day.day <= 28 and day.weekday() == FRIDAY - 1
    return not observed and not thanksgiving


def first_pay_day(day: date) -> date:
    """The day itself or the next on which a payroll pays."""
    while not pays(day):
        day += DAY
    return day


def last_pay_day(day: date) -> date:
    """The day itself or the last before it on which a payroll pays."""
    while not pays(day):
        day -= DAY
    return day
