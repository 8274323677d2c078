"""Limitation years: which one a day lies in, and what share of a full year a short one is. The plan year is the same.

26 CFR 1.415(j)-1. No limit belongs here: amounts arrive as arguments, in cents.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from fractions import Fraction
from typing import Final, NamedTuple

from megaroth.errors import CommandError

ONE_DAY: Final = timedelta(days=1)
MONTHS: Final = 12
YEAR_TEXT: Final = re.compile(r"[0-9]{4}")
DAY_TEXT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class MonthDay(NamedTuple):
    """A day of every year."""

    month: int
    day: int

    def of(self, year: int) -> date:
        return date(year, self.month, self.day)


def day_of_month(year: int, month: int, day: int) -> date:
    """That calendar day; the last of the month where the month has no such day."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def last_of_full_year(start: date) -> date:
    """The last day of the twelve months that begin on `start`."""
    return date(start.year + 1, start.month, 1) + timedelta(days=start.day - 1) - ONE_DAY


@dataclass(frozen=True, order=True)
class LimitationYear:
    start: date
    end: date

    @property
    def ends_in(self) -> int:
        """The calendar year whose 415(c)(1)(A) figure applies."""
        return self.end.year

    @property
    def crosses_new_year(self) -> bool:
        return self.start.year != self.end.year

    @property
    def short(self) -> bool:
        return self.end < last_of_full_year(self.start)

    @property
    def has_partial_month(self) -> bool:
        """Whether proration rests on a partly covered month, the [open] reading of 1.415(j)-1(d)(2)."""
        return self.short and any(share != 1 for share in self._month_shares())

    def prorate(self, cents: int) -> int:
        """The 415(c) limit x (whole months + days / days of that month) / 12, down to the cent. 1.415(j)-1(d)(2)."""
        return int(cents * sum(self._month_shares(), Fraction()) / MONTHS) if self.short else cents

    def prorate_months(self, cents: int) -> int:
        """The 401(a)(17) cap x whole calendar months / 12, down to the cent. 1.401(a)(17)-1(b)(3)(iii)."""
        whole_months = sum(share == 1 for share in self._month_shares())
        return cents * whole_months // MONTHS if self.short else cents

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def _month_shares(self) -> Iterator[Fraction]:
        """What part of each calendar month it touches lies inside."""
        first = self.start.replace(day=1)
        while first <= self.end:
            last = day_of_month(first.year, first.month, 31)
            covered = min(last, self.end) - max(first, self.start) + ONE_DAY
            yield Fraction(covered.days, last.day)
            first = last + ONE_DAY


@dataclass(frozen=True)
class LimitationYears:
    """The grid of years that begin on `month`-`day`, cut by the plan's short years (first and last day of each)."""

    month: int
    day: int
    short: tuple[tuple[date, date], ...] = ()

    def containing(self, day: date) -> LimitationYear:
        """A short year where one contains the day, else what the short years leave of the grid's year."""
        for start, end in self.short:
            if start <= day <= end:
                return LimitationYear(start, end)
        start = date(day.year, self.month, self.day)
        if start > day:
            start = start.replace(year=day.year - 1)
        ends_before = [end + ONE_DAY for _, end in self.short if end < day]
        starts_after = [begin - ONE_DAY for begin, _ in self.short if begin > day]
        return LimitationYear(max([start, *ends_before]), min([last_of_full_year(start), *starts_after]))

    def label(self, year: LimitationYear) -> str:
        """The calendar year it ends in, or the end date where two end then."""
        return str(year.ends_in) if len(self.named(str(year.ends_in))) == 1 else year.end.isoformat()

    def before(self, year: LimitationYear) -> LimitationYear:
        return self.containing(year.start - ONE_DAY)

    def named(self, text: str) -> tuple[LimitationYear, ...]:
        """The years that end in "2026", in order; or the one that ends on "2026-06-30"; none for any other text."""
        if YEAR_TEXT.fullmatch(text) and MINYEAR < int(text) < MAXYEAR:
            return tuple(self._ending_in(int(text)))
        if DAY_TEXT.fullmatch(text):
            try:
                end = date.fromisoformat(text)
            except ValueError:
                return ()
            if MINYEAR < end.year < MAXYEAR and (year := self.containing(end)).end == end:
                return (year,)
        return ()

    def one_named(self, text: str) -> LimitationYear:
        """The year a person means by "2026" or "2026-06-30". CommandError if none or more than one ends then."""
        found = self.named(text)
        if len(found) == 1:
            return found[0]
        ends = " or ".join(year.end.isoformat() for year in found)
        said = f"{len(found)} end in it; give the end date, {ends}" if found else "none ends then"
        raise CommandError(f"limitation year {text}: {said}.")

    def _ending_in(self, calendar_year: int) -> Iterator[LimitationYear]:
        year = self.containing(date(calendar_year, 1, 1))
        while year.ends_in == calendar_year:
            yield year
            year = self.containing(year.end + ONE_DAY)
