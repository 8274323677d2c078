"""Who a person is: the census row that holds, age, employment, last year's wages, highly compensated or not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tests.oracle.figures import DEFAULT_BIRTH_DATES, OWNER_OF_MORE_THAN, TABLE, figures
from tests.oracle.rows import Book, Census, PlanTerms
from tests.oracle.years import Year, before

EXCEED, EXEMPT, UNKNOWN = "exceed", "exempt", "unknown"


def newest(census: Sequence[Census]) -> Census | None:
    """The row of the newest file; files without a date in their name come first."""
    held = None
    for row in census:
        if held is None or (row.file_date or date.min) >= (held.file_date or date.min):
            held = row
    return held


def speaking_of(census: Sequence[Census], year: Year) -> Census | None:
    """The newest row; but what it says of a year, as the newest file of that year or before says it, if any does."""
    person = newest(census)
    then = newest([row for row in census if row.file_date is None or row.file_date <= year.last])
    if person is None or then is None:
        return person
    return replace(
        person,
        hce=then.hce,
        prior_year_compensation=then.prior_year_compensation,
        prior_year_fica_wages=then.prior_year_fica_wages,
        prior_employer_deferrals=then.prior_employer_deferrals,
        related_employer_additions=then.related_employer_additions,
        related_employer_deferrals=then.related_employer_deferrals,
    )


def age_in(person: Census | None, year: int) -> int | None:
    """The age on 31 December of the year; None without a birth date one can trust."""
    if person is None or person.birth_date is None or person.birth_date in DEFAULT_BIRTH_DATES:
        return None
    return year - person.birth_date.year


def employed_on(person: Census | None, day: date) -> bool:
    """Hired by then and not gone before; a rehire after the termination undoes it."""
    if person is None or person.hire_date > day:
        return False
    left, back = person.termination_date, person.rehire_date
    if left is None or left >= day:
        return True
    return back is not None and left < back <= day


def employed_between(person: Census | None, first: date, last: date) -> bool:
    """Employed on at least one day from first to last: if so, then on one of these days."""
    if person is None:
        return False
    days = [first, last, *(day for day in (person.hire_date, person.rehire_date) if day is not None)]
    return any(first <= day <= last and employed_on(person, day) for day in days)


def wages_state(person: Census | None, year: int, at: date) -> str:
    """Whether last year's Box 3 wages exceed the threshold of a calendar year that has one. 26 USC 414(v)(7)(A)."""
    threshold = figures(year).roth_catch_up_wages
    if person is None or threshold is None:
        return UNKNOWN
    if year == at.year and person.prior_year_fica_wages is not None:
        return EXCEED if person.prior_year_fica_wages > threshold else EXEMPT
    if employed_between(person, date(year - 1, 1, 1), date(year - 1, 12, 31)):
        return UNKNOWN
    return EXEMPT


def highly_compensated(census: Sequence[Census], plan: PlanTerms, year: Year) -> str:
    """26 USC 414(q)(1), in the words of the report."""
    person = speaking_of(census, year)
    if person is None:
        return "unknown"
    if person.hce is not None:
        return "true" if person.hce else "false"
    prior = before(plan, year)
    of_these_years = [row for row in census if row.file_date is None or prior.first <= row.file_date <= year.last]
    if any((row.ownership_percent or 0) > OWNER_OF_MORE_THAN for row in (person, *of_these_years)):
        return "true"
    if person.hire_date >= year.first:
        return "false"
    if person.prior_year_compensation is None or prior.first.year not in TABLE:
        return "unknown"
    return "true" if person.prior_year_compensation > figures(prior.first.year).highly_compensated else "false"


def history_missing(
    book: Book, plan: PlanTerms, person: Census, covered_to: date | None, first: date, at: date
) -> bool:
    """Whether a pay date on which the person was employed has no payroll of anybody, nor an opening over it.

    Of anybody in the same pay calendar; whom the census does not know is paid by the default one.
    """
    calendar = plan.calendar_of(person.pay_group)
    paid = {line.pay_date for line in book.payroll if _calendar_of(book, plan, line.employee_id) == calendar}
    expected = plan.calendars[calendar].pay_dates(first, at)
    return any(
        employed_on(person, day) and day not in paid and (covered_to is None or day > covered_to) for day in expected
    )


def _calendar_of(book: Book, plan: PlanTerms, employee_id: str) -> str:
    person = newest([row for row in book.census if row.employee_id == employee_id])
    return plan.calendar_of(person.pay_group if person is not None else None)
