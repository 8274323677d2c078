"""What is still to be paid: the dates, the pay of each, and what is elected to be taken from it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.oracle.catchup import CalendarYear
from tests.oracle.figures import TABLE
from tests.oracle.people import employed_on
from tests.oracle.rounding import half_up
from tests.oracle.rows import Book, Census, Election, PayrollLine, PlanTerms
from tests.oracle.years import Year

EMPLOYEE_KINDS = ("pre_tax", "roth", "after_tax")
DEFERRALS = ("pre_tax", "roth")
Held = Mapping[tuple[date, str], int]


@dataclass(frozen=True)
class RegularPay:
    """The regular runs of one pay date: pay, and what was taken from it."""

    day: date
    gross: int
    eligible: int
    taken: Mapping[str, int]

    def rate(self, kind: str) -> Fraction:
        """The share of eligible pay that went to a kind; none of no pay."""
        return Fraction(max(0, self.taken[kind]), self.eligible) if self.eligible else Fraction(0)


def expected_dates(plan: PlanTerms, person: Census | None, payroll: Sequence[PayrollLine], span: Year) -> list[date]:
    """The person's pay dates of a span on which they are employed, without those payroll has already sent."""
    if person is None or span.last < span.first:
        return []
    calendar = plan.calendars[plan.calendar_of(person.pay_group)]
    sent = {line.pay_date for line in payroll if line.run_type == "regular"}
    dates = calendar.pay_dates(span.first, span.last)
    return [day for day in dates if employed_on(person, day) and day not in sent]


def regular_pay(rows: Book, day: date, held: Held) -> RegularPay:
    """A pay date's regular runs; a kind of which the register says nothing is what the recordkeeper posted."""
    of_day = [line for line in rows.payroll if line.pay_date == day]
    regular = [line for line in of_day if line.run_type == "regular"]
    taken = {}
    for kind in EMPLOYEE_KINDS:
        silent = not any(line.cells(kind) for line in of_day)
        taken[kind] = held.get((day, kind), 0) if silent else sum(sum(line.cells(kind)) for line in regular)
    return RegularPay(
        day,
        max(0, sum(line.gross_compensation for line in regular)),
        max(0, sum(line.eligible for line in regular)),
        taken,
    )


def last_regular_pay(rows: Book, at: date) -> date | None:
    """The newest date of a regular run."""
    return max((line.pay_date for line in rows.payroll if _regular(line) and line.pay_date <= at), default=None)


def last_uncut_pay(rows: Book, plan: PlanTerms, calendars: Sequence[CalendarYear], last: date, new_year: date) -> date:
    """The last regular pay after which the calendar year's deferrals were still under the limit; else the last one."""
    earlier = last < new_year
    first = date(last.year, 1, 1) if earlier else new_year
    days = sorted({line.pay_date for line in rows.payroll if _regular(line) and first <= line.pay_date <= last})
    for day in reversed(days):
        (calendar,) = [_from_the_register(rows, plan, day.year)] if earlier else _of_year(calendars, day.year)
        limit = deferral_limit(calendar, day)
        if limit is None or calendar.deferred(day) + calendar.related < limit:
            return day
    return last


def implied_rates(
    rows: Book,
    plan: PlanTerms,
    calendars: Sequence[CalendarYear],
    at: date,
    new_year: date,
    held_on: Callable[[date], Held],
) -> dict[str, Fraction]:
    """The rates of the last regular pay that no limit cut short; of after-tax money those of the last regular pay.

    Unless deferrals may have spilled over into it then.
    """
    last = last_regular_pay(rows, at)
    if last is None:
        return dict.fromkeys(EMPLOYEE_KINDS, Fraction(0))
    uncut = last_uncut_pay(rows, plan, calendars, last, new_year)
    day_of = dict.fromkeys(DEFERRALS, uncut) | {"after_tax": uncut if plan.on(last).spillover else last}
    return {kind: regular_pay(rows, day, held_on(day)).rate(kind) for kind, day in day_of.items()}


def _regular(line: PayrollLine) -> bool:
    return line.run_type == "regular"


def _of_year(calendars: Sequence[CalendarYear], year: int) -> list[CalendarYear]:
    return [calendar for calendar in calendars if calendar.year == year]


def _from_the_register(rows: Book, plan: PlanTerms, year: int) -> CalendarYear:
    """A calendar year before any the limitation year touches, by the register alone."""
    through = date(year, 12, 31)
    gathered = CalendarYear(year, through, through, through, plan, limit=0, related=0, prior_employer=0, today=through)
    gathered.read_register([line for line in rows.payroll if line.pay_date.year == year])
    return gathered


def deferral_limit(calendar: CalendarYear, day: date) -> int | None:
    """What stops deferrals: 402(g) or the plan's lower limit. None in a year whose figures nobody knows yet."""
    return min(calendar.deferral_limits(day).values()) if calendar.year in TABLE else None


def has_reached_the_limit(calendar: CalendarYear, day: date) -> bool:
    """Whether the calendar year's deferrals have reached 402(g) or the plan's lower limit."""
    limit = deferral_limit(calendar, day)
    return limit is not None and calendar.deferred(day) + calendar.related >= limit


def in_force(elections: Sequence[Election], day: date) -> list[Election]:
    """The rows in force on a day, newest first."""
    begun = [election for election in elections if election.effective_date <= day]
    return sorted(begun, key=lambda election: election.effective_date, reverse=True)


def pay_on(day: date, elections: Sequence[Election], reference: RegularPay | None) -> tuple[int, int] | None:
    """Gross and eligible pay: what the elections say, else that of the last regular pay, else unknown."""
    for election in in_force(elections, day):
        if election.pay_per_date is not None:
            return election.pay_per_date, election.pay_per_date
    return None if reference is None else (reference.gross, reference.eligible)


def elected(kind: str, day: date, eligible: int, elections: Sequence[Election], implied: Mapping[str, Fraction]) -> int:
    """What is taken of a kind: by the newest row that says something of it, else as the last regular pay did."""
    for election in in_force(elections, day):
        said = election.of(kind)
        if said is not None:
            rate, dollars = said
            return half_up(rate * eligible) + dollars
    return half_up(implied[kind] * eligible)
