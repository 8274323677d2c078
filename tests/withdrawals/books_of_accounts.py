"""What the oracle of accounts is asked: rows of the feeds, people, the plan's terms by day. No rule of accounts.

A row is a dictionary with the columns of its feed, amounts in whole cents.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tests.oracle.years import on_the_day

Row = Mapping[str, Any]
ONE_DAY = timedelta(days=1)
DEFAULTS: Row = {
    "in_service": True,
    "in_plan_roth": True,
    "per_year": 0,
    "months_between": 0,
    "minimum": 0,
    "separate_contract": True,
    "pre_1987_first": False,
    "sweep_days": 0,
}


@dataclass(frozen=True)
class PlanOfAccounts:
    """The table [withdrawals], its amendments, and the day from which Roth routes are assumed to be shut."""

    terms: Row
    amendments: Sequence[tuple[date, Row]] = ()
    roth_shut_from: date | None = None
    year_starts: tuple[int, int] = (1, 1)

    def on(self, day: date) -> dict[str, Any]:
        """The terms in force on a day: each amendment replaces what it names."""
        said = dict(DEFAULTS) | dict(self.terms)
        for effective, changes in sorted(self.amendments, key=lambda each: each[0]):
            if effective <= day:
                said |= changes
        return said

    def year_start(self, day: date) -> date:
        """The first day of the limitation year of a day."""
        own = on_the_day(day.year, *self.year_starts)
        return own if own <= day else on_the_day(day.year - 1, *self.year_starts)


@dataclass(frozen=True)
class Books:
    """Rows of the feeds, the people of the census, the plan, the as-of date; perhaps of the year finished before it."""

    balances: Sequence[Row]
    postings: Sequence[Row]
    withdrawals: Sequence[Row]
    openings: Sequence[Row]
    payroll: Sequence[Row]
    forms: Sequence[Row]
    persons: Sequence[Row]
    plan: PlanOfAccounts
    as_of: date
    finished_year: bool = False

    @property
    def year_start(self) -> date:
        """The first day of the limitation year that is asked for."""
        this = self.plan.year_start(self.as_of)
        return self.plan.year_start(this - ONE_DAY) if self.finished_year else this

    @property
    def year_end(self) -> date:
        """Its last day."""
        return on_the_day(self.year_start.year + 1, *self.plan.year_starts) - ONE_DAY

    def person(self, who: str) -> Row | None:
        """The census row, if there is one."""
        return next(iter(of(who, self.persons)), None)

    def holders(self) -> list[str]:
        """Everybody of whom a feed of accounts has a row; who has no account is left out by the oracle."""
        feeds = (self.balances, self.postings, self.withdrawals)
        return sorted({each["employee_id"] for feed in feeds for each in feed})


def of(who: str, rows: Iterable[Row]) -> list[Row]:
    """The rows of one person."""
    return [each for each in rows if each["employee_id"] == who]


def employed_on(person: Row, day: date) -> bool:
    """Hired by then and not terminated before; a rehire after the termination undoes it from its day."""
    if person["hire_date"] > day:
        return False
    left, back = person["termination_date"], person["rehire_date"]
    if left is None or day <= left:
        return True
    return back is not None and left < back <= day
