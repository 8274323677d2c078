"""Limitation years: which one a day belongs to, which one a text names, and how short it is. 26 CFR 1.415(j)-1."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from tests.oracle.figures import figures
from tests.oracle.rows import PlanTerms

FROM, THROUGH = 2005, 2035
MONTHS = 12
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Year:
    """A limitation year, both days included."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether the day is one of this year."""
        return self.first <= day <= self.last

    def nearest(self, day: date) -> date:
        """The day itself, or the end of the year that is nearer to it."""
        return min(max(day, self.first), self.last)

    @property
    def crosses_new_year(self) -> bool:
        """Whether it begins in one calendar year and ends in the next."""
        return self.first.year != self.last.year

    @property
    def short(self) -> bool:
        """Whether it is less than twelve months."""
        return self.last + DAY != on_the_day(self.first.year + 1, self.first.month, self.first.day)

    def months(self) -> Fraction:
        """Whole calendar months, and of each other month its covered days over its days."""
        total = Fraction(0)
        for year in range(self.first.year, self.last.year + 1):
            for month in range(1, MONTHS + 1):
                days = monthrange(year, month)[1]
                covered = sum(self.holds(date(year, month, day)) for day in range(1, days + 1))
                total += Fraction(covered, days)
        return total

    def whole_months(self) -> int:
        """Calendar months covered from their first day to their last."""
        whole = 0
        for year in range(self.first.year, self.last.year + 1):
            for month in range(1, MONTHS + 1):
                days = monthrange(year, month)[1]
                whole += self.holds(date(year, month, 1)) and self.holds(date(year, month, days))
        return whole


def on_the_day(year: int, month: int, day: int) -> date:
    """That day of the year; a day the month does not have is its last day."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def all_years(plan: PlanTerms) -> list[Year]:
    """The grid of limitation years. A short year cuts it, and what is left of a cut year is a year of its own."""
    starts = {on_the_day(year, *plan.limitation_year_start) for year in range(FROM, THROUGH)}
    for first, last in plan.short_years:
        starts = {start for start in starts if not first < start <= last}
        starts |= {first, last + DAY}
    firsts = sorted(starts)
    return [Year(first, later - DAY) for first, later in pairwise(firsts)]


def containing(plan: PlanTerms, day: date) -> Year:
    """The limitation year of a day."""
    for year in all_years(plan):
        if year.holds(day):
            return year
    raise ValueError(day)


def before(plan: PlanTerms, year: Year) -> Year:
    """The limitation year before this one."""
    return containing(plan, year.first - DAY)


def named(plan: PlanTerms, text: str, own_date: date) -> Year:
    """The year that `for_year` names: by the calendar year in which it ends, or by its last day."""
    ends = [year for year in all_years(plan) if text in (str(year.last.year), year.last.isoformat())]
    for year in ends:
        if year.holds(own_date):
            return year
    return ends[-1]


def dollar_limit(year: Year, figure_of: int) -> int:
    """The 415(c)(1)(A) figure of a calendar year, for a short limitation year in proportion, down to the cent."""
    whole = figures(figure_of).annual_additions
    return int(whole * year.months() / MONTHS) if year.short else whole


def compensation_cap(year: Year) -> int:
    """The 401(a)(17) figure of the calendar year in which the plan year begins; a short year takes whole months."""
    whole = figures(year.first.year).compensation
    return whole * year.whole_months() // MONTHS if year.short else whole
