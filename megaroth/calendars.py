"""Expected pay dates, and the business days they and the deposits are measured in.

A business day is a weekday that is no federal holiday as observed. A pay date on any other day is paid the
business day before.
"""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Annotated, Final

from pydantic import ValidationInfo, field_validator

from megaroth.plan_values import LAST_DAY, Day, DayOfMonth, Distinct, Section, expected, one_of
from megaroth.years import ONE_DAY, day_of_month

WEEKS: Final = {"weekly": 1, "biweekly": 2}
MONTH_DAYS: Final = {"semimonthly": (15, LAST_DAY), "monthly": (LAST_DAY,)}
DAYS_IN_WORDS: Final = {"semimonthly": "two days", "monthly": "one day"}
FARTHEST_MOVE: Final = timedelta(weeks=2)
"""More than any run of weekends and holidays."""


def is_business_day(day: date) -> bool:
    return day.weekday() < calendar.SATURDAY and day not in _federal_holidays(day.year)


def business_day_before(day: date) -> date:
    """The last business day earlier than `day`."""
    earlier = day - ONE_DAY
    while not is_business_day(earlier):
        earlier -= ONE_DAY
    return earlier


def nth_business_day_after(day: date, n: int) -> date:
    """The n-th business day later than `day`, which itself does not count."""
    for _ in range(n):
        day += ONE_DAY
        while not is_business_day(day):
            day += ONE_DAY
    return day


@cache
def _federal_holidays(year: int) -> frozenset[date]:
    """As observed: Saturday's is kept on Friday, also when that is 31 December, and Sunday's on Monday. 5 USC 6103."""
    import holidays  # here, so that a command without a calendar does not load it

    return frozenset(holidays.country_holidays("US", years=year, observed=True))


class PayCalendar(Section):
    """`[pay_calendar]` or `[pay_calendars.NAME]`. `dates`, where given, are all there are."""

    frequency: Annotated[str, one_of("weekly", "biweekly", "semimonthly", "monthly")] = "biweekly"
    anchor: Day = date(2026, 1, 9)
    days: Distinct[DayOfMonth] = ()
    dates: Distinct[Day] = ()

    @field_validator("days")
    @classmethod
    def _as_many_days_as_pay_dates(cls, days: tuple[int, ...], info: ValidationInfo) -> tuple[int, ...]:
        frequency = info.data.get("frequency")
        if days and frequency in MONTH_DAYS and len(days) != len(MONTH_DAYS[frequency]):
            raise expected(f"{DAYS_IN_WORDS[frequency]} of the month for a {frequency} calendar")
        return days

    def pay_dates(self, start: date, end: date) -> list[date]:
        """The dates paid from start through end, in order; one that is moved counts where it is paid."""
        planned = self._planned(start, end + FARTHEST_MOVE)
        paid = {day if is_business_day(day) else business_day_before(day) for day in planned}
        return sorted(day for day in paid if start <= day <= end)

    def _planned(self, start: date, end: date) -> Iterator[date]:
        """The dates before they are moved. A date moves only backwards, so nothing before `start` matters."""
        if self.dates:
            yield from self.dates
        elif self.frequency in WEEKS:
            yield from self._every_weeks(start, end)
        else:
            yield from self._every_month(start, end)

    def _every_weeks(self, start: date, end: date) -> Iterator[date]:
        """Steps from the anchor in both directions."""
        step = timedelta(weeks=WEEKS[self.frequency])
        day = start + (self.anchor - start) % step
        while day <= end:
            yield day
            day += step

    def _every_month(self, start: date, end: date) -> Iterator[date]:
        first = start.replace(day=1)
        while first <= end:
            for day in self.days or MONTH_DAYS[self.frequency]:
                yield day_of_month(first.year, first.month, day)
            first = day_of_month(first.year, first.month, LAST_DAY) + ONE_DAY
