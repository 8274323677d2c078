"""The rest of the year, pay date after pay date: pay, deferrals up to their limits, after-tax money as elected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from functools import partial
from math import floor

from tests.oracle.catchup import DEFERRALS, CalendarYear, calendar_year, catch_up_limit
from tests.oracle.expected import (
    EMPLOYEE_KINDS,
    RegularPay,
    deferral_limit,
    elected,
    expected_dates,
    has_reached_the_limit,
    implied_rates,
    last_regular_pay,
    pay_on,
    regular_pay,
)
from tests.oracle.figures import TABLE
from tests.oracle.late import Late, late_match, late_nonelective
from tests.oracle.ledger import Entry, Ledger, Pay
from tests.oracle.rounding import evenly
from tests.oracle.rows import KINDS, Book, Census, PayrollLine, PlanTerms
from tests.oracle.years import Year

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Given:
    """All that is known of a person on the day the rest of the year is asked for."""

    plan: PlanTerms
    person: Census | None
    hce: str
    rows: Book
    received: Sequence[PayrollLine]
    ledger: Ledger
    overlapping: Sequence[Ledger]
    calendars: Sequence[CalendarYear]
    as_of: date
    at: date

    @property
    def last(self) -> date:
        """The limitation year's last day."""
        return self.ledger.year.last

    def years_touched(self) -> range:
        """The calendar years of the whole limitation year."""
        return range(self.ledger.year.first.year, self.last.year + 1)

    def plan_rate(self, day: date) -> Fraction:
        """The most of pay the person may contribute after tax, by the plan; unknown counts as highly compensated."""
        terms = self.plan.on(day)
        rate = terms.after_tax_max_rate if self.hce == "false" else min(terms.after_tax_max_rate, terms.hce_max_rate)
        return rate if terms.after_tax_allowed else Fraction(0)


@dataclass
class Later:
    """A pay date after the as-of date: what payroll has sent of it, what is expected of it, what is already posted."""

    day: date
    is_expected: bool = False
    paid_early: bool = False
    pay_known: bool = True
    received_gross: int = 0
    received_eligible: int = 0
    gross: int = 0
    eligible: int = 0
    cells: dict[str, int] = field(default_factory=dict)
    posted: dict[str, int] = field(default_factory=dict)
    taken: dict[str, int] = field(default_factory=dict)
    elected_after_tax: int = 0
    cut: int = 0
    may_spill: bool = False
    catch_up: int = 0

    def received_on_top(self, kind: str) -> int:
        """What the register sent of a kind beyond what postings of that pay date already count."""
        return max(0, self.cells.get(kind, 0) - self.posted.get(kind, 0))

    def counted(self, kind: str) -> int:
        """Everything known or forecast of a kind on this date."""
        return max(self.cells.get(kind, 0), self.posted.get(kind, 0)) + self.taken.get(kind, 0)

    def posted_early(self, kind: str) -> int:
        """What postings of that pay date have beyond the register: the forecast brings as much less."""
        return max(0, self.posted.get(kind, 0) - self.cells.get(kind, 0))

    def says_nothing_of(self, kind: str) -> bool:
        """Whether payroll has sent the regular pay of the date, and no cell of any line holds a number of the kind."""
        return self.paid_early and kind not in self.cells

    def deferred(self) -> int:
        """Deferrals from the expected pay: forecast, or posted early."""
        return sum(self.taken[kind] + self.posted_early(kind) for kind in DEFERRALS)

    def pay_left(self) -> int:
        """What deferrals leave of the expected pay."""
        return max(0, self.gross - self.deferred())


@dataclass
class Outlook:
    """The rest of the year on one assumption, and the calendar years as they will then be."""

    given: Given
    dates: list[Later]
    calendars: list[CalendarYear]
    late_match: Late
    late_nonelective: Late

    @property
    def expected(self) -> list[Later]:
        """The dates left."""
        return [later for later in self.dates if later.is_expected]

    def entries(self) -> list[Entry]:
        """Every deferral and after-tax cent to come that is already decided: sent by payroll, or elected deferrals."""
        sent = [Entry(later.day, kind, later.received_on_top(kind)) for later in self.dates for kind in EMPLOYEE_KINDS]
        return sent + [Entry(later.day, kind, later.taken.get(kind, 0)) for later in self.dates for kind in DEFERRALS]

    def expected_pay(self) -> int:
        """Section 415 pay still to come."""
        return sum(later.gross + later.received_gross for later in self.dates)

    def received_after_tax(self) -> int:
        """After-tax money that payroll has sent already."""
        return sum(later.received_on_top("after_tax") for later in self.dates)

    def spent_after_tax(self, later: Later, wanted: int) -> int:
        """A date's after-tax money: what is elected, and what spills over from deferrals, as far as plan and pay go."""
        if not self.given.plan.on(later.day).after_tax_allowed:
            return 0
        most = floor(self.given.plan_rate(later.day) * later.eligible)
        spilled = min(later.cut, max(0, most - wanted)) if later.may_spill else 0
        return min(wanted + spilled, later.pay_left())

    def day_the_limit_is_reached(self, since: int) -> date | None:
        """The first later date on which a year's deferrals have reached 402(g) or the plan's lower limit.

        Of that calendar year or a later one.
        """
        for later in self.dates:
            for calendar in self.calendars:
                if since <= calendar.year == later.day.year and has_reached_the_limit(calendar, later.day):
                    return later.day
        return None


def later_dates(given: Given) -> list[Later]:
    """The dates left and the dates payroll has sent, with pay."""
    span = Year(given.as_of + ONE_DAY, given.last)
    dates = {day: Later(day, is_expected=True) for day in _expected(given, span)}
    reference = _reference(given)
    for later in dates.values():
        pay = pay_on(later.day, given.rows.elections, reference)
        later.pay_known = pay is not None
        later.gross, later.eligible = pay or (0, 0)
    for line in given.received:
        later = dates.setdefault(line.pay_date, Later(line.pay_date))
        later.received_gross += line.gross_compensation
        later.received_eligible += line.eligible
        later.paid_early = later.paid_early or line.run_type == "regular"
        for kind in KINDS:
            for cell in line.cells(kind):
                later.cells[kind] = later.cells.get(kind, 0) + cell
    for later in dates.values():
        later.posted = {kind: given.ledger.held.get((later.day, kind), 0) for kind in KINDS}
    return [dates[day] for day in sorted(dates)]


def _expected(given: Given, span: Year) -> list[date]:
    return expected_dates(given.plan, given.person, [*given.rows.payroll, *given.received], span)


def _reference(given: Given) -> RegularPay | None:
    """The last regular pay."""
    last = last_regular_pay(given.rows, given.at)
    return None if last is None else regular_pay(given.rows, last, _held(given, last))


def _held(given: Given, day: date) -> Mapping[tuple[date, str], int]:
    """What is posted for the pay dates of the calendar years the limitation year touches."""
    if day < _new_year(given):
        return {}
    return {key: cents for ledger in given.overlapping for key, cents in ledger.held.items()}


def _new_year(given: Given) -> date:
    return date(given.ledger.year.first.year, 1, 1)


def outlook(given: Given, assume: str | None = None) -> Outlook:
    """Walk through the dates in order. `assume` in place of what the plan says of the rest of the year."""
    dates = later_dates(given)
    calendars = [
        calendar_year(given.plan, given.person, given.overlapping, year, given.at, seen_to=given.last)
        for year in given.years_touched()
    ]
    past = (given.plan, given.rows.payroll, given.ledger, given.calendars, given.at)
    ahead = Outlook(given, dates, calendars, late_match(*past), late_nonelective(*past))
    implied = implied_rates(given.rows, given.plan, given.calendars, given.at, _new_year(given), partial(_held, given))
    for calendar in calendars:
        own = [later for later in dates if later.day.year == calendar.year]
        for later in own:
            calendar.pay.append(Pay(later.day, later.received_gross, later.received_eligible))
            calendar.pay.append(Pay(later.day, later.gross, later.eligible))
        shares = _spread(given, calendar, own)
        for later in own:
            before = calendar.catch_up(later.day - ONE_DAY)
            calendar.entries += [Entry(later.day, kind, later.received_on_top(kind)) for kind in DEFERRALS]
            if later.is_expected or later.paid_early:
                _defer(given, calendar, later, shares, implied, assume)
            later.catch_up = max(0, calendar.catch_up(later.day) - before)
    return ahead


def _catch_up_on(given: Given, day: date) -> int:
    return catch_up_limit(given.plan, given.person, day.year, given.at, terms_on=day)


def _spread(given: Given, calendar: CalendarYear, own: Sequence[Later]) -> dict[date, int]:
    """What is left of the limits, evenly over the calendar year's dates left; the odd cents on the first dates."""
    days = [later.day for later in own if later.is_expected]
    limit = deferral_limit(calendar, days[-1]) if days else None
    if limit is None:
        return {}
    known = calendar.deferred(calendar.through) + calendar.related
    known += sum(later.received_on_top(kind) for later in own for kind in DEFERRALS)
    left = max(0, limit + _catch_up_on(given, days[-1]) - known)
    return dict(zip(days, evenly(left, len(days)), strict=True))


def _defer(
    given: Given,
    calendar: CalendarYear,
    later: Later,
    shares: Mapping[date, int],
    implied: Mapping[str, Fraction],
    assume: str | None,
) -> None:
    """One date's deferrals: wanted, cut at the limit and at pay. Pre-tax first, Roth gives way."""
    terms = given.plan.on(later.day)
    how = assume or terms.assume
    wanted = _wanted(given, later, shares, implied, how)
    most = sum(wanted.values())
    limit = deferral_limit(calendar, later.day)
    if limit is not None:
        so_far = calendar.deferred(later.day) + calendar.related
        most = min(most, max(0, limit + _catch_up_on(given, later.day) - so_far))
    later.taken["pre_tax"] = min(wanted["pre_tax"], most)
    later.taken["roth"] = min(wanted["roth"], most - later.taken["pre_tax"])
    calendar.entries += [Entry(later.day, kind, later.taken[kind]) for kind in DEFERRALS]
    later.cut = sum(wanted.values()) - most
    if later.is_expected:
        later.may_spill = terms.spillover and how == "elected"
        after_tax = elected("after_tax", later.day, later.eligible, given.rows.elections, implied)
        later.elected_after_tax = _on_top(later, "after_tax", after_tax)


def _wanted(
    given: Given, later: Later, shares: Mapping[date, int], implied: Mapping[str, Fraction], how: str
) -> dict[str, int]:
    """What the person elected, or what the plan assumes in its place; deferrals never exceed the pay of the date.

    Of pay sent already, what is elected of a kind of which the register says nothing.
    """
    if how == "none":
        return dict.fromkeys(DEFERRALS, 0)
    if how == "maximum" and later.is_expected and later.day.year in TABLE:
        matched = given.plan.on(later.day).matched
        kind = "roth" if "roth" in matched and "pre_tax" not in matched else "pre_tax"
        pay_left = max(0, later.gross - sum(later.posted_early(each) for each in DEFERRALS))
        return dict.fromkeys(DEFERRALS, 0) | {kind: min(shares[later.day], pay_left)}
    wanted, pay_left, eligible = dict.fromkeys(DEFERRALS, 0), later.gross, later.eligible
    if not later.is_expected:
        pay_left = max(0, later.received_gross - sum(later.cells.get(kind, 0) for kind in DEFERRALS))
        eligible = max(0, later.received_eligible)
    for kind in DEFERRALS:
        if later.is_expected or later.says_nothing_of(kind):
            asked = elected(kind, later.day, eligible, given.rows.elections, implied)
            wanted[kind] = min(asked, pay_left)
            pay_left -= wanted[kind]
    return {kind: _on_top(later, kind, cents) for kind, cents in wanted.items()}


def _on_top(later: Later, kind: str, wanted: int) -> int:
    """What a forecast amount adds to what postings of the same pay date already count."""
    known = later.cells.get(kind, 0)
    return max(0, known + wanted - later.posted.get(kind, 0)) - later.received_on_top(kind)
