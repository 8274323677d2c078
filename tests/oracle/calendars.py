"""On which days a payroll pays, asked day by day. A date on a weekend or federal holiday is paid the day before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
MONDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = 0, 3, 4, 5, 6
NTH_WEEKDAYS = ((1, 3, MONDAY), (2, 3, MONDAY), (9, 1, MONDAY), (10, 2, MONDAY), (11, 4, THURSDAY))
FIXED = ((1, 1), (6, 19), (7, 4), (11, 11), (12, 25))
JUNETEENTH, SINCE = (6, 19), 2021
WEEKS = {"weekly": 7, "biweekly": 14}
MONTH_DAYS: dict[str, tuple[int | str, ...]] = {"semimonthly": (15, "last"), "monthly": ("last",)}


@dataclass(frozen=True)
class PayCalendar:
    """A pay calendar as plan.toml says it; dates, if any, are all there are."""

    dates: Sequence[date] = ()
    frequency: str = "biweekly"
    anchor: date = date(2026, 1, 9)
    days: Sequence[int | str] = ()

    def pay_dates(self, first: date, last: date) -> list[date]:
        """Every day on which it pays, from first to last."""
        planned = [first + DAY * number for number in range((last - first).days + 15)]
        paid = {_paid(day) for day in planned if self._plans(day)}
        return sorted(day for day in paid if first <= day <= last)

    def _plans(self, day: date) -> bool:
        if self.dates:
            return day in self.dates
        if self.frequency in WEEKS:
            return (day - self.anchor).days % WEEKS[self.frequency] == 0
        is_last = (day + DAY).month != day.month
        return any(
            day.day == number or (is_last and (number == "last" or day.day < int(number)))
            for number in self.days or MONTH_DAYS[self.frequency]
        )


def _paid(day: date) -> date:
    while day.weekday() in (SATURDAY, SUNDAY) or _is_federal_holiday(day):
        day -= DAY
    return day


def _is_federal_holiday(day: date) -> bool:
    """5 USC 6103: the day itself; the Friday before one on a Saturday; the Monday after one on a Sunday."""
    observed_early = day.weekday() == FRIDAY and _is_fixed_holiday(day + DAY)
    observed_late = day.weekday() == MONDAY and _is_fixed_holiday(day - DAY)
    nth = (day.month, (day.day + 6) // 7, day.weekday()) in NTH_WEEKDAYS
    memorial = day.month == 5 and day.weekday() == MONDAY and (day + 7 * DAY).month == 6
    return _is_fixed_holiday(day) or observed_early or observed_late or nth or memorial


def _is_fixed_holiday(day: date) -> bool:
    here = (day.month, day.day)
    return here in FIXED and (here != JUNETEENTH or day.year >= SINCE)
