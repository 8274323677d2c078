"""Catch-up contributions, calendar year by calendar year and date by date. 26 USC 414(v), 26 CFR 1.414(v)-1."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from tests.oracle.figures import CATCH_UP_AGE, HIGHER_CATCH_UP_AGES, TABLE, figures
from tests.oracle.ledger import Entry, Ledger, Pay, kind_total
from tests.oracle.people import EXEMPT, age_in, wages_state
from tests.oracle.rows import Census, PlanTerms

DEFERRALS = ("pre_tax", "roth")


def catch_up_limit(plan: PlanTerms, person: Census | None, year: int, at: date) -> int:
    """The catch-up limit of a person in a calendar year; 0 for a year whose figure nobody knows yet."""
    terms = plan.on(min(at, date(year, 12, 31)))
    age = age_in(person, year)
    if year not in TABLE or not terms.catch_up or age is None or age < CATCH_UP_AGE:
        return 0
    numbers = figures(year)
    roth_needed = numbers.roth_catch_up_wages is not None and wages_state(person, year, at) != EXEMPT
    if roth_needed and not terms.roth:
        return 0
    if age in HIGHER_CATCH_UP_AGES and terms.catch_up_60_63 and numbers.higher_catch_up is not None:
        return numbers.higher_catch_up
    return numbers.catch_up


@dataclass
class CalendarYear:
    """A person's deferrals and pay of one calendar year, in whatever limitation year they count."""

    year: int
    through: date
    plan: PlanTerms
    limit: int
    related: int
    prior_employer: int
    entries: list[Entry] = field(default_factory=list)
    pay: list[Pay] = field(default_factory=list)
    roth: int = 0
    undivided: list[tuple[date, int]] = field(default_factory=list)

    def own(self, day: date) -> int:
        """This plan's deferrals of the year up to a day; no kind is ever below zero."""
        return sum(kind_total(self.entries, kind, day) for kind in DEFERRALS)

    def gross(self) -> int:
        """Section 415 pay of the calendar year."""
        return sum(pay.gross for pay in self.pay)

    def deferral_limits(self, day: date) -> dict[str, int]:
        """402(g) and the plan's own limits, as in force up to a day."""
        limits = {"402(g)": figures(self.year).elective_deferral}
        if self.plan.on(day).max_dollars:
            limits["the plan's dollars"] = self.plan.on(day).max_dollars
        paid = [pay for pay in self.pay if pay.day <= day]
        limits["the plan's rate"] = int(sum(self.plan.on(pay.day).max_rate * pay.eligible for pay in paid))
        return limits

    def catch_up(self, day: date) -> int:
        """What is catch-up of the deferrals up to a day: beyond a limit, as far as the catch-up limit and pay reach."""
        own = self.own(day) - self.perhaps_of_last_year(day)
        deferred = own + self.related
        limit = min(self.deferral_limits(day).values())
        beyond = max(0, deferred - limit)
        pay_left = max(0, self.gross() - min(deferred, limit))
        return max(0, min(self.limit, beyond, pay_left, own))

    def perhaps_of_last_year(self, day: date) -> int:
        """Deferrals of an opening that may belong to the calendar year before; none of them is called catch-up."""
        return sum(cents for stated, cents in self.undivided if stated <= day)

    def days(self) -> list[date]:
        """Every day on which something is deferred or paid."""
        return sorted({entry.day for entry in self.entries} | {pay.day for pay in self.pay})

    def catch_up_of_year(self) -> int:
        """All catch-up of the calendar year."""
        return self.catch_up(self.days()[-1]) if self.days() else 0

    def catch_up_by_day(self) -> dict[date, int]:
        """Each day's catch-up: what the running total grew by (a reversal lets it shrink)."""
        by_day, so_far = {}, 0
        for day in self.days():
            by_day[day] = self.catch_up(day) - so_far
            so_far = self.catch_up(day)
        return by_day

    def excess_deferrals(self) -> int:
        """Deferrals of all employers beyond 402(g) and the catch-up the person may have. 26 USC 402(g)(1)."""
        general = figures(self.year).elective_deferral
        here = self.own(self.through) + self.related
        may_catch_up = min(self.limit, max(0, self.gross() - min(here, general)))
        return max(0, here + self.prior_employer - general - may_catch_up)

    def roth_catch_up_wrong(self, other_catch_up: int) -> int:
        """Catch-up of the year that no Roth deferral of the year covers. 26 USC 414(v)(7), 26 CFR 1.414(v)-2."""
        return max(0, self.catch_up_of_year() + other_catch_up - self.roth)

    def binding(self) -> list[str]:
        """The limits that made a deferral catch-up on some day, for the statistics."""
        found = set()
        for day in self.days():
            if self.catch_up(day) > 0:
                limits = self.deferral_limits(day)
                found |= {name for name, cents in limits.items() if cents == min(limits.values())}
        return sorted(found)


def calendar_year(
    plan: PlanTerms, person: Census | None, ledgers: Sequence[Ledger], year: int, at: date
) -> CalendarYear:
    """A calendar year, from the limitation years that overlap it; other employers only in the year of `at`."""
    now = year == at.year and person is not None
    related = (person.related_employer_deferrals or 0) if now and person else 0
    prior = (person.prior_employer_deferrals or 0) if now and person else 0
    through = date(year, 12, 31)
    gathered = CalendarYear(year, through, plan, catch_up_limit(plan, person, year, at), related, prior)
    for ledger in ledgers:
        gathered.entries += [entry for entry in ledger.entries if entry.kind in DEFERRALS and entry.day.year == year]
        gathered.pay += [pay for pay in ledger.pay if pay.day.year == year]
    gathered.roth = kind_total(gathered.entries, "roth", through)
    for ledger in ledgers:
        _let_the_opening_speak(gathered, ledger)
    return gathered


def _let_the_opening_speak(gathered: CalendarYear, ledger: Ledger) -> None:
    """`calendar_year_deferrals` stands for every deferral of the calendar year through the opening's date."""
    opening = ledger.opening
    if opening is None or opening.as_of.year != gathered.year:
        return
    if opening.calendar_year_deferrals is None:
        if opening.as_of.year > ledger.year.first.year:
            gathered.undivided.append((opening.as_of, sum(opening.cell(kind) or 0 for kind in DEFERRALS)))
        return
    later = [entry for entry in gathered.entries if entry.day > opening.as_of]
    gathered.entries = [Entry(opening.as_of, "pre_tax", opening.calendar_year_deferrals), *later]


def catch_up_in(ledger: Ledger, years: Sequence[CalendarYear], through: date) -> int:
    """Catch-up of the days inside a limitation year; on the opening's day at most the opening's own deferrals in it."""
    total = 0
    for calendar in years:
        for day, cents in calendar.catch_up_by_day().items():
            if ledger.year.holds(day) and day <= through:
                at_most = _deferred_by_opening(ledger) if _is_opening(ledger, day) else cents
                total += min(cents, at_most)
    return max(0, total)


def _is_opening(ledger: Ledger, day: date) -> bool:
    return ledger.opening is not None and ledger.opening.as_of == day


def _deferred_by_opening(ledger: Ledger) -> int:
    """The opening's own deferrals; without `calendar_year_deferrals` other rows of its day count beside them."""
    opening = ledger.opening
    if opening is None:
        return 0
    if opening.calendar_year_deferrals is not None:
        return sum(opening.cell(kind) or 0 for kind in DEFERRALS)
    return sum(entry.cents for entry in ledger.entries if entry.kind in DEFERRALS and entry.day == opening.as_of)
