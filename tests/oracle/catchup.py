"""Catch-up contributions, calendar year by calendar year and date by date. 26 USC 414(v), 26 CFR 1.414(v)-1."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from tests.oracle.figures import CATCH_UP_AGE, HIGHER_CATCH_UP_AGES, TABLE, figures
from tests.oracle.ledger import Entry, Ledger, Pay, kind_total
from tests.oracle.people import EXEMPT, age_in, wages_state
from tests.oracle.rows import Census, PayrollLine, PlanTerms

DEFERRALS = ("pre_tax", "roth")
ONE_DAY = timedelta(days=1)


def catch_up_limit(plan: PlanTerms, person: Census | None, year: int, at: date, terms_on: date | None = None) -> int:
    """The catch-up limit of a person in a calendar year; 0 for a year whose figure nobody knows yet.

    By the terms of `terms_on`, else of `at` or the year's end.
    """
    terms = plan.on(terms_on or min(at, date(year, 12, 31)))
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
    known_through: date
    year_begins: date
    plan: PlanTerms
    limit: int
    related: int
    prior_employer: int
    today: date
    entries: list[Entry] = field(default_factory=list)
    pay: list[Pay] = field(default_factory=list)
    roth: int = 0
    undivided: list[tuple[date, int]] = field(default_factory=list)
    stated_before: int = 0
    all_of_it: "CalendarYear | None" = None

    def read_register(self, lines: Sequence[PayrollLine]) -> None:
        """Add the pay and the deferrals of payroll lines as they stand in the register."""
        for line in lines:
            self.pay.append(Pay(line.pay_date, line.gross_compensation, line.eligible))
            self.entries += [Entry(line.pay_date, kind, sum(line.cells(kind))) for kind in DEFERRALS]

    def own(self, day: date) -> int:
        """This plan's deferrals of the year up to a day; no kind is ever below zero."""
        return sum(kind_total(self.entries, kind, day) for kind in DEFERRALS)

    def gross(self) -> int:
        """Section 415 pay of the calendar year."""
        return sum(pay.gross for pay in self.pay)

    def deferral_limits(self, day: date) -> dict[str, int]:
        """402(g) and the plan's own limits, as in force on a day: a rate of 1, or of no pay, is none.

        For this plan's and related employers' deferrals together; the rate is of this plan's alone, and says nothing
        of those from before any pay is known.
        """
        limits = {"402(g)": figures(self.year).elective_deferral}
        terms = self.plan.on(min(day, self.known_through))
        if terms.max_dollars:
            limits["the plan's dollars"] = terms.max_dollars
        share = self.share_of_pay(day)
        if terms.max_rate < 1 and share > 0:
            limits["the plan's rate"] = int(share) + self.related + self.before_any_pay()
        return limits

    def share_of_pay(self, day: date) -> Fraction:
        """The plan's own rate of the pay so far, each date's at the rate in force."""
        share = Fraction(0)
        for terms, first, last in self.plan.periods():
            share += terms.max_rate * sum(pay.eligible for pay in self.pay if first <= pay.day <= min(last, day))
        return share

    def before_any_pay(self) -> int:
        """This plan's deferrals of before the first eligible pay known today; all of today where none is.

        What an opening states of before the limitation year is, unless pay of then is known.
        """
        days = sorted({pay.day for pay in self.pay if pay.day <= self.today})
        paid = (day for day in days if sum(pay.eligible for pay in self.pay if pay.day == day) > 0)
        first = next(paid, self.today + ONE_DAY)
        return self.deferred(first - ONE_DAY) - (self.stated_before if first < self.year_begins else 0)

    def turning_days(self, day: date) -> list[date]:
        """The last days of the periods before this one: before the limitation year, before another limit in dollars.

        Also before a rate came or went; one that becomes another changes no limit of the pay before it.
        """
        new_year = date(self.year, 1, 1)
        days = [self.year_begins] if self.year_begins.year == self.year else []
        for effective, _ in self.plan.amendments:
            before, after = self.plan.on(effective - ONE_DAY), self.plan.on(effective)
            dollars_changed = before.max_dollars != after.max_dollars
            rate_came_or_went = (before.max_rate == 1) != (after.max_rate == 1)
            if (dollars_changed or rate_came_or_went) and new_year < effective <= self.known_through:
                days.append(effective)
        return [turn - ONE_DAY for turn in sorted(set(days)) if turn - ONE_DAY < day]

    def beyond_limits(self, day: date) -> int:
        """Deferrals up to a day that exceed a limit: of each period at most what was deferred in it."""
        beyond, so_far = 0, 0
        for last in [*self.turning_days(day), day]:
            total = self.deferred(last) + self.related
            limit = min(self.deferral_limits(last).values())
            beyond = min(max(0, total - limit), beyond + max(0, total - so_far))
            so_far = total
        return beyond

    def deferred(self, day: date) -> int:
        """This plan's deferrals up to a day that are surely of this calendar year."""
        return self.own(day) - self.perhaps_of_last_year(day)

    def catch_up(self, day: date) -> int:
        """What is catch-up of the deferrals up to a day, as far as the catch-up limit and pay reach.

        Nothing in a year whose figures nobody knows yet.
        """
        if self.year not in TABLE:
            return 0
        own = self.deferred(day)
        limit = min(self.deferral_limits(day).values())
        pay_left = max(0, self.gross() - min(own + self.related, limit))
        return max(0, min(self.limit, self.beyond_limits(day), pay_left, own))

    def perhaps_of_last_year(self, day: date) -> int:
        """Deferrals of an opening that may belong to the calendar year before; none of them is called catch-up."""
        return sum(cents for stated, cents in self.undivided if stated <= day)

    def catch_up_of_year(self) -> int:
        """All catch-up of the calendar year."""
        return self.catch_up(self.through)

    def catch_up_before(self) -> int:
        """Its part before the limitation year."""
        return self.catch_up(self.year_begins - ONE_DAY) if self.year_begins.year == self.year else 0

    def excess_deferrals(self) -> int:
        """Deferrals of all employers beyond 402(g) and the catch-up the person may have. 26 USC 402(g)(1)."""
        general = figures(self.year).elective_deferral
        here = self.own(self.through) + self.related
        may_catch_up = min(self.limit, max(0, self.gross() - min(here, general)))
        return max(0, here + self.prior_employer - general - may_catch_up)

    def refundable(self) -> int:
        """The excess that a refund can return: of all the calendar year, where more of it is known by now."""
        return (self.all_of_it or self).excess_deferrals()

    def roth_catch_up_wrong(self, other_catch_up: int) -> int:
        """Catch-up of the year that no Roth deferral of the year covers. 26 USC 414(v)(7), 26 CFR 1.414(v)-2."""
        return max(0, self.catch_up_of_year() + other_catch_up - self.roth)

    def binding(self) -> list[str]:
        """The limits that made a deferral catch-up, for the statistics."""
        limits = self.deferral_limits(self.through)
        return sorted(
            name for name, cents in limits.items() if cents == min(limits.values()) and self.catch_up_of_year()
        )


def calendar_year(
    plan: PlanTerms, person: Census | None, ledgers: Sequence[Ledger], year: int, at: date, seen_to: date | None = None
) -> CalendarYear:
    """A calendar year, from the limitation years that overlap it; other employers only in the year of `at`.

    With the terms in force through `at`, or through a later day to which the plan is looked at.
    """
    begins = ledgers[-1].year.first
    now = year == at.year and person is not None
    related = (person.related_employer_deferrals or 0) if now and person else 0
    prior = (person.prior_employer_deferrals or 0) if now and person else 0
    through = date(year, 12, 31)
    known_through = min(seen_to or at, through)
    limit = catch_up_limit(plan, person, year, at, terms_on=known_through)
    gathered = CalendarYear(year, through, known_through, begins, plan, limit, related, prior, today=at)
    for ledger in ledgers:
        gathered.entries += [entry for entry in ledger.entries if entry.kind in DEFERRALS and entry.day.year == year]
        gathered.pay += [pay for pay in ledger.pay if pay.day.year == year]
    gathered.roth = kind_total(gathered.entries, "roth", through)
    for ledger in ledgers:
        _let_the_opening_speak(gathered, ledger)
    return gathered


def _let_the_opening_speak(gathered: CalendarYear, ledger: Ledger) -> None:
    """`calendar_year_deferrals` stands for every deferral of the calendar year through the opening's date.

    What it has beyond the opening's own deferrals was made before the limitation year.
    """
    opening = ledger.opening
    if opening is None or opening.as_of.year != gathered.year:
        return
    if opening.calendar_year_deferrals is None:
        if opening.as_of.year > ledger.year.first.year:
            gathered.undivided.append((opening.as_of, sum(opening.cell(kind) or 0 for kind in DEFERRALS)))
        return
    later = [entry for entry in gathered.entries if entry.day > opening.as_of]
    before = max(0, opening.calendar_year_deferrals - sum(opening.cell(kind) or 0 for kind in DEFERRALS))
    if ledger.year.first != gathered.year_begins or ledger.year.first.year != gathered.year:
        before = 0
    gathered.stated_before = before
    stated = [
        Entry(date.min, "pre_tax", before),
        Entry(opening.as_of, "pre_tax", opening.calendar_year_deferrals - before),
    ]
    gathered.entries = [*stated, *later]


def catch_up_in(years: Sequence[CalendarYear], through: date) -> int:
    """Catch-up of a limitation year up to a day."""
    reached = [calendar for calendar in years if calendar.year <= through.year]
    total = sum(calendar.catch_up(min(through, calendar.through)) - calendar.catch_up_before() for calendar in reached)
    return max(0, total)
