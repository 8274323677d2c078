"""A year lived pay date by pay date: payroll runs, the night reads it, everybody elects what the report suggests."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cache
from random import Random

from megaroth.answers import Answers
from megaroth.caps import payroll_caps
from megaroth.limits import load_limits
from megaroth.plan import parse_plan
from tests.agreement.engine import engine, rows_of
from tests.simulated_year.company import EMPLOYERS, NO_SHOCK, Employer, Person, Shocks
from tests.simulated_year.feeds import POSTED_AT_THE_END, feeds
from tests.simulated_year.payroll import Line, irregular, line

ONE = 100_000_000


@dataclass(frozen=True)
class Night:
    """One person on the evening of a pay date: what was paid, what the reports say, and the pay dates then left.

    `cap`: the most that payroll_caps lets payroll take after tax on the next pay date; None where no heed is taken.
    """

    employer: Employer
    person: Person
    day: date
    lines: tuple[Line, ...]
    days_left: tuple[date, ...]
    row: Mapping[str, object]
    cap: int | None

    @property
    def suggested(self) -> Fraction:
        """Empty once no pay date is left: nothing is contributed then."""
        rate = self.row["suggested_rate"]
        assert rate is None or isinstance(rate, int)
        return Fraction(rate or 0, ONE)


@dataclass(frozen=True)
class Year:
    """Everybody's nights in order, and the report once all of the year is posted."""

    employer: Employer
    shocks: Mapping[str, Shocks]
    nights: dict[str, list[Night]]
    closed: dict[str, dict[str, object]]


@cache
def lived(name: str, *, with_shocks: bool, heeding_caps: bool = False) -> Year:
    """The simulated year of an employer; the same every time. Payroll takes no heed of payroll_caps unless told to."""
    employer = next(one for one in EMPLOYERS if one.name == name)
    shocks = employer.rough if with_shocks else dict.fromkeys(employer.rough, NO_SHOCK)
    paid: dict[str, list[Line]] = {person.employee_id: [] for person in employer.people}
    nights: dict[str, list[Night]] = {person.employee_id: [] for person in employer.people}
    runs = {day for surprise in shocks.values() for day, _ in surprise.runs}
    for day in sorted(runs.union(employer.pay_dates)):
        for person in employer.people:
            own = nights[person.employee_id]
            rate = own[-1].suggested if own else Fraction(0)
            at_most = own[-1].cap if own else None
            paid[person.employee_id] += _paid(employer, person, shocks, paid[person.employee_id], day, rate, at_most)
        answers = _answers(employer, shocks, paid, day)
        rows = rows_of(answers)
        caps = _caps(employer, answers) if heeding_caps else {}
        for person in employer.people:
            surprise = shocks[person.employee_id]
            known_to_leave = surprise.leaves_after < day
            nights[person.employee_id].append(
                Night(
                    employer,
                    as_deferring(person, surprise, day),
                    day,
                    tuple(paid[person.employee_id]),
                    () if known_to_leave else tuple(later for later in employer.pay_dates if later > day),
                    rows[person.employee_id],
                    caps.get(person.employee_id, 0) if heeding_caps else None,
                )
            )
    return Year(employer, shocks, nights, rows_of(_answers(employer, shocks, paid, POSTED_AT_THE_END)))


def _answers(employer: Employer, shocks: Mapping[str, Shocks], paid: Mapping[str, list[Line]], night: date) -> Answers:
    return engine(feeds(employer, shocks, paid, night), employer.plan_text(), night, "2026")


def _caps(employer: Employer, answers: Answers) -> dict[str, int]:
    """Of payroll_caps, by employee_id; nobody without a pay date left is in it."""
    plan = parse_plan(employer.plan_text())
    caps = payroll_caps(answers, plan, load_limits(plan.extra_limits))
    return dict(caps.select("employee_id", "after_tax_cap").iter_rows())


def _paid(
    employer: Employer,
    person: Person,
    shocks: Mapping[str, Shocks],
    before: list[Line],
    day: date,
    rate: Fraction,
    at_most: int | None,
) -> list[Line]:
    """What payroll runs for the person on a day: the regular pay, a run in no calendar, or nothing."""
    surprise = shocks[person.employee_id]
    now = as_deferring(person, surprise, day)
    for run, gross in surprise.runs:
        if run == day:
            return [irregular(line(employer, now, before, day, gross, rate, at_most))]
    if day not in employer.pay_dates or day > surprise.leaves_after:
        return []
    return [line(employer, now, before, day, _gross(person, surprise, day), rate, at_most)]


def _gross(person: Person, surprise: Shocks, day: date) -> int:
    pay = max(((since, pay) for since, pay in surprise.raises if since <= day), default=(day, person.pay))[1]
    by_up_to = int(surprise.varies * pay)
    return pay + Random(f"{person.employee_id} {day}").randint(-by_up_to, by_up_to)


def as_deferring(person: Person, surprise: Shocks, day: date) -> Person:
    """The person with the pre-tax rate in force on a day."""
    if surprise.defers_from is None or day < surprise.defers_from[0]:
        return person
    return replace(person, pre_tax=surprise.defers_from[1])
