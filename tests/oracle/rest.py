"""From the rest of the year to what is safe: reserves, the plan's caps, room, the rate to elect. 26 USC 415(c)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor

from tests.oracle.catchup import DEFERRALS, catch_up_in
from tests.oracle.employer import employer_money
from tests.oracle.expected import has_reached_the_limit
from tests.oracle.figures import TABLE, figures
from tests.oracle.forecast import Given, Outlook, outlook
from tests.oracle.ledger import kind_total
from tests.oracle.room import Room, adp_catch_up
from tests.oracle.rounding import evenly, half_up
from tests.oracle.years import compensation_cap

RATE_SCALE = 10**8


@dataclass(frozen=True)
class Rest:
    """What the rest of the year leaves, in cents; the rate in hundred-millionths."""

    reserved_deferrals: int
    reserved_employer: int
    plan_cap_left: int | None
    room: int
    room_if_deferrals_maxed: int
    binding: str
    pay_dates_left: int
    per_pay_date: int | None
    suggested_rate: int | None
    stop_date: date | None
    deferral_limit_not_reached: bool
    left_without_the_wait: int
    limit_is_reached_on: date | None
    pay_unknown: bool
    deferral_limit_unknown: bool


@dataclass(frozen=True)
class Caps:
    """What the plan's caps leave, each in cents; None where there is no such cap."""

    plan: int | None
    highly_compensated: int | None

    @property
    def left(self) -> int | None:
        """What the least leaves."""
        return min((cap for cap in (self.plan, self.highly_compensated) if cap is not None), default=None)

    @property
    def binding(self) -> str:
        """Which is the least: the one for highly compensated employees only where it leaves less than the others."""
        highly, other = self.highly_compensated, self.plan
        return "hce_cap" if highly is not None and (other is None or highly < other) else "plan_cap"


def rest_of_year(given: Given, ahead: Outlook, money: Room) -> Rest:
    """Every column that looks ahead."""
    reserved = reserved_deferrals(ahead, money)
    before_employer = money.limit - money.additions - given.ledger.posted_more - ahead.received_after_tax() - reserved
    caps = caps_of(ahead, money)
    by_law = _most_that_fits(ahead, before_employer)
    unmet = _limit_required_and_not_reached(ahead)
    left_without_the_wait = max(0, by_law if caps.left is None else min(by_law, caps.left))
    room = 0 if unmet else left_without_the_wait
    employer = employer_money(ahead, spread(ahead, room)).total
    left = len(ahead.expected)
    rate = None if not left else _suggested_rate(ahead, before_employer, caps, room)
    stop = _stop_date(ahead, room)
    binding = _binding(ahead, money, caps, by_law, room, unmet=unmet)
    return Rest(
        reserved_deferrals=reserved,
        reserved_employer=employer,
        plan_cap_left=caps.left,
        room=room,
        room_if_deferrals_maxed=_if_deferrals_maxed(ahead, money, employer, room),
        binding=binding,
        pay_dates_left=left,
        per_pay_date=room // left if left else None,
        suggested_rate=None if rate is None else int(rate * RATE_SCALE),
        stop_date=stop,
        deferral_limit_not_reached=unmet,
        left_without_the_wait=left_without_the_wait,
        limit_is_reached_on=ahead.day_the_limit_is_reached(_year_of_the_next_date(ahead)) if unmet else None,
        pay_unknown=any(not later.pay_known for later in ahead.expected),
        deferral_limit_unknown=any(later.day.year not in TABLE for later in ahead.expected),
    )


def reserved_deferrals(ahead: Outlook, money: Room) -> int:
    """Deferrals of the rest of the year that will be additions: without what will be catch-up."""
    given = ahead.given
    last = given.last
    entries = [*given.ledger.entries, *ahead.entries()]
    deferrals = sum(kind_total(entries, kind, last) for kind in DEFERRALS)
    catch_up = min(deferrals, catch_up_in(ahead.calendars, last))
    (now,) = (calendar for calendar in ahead.calendars if calendar.year == given.at.year)
    catch_up += adp_catch_up(given.ledger, now, deferrals, catch_up)
    countable = max(0, deferrals - catch_up - sum(money.refunds.values()))
    return max(0, countable - money.countable)


def spread(ahead: Outlook, cents: int) -> dict[date, int]:
    """Room spread evenly over the dates left; on the last day of the year where none is left."""
    days = [later.day for later in ahead.expected]
    return dict(zip(days, evenly(cents, len(days)), strict=True)) if days else {ahead.given.last: cents}


def _most_that_fits(ahead: Outlook, before_employer: int) -> int:
    """The most after-tax money that, with all employer money and the match it earns itself, does not pass the limit."""
    low, high = 0, max(0, before_employer)
    while low < high:
        tried = (low + high + 1) // 2
        if tried + employer_money(ahead, spread(ahead, tried)).total <= before_employer:
            low = tried
        else:
            high = tried - 1
    return low


def caps_of(ahead: Outlook, money: Room) -> Caps:
    """The plan's caps on after-tax money, less what is spent. Pay counts in date order up to 401(a)(17)."""
    given = ahead.given
    year = given.ledger.year
    all_terms = [given.plan.on(year.first)]
    all_terms += [given.plan.on(day) for day, _ in given.plan.amendments if year.holds(day)]
    counted, cap, so_far = [], compensation_cap(year), 0
    pay = [(entry.day, entry.eligible) for entry in sorted(given.ledger.pay, key=lambda entry: entry.day)]
    for later in ahead.dates:
        pay += [(later.day, later.received_eligible), (later.day, later.eligible)]
    for day, eligible in pay:
        counted.append((given.plan.on(day), max(0, min(eligible, cap - so_far))))
        so_far += eligible
    spent = money.after_tax + ahead.received_after_tax()
    plan, highly = [], []
    if any(terms.after_tax_max_rate < 1 for terms in all_terms):
        plan.append(floor(sum((terms.after_tax_max_rate * cents for terms, cents in counted), Fraction(0))))
    if given.hce != "false" and any(terms.hce_max_rate < 1 for terms in all_terms):
        highly.append(floor(sum((terms.hce_max_rate * cents for terms, cents in counted), Fraction(0))))
    to_come = [given.plan.on(given.at)]
    to_come += [given.plan.on(day) for day, _ in given.plan.amendments if given.at < day <= given.last]
    plan += [terms.after_tax_max_dollars for terms in to_come if terms.after_tax_max_dollars]
    plan += [] if given.plan.on(given.at).after_tax_allowed else [0]
    return Caps(
        max(0, min(plan) - spent) if plan else None,
        max(0, min(highly) - spent) if highly else None,
    )


def _limit_required_and_not_reached(ahead: Outlook) -> bool:
    """Whether the plan wants the deferral limit reached first, and it is not in the year of the next date.

    Nothing is deferred yet in a calendar year that has not begun.
    """
    given = ahead.given
    if not given.plan.on(given.at).requires_deferral_limit:
        return False
    return _year_of_the_next_date(ahead) > given.at.year or not has_reached_the_limit(given.calendars[-1], given.at)


def _year_of_the_next_date(ahead: Outlook) -> int:
    return ahead.expected[0].day.year if ahead.expected else ahead.given.at.year


def _binding(ahead: Outlook, money: Room, caps: Caps, by_law: int, room: int, *, unmet: bool) -> str:
    """What sets room."""
    if unmet:
        return "none"
    if ahead.expected and sum(later.pay_left() for later in ahead.expected) < room:
        return "available_pay"
    if caps.left is not None and caps.left < by_law:
        return caps.binding
    return "415c_compensation" if money.limited_by_pay else "415c_dollar"


def _suggested_rate(ahead: Outlook, before_employer: int, caps: Caps, room: int) -> Fraction:
    """Every multiple of the step from the highest down: the first that keeps every limit on every date left."""
    given = ahead.given
    step = given.plan.on(given.at).election_step
    rates = [Fraction(later.eligible - later.deferred(), later.eligible) for later in ahead.expected if later.eligible]
    if room == 0 or not rates:
        return Fraction(0)
    rates += [given.plan_rate(later.day) for later in ahead.expected]
    most = max(0, floor(min(rates) / step))
    for times in range(most, 0, -1):
        rate = times * step
        money = {later.day: ahead.spent_after_tax(later, half_up(rate * later.eligible)) for later in ahead.expected}
        if _keeps_every_limit(ahead, money, before_employer, caps):
            return rate
    return Fraction(0)


def _keeps_every_limit(ahead: Outlook, money: Mapping[date, int], before_employer: int, caps: Caps) -> bool:
    """Whether after-tax money on the dates left, and the match it earns, passes neither law nor plan."""
    total = sum(money.values())
    if total > before_employer or (caps.left is not None and total > caps.left):
        return False
    return total + employer_money(ahead, money).total <= before_employer


def _stop_date(ahead: Outlook, room: int) -> date | None:
    """The first date left on which the after-tax money elected passes room."""
    total = 0
    for later in ahead.expected:
        total += ahead.spent_after_tax(later, later.elected_after_tax)
        if total > room:
            return later.day
    return None


def _if_deferrals_maxed(ahead: Outlook, money: Room, employer: int, room: int) -> int:
    """The textbook formula: as if everything 402(g) allows will be deferred."""
    given = ahead.given
    maximum = outlook(given, assume="maximum")
    reserved = max(employer, employer_money(maximum, spread(maximum, room)).total)
    deferrals = sum(_countable_at_most(ahead, money, year) for year in given.years_touched())
    taken = money.employer + money.after_tax + ahead.received_after_tax() + money.related
    return max(0, money.limit - taken - reserved - deferrals)


def _countable_at_most(ahead: Outlook, money: Room, year: int) -> int:
    """A calendar year's countable deferrals so far, or 402(g) where that is more.

    402(g) is left out only where the limitation year crosses 1 January, of a calendar year that is over.
    """
    given = ahead.given
    so_far = _countable_in(given, money, year)
    over = given.as_of > date(year, 12, 31)
    if over and len(given.years_touched()) > 1:
        return so_far
    if year not in TABLE:
        entries = [entry for entry in ahead.entries() if entry.kind in DEFERRALS and entry.day.year == year]
        return max(so_far, sum(entry.cents for entry in entries))
    prior = given.calendars[-1].prior_employer if year == given.at.year else 0
    return max(so_far, max(0, figures(year).elective_deferral - prior))


def _countable_in(given: Given, money: Room, year: int) -> int:
    """Countable deferrals of a limitation year in one of its calendar years, so far."""
    known = [calendar for calendar in given.calendars if calendar.year == year]
    if not known:
        return 0
    (calendar,) = known
    december = given.ledger.total(DEFERRALS, date(given.ledger.year.first.year, 12, 31))
    deferrals = december if year == given.ledger.year.first.year else money.deferrals - december
    catch_up = max(0, calendar.catch_up_of_year() - calendar.catch_up_before())
    adp = money.catch_up_adp if year == given.at.year else 0
    return max(0, deferrals - catch_up - adp - money.refunds[year])
