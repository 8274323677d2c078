"""The days of the sample's year: when each group is paid, when money is posted, when files come."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from megaroth.calendars import PayCalendar, business_day_before, nth_business_day_after

SALARIED: Final = ""
HOURLY: Final = "hourly"
MONTHLY: Final = "monthly"
"""The census's pay groups; salaried people are paid by the plan's own calendar."""

SALARIED_DATES: Final = 26
HOURLY_DAYS: Final = [4, 19]
DAYS_TO_POSTING: Final = 2
RAISE_MONTH: Final = 4
DATES_BEFORE_BONUS: Final = 5
EARLIEST_ANCHOR: Final = 8
"""The second Friday of January is the first pay date, so that every year has 26."""
FRIDAY: Final = 4


@dataclass(frozen=True)
class Days:
    year: int

    @property
    def start(self) -> date:
        return date(self.year, 1, 1)

    @property
    def end(self) -> date:
        return date(self.year, 12, 31)

    @property
    def anchor(self) -> date:
        """The first biweekly pay date, before a holiday moves it."""
        day = date(self.year, 1, EARLIEST_ANCHOR)
        return day + timedelta(days=(FRIDAY - day.weekday()) % 7)

    @cached_property
    def pay_dates(self) -> dict[str, list[date]]:
        """The pay dates of each group."""
        calendars = {
            SALARIED: {"frequency": "biweekly", "anchor": self.anchor},
            HOURLY: {"frequency": "semimonthly", "days": HOURLY_DAYS},
            MONTHLY: {"frequency": "monthly"},
        }
        return {
            group: PayCalendar.model_validate(terms).pay_dates(self.start, self.end)
            for group, terms in calendars.items()
        }

    @property
    def bonus_date(self) -> date:
        """A pay date of its own, between two regular ones in March."""
        return nth_business_day_after(self.pay_dates[SALARIED][DATES_BEFORE_BONUS - 1], 5)

    @cached_property
    def month_starts(self) -> list[date]:
        """The first business day of each month."""
        firsts = [date(self.year, month, 1) for month in range(1, 13)]
        return [nth_business_day_after(first - timedelta(days=1), 1) for first in firsts]

    @cached_property
    def month_ends(self) -> list[date]:
        """The last business day of each month, when balances are stated."""
        nexts = [date(self.year, month, 1) for month in range(2, 13)] + [date(self.year + 1, 1, 1)]
        return [business_day_before(first) for first in nexts]

    @property
    def year_before_ends(self) -> date:
        """The day of the statement that the year begins with."""
        return date(self.year - 1, 12, 31)

    @property
    def statement_days(self) -> list[date]:
        """When everybody's accounts are stated."""
        return [self.year_before_ends, *self.month_ends]

    @cached_property
    def conversion_days(self) -> list[date]:
        """The days on which who wants to takes after-tax money out."""
        return [nth_business_day_after(date(self.year, month, 14), 1) for month in (3, 6, 9)]

    @cached_property
    def sweep_days(self) -> list[date]:
        """The days on which the recordkeeper converts what is left, inside the plan."""
        return [self.month_starts[month - 1] for month in (7, 12)]

    @property
    def withdrawal_days(self) -> list[date]:
        """Both."""
        return sorted(self.conversion_days + self.sweep_days)


def posted_on(pay_date: date) -> date:
    return nth_business_day_after(pay_date, DAYS_TO_POSTING)
