"""The answer to every person, a second time: `answer(book, plan, as_of, year)`."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from tests.oracle.branches_ahead import branches_ahead
from tests.oracle.catchup import CalendarYear, calendar_year
from tests.oracle.figures import figures
from tests.oracle.forecast import Given, outlook
from tests.oracle.ledger import Ledger, ledger
from tests.oracle.people import (
    age_in,
    employed_between,
    employed_on,
    highly_compensated,
    history_missing,
    speaking_of,
    wages_state,
)
from tests.oracle.rest import Rest, rest_of_year
from tests.oracle.room import Room, room
from tests.oracle.rows import Book, Census, PayrollLine, PlanTerms
from tests.oracle.years import Year, all_years, containing

__all__ = ["Answer", "Book", "PlanTerms", "answer"]


@dataclass(frozen=True)
class Columns:
    """The columns of the room report, in cents, under their names."""

    employee_id: str
    limitation_year: int
    age: int | None
    hce: str
    compensation_ytd: int
    deferrals_ytd: int
    deferrals_calendar_year: int
    catch_up_ytd: int
    catch_up_415: int
    employer_ytd: int
    after_tax_ytd: int
    related_employer_additions: int
    annual_additions_ytd: int
    limit_415c: int
    limit_basis: str
    room_today: int
    reserved_deferrals: int
    reserved_employer: int
    plan_cap_left: int | None
    room: int
    room_if_deferrals_maxed: int
    binding: str
    excess: int
    pay_dates_left: int
    per_pay_date: int | None
    suggested_rate: int | None
    stop_date: date | None
    unreconciled: bool
    can_contribute: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Answer(Columns):
    """The report's columns; beside them what the findings say, and which branches of the law were taken.

    `excess_deferrals`: by calendar year, after timely refunds. `roth_catch_up`: by calendar year with a wage threshold,
    what the wages say (exceed, exempt, unknown) and the catch-up that no Roth deferral covers.
    """

    posted_more: int
    excess_deferrals: dict[int, int]
    roth_catch_up: dict[int, tuple[str, int]]
    branches: frozenset[str]

    def columns(self) -> dict[str, object]:
        """The report's columns alone."""
        return {column.name: getattr(self, column.name) for column in fields(Columns)}


def answer(book: Book, plan: PlanTerms, as_of: date, year: tuple[date, date] | None = None) -> dict[str, Answer]:
    """Everybody with money or pay in the limitation year, or employed in it, by employee_id.

    The year is all of it: a register received early and a hire of its last day belong to it.
    """
    asked = containing(plan, as_of) if year is None else Year(*year)
    at = min(as_of, asked.last)
    known = book.known_on(as_of)
    answers = {}
    for employee_id in book.people():
        rows = known.of(employee_id)
        person = speaking_of(rows.census, asked)
        own = ledger(rows, plan, asked, at)
        later = [line for line in book.of(employee_id).payroll if as_of < line.pay_date <= asked.last]
        if own.money or later or employed_between(person, asked.first, asked.last):
            answers[employee_id] = _answer(employee_id, known, rows, later, plan, own, as_of)
    return answers


def given_of(rows: Book, later: Sequence[PayrollLine], plan: PlanTerms, own: Ledger, as_of: date) -> Given:
    """All that is known of a person."""
    at = min(as_of, own.year.last)
    person = speaking_of(rows.census, own.year)
    overlapping = [*_earlier_ledgers(rows, plan, own.year), own]
    calendars = [
        calendar_year(plan, person, overlapping, number, at) for number in range(own.year.first.year, at.year + 1)
    ]
    if later_ledgers := _later_ledgers(rows, plan, own.year, as_of):
        ledgers = [*overlapping, *later_ledgers]
        calendars[-1].all_of_it = calendar_year(plan, person, ledgers, at.year, at, seen_to=as_of)
    return Given(
        plan=plan,
        person=person,
        hce=highly_compensated(rows.census, plan, own.year),
        rows=rows,
        received=later,
        ledger=own,
        overlapping=overlapping,
        calendars=calendars,
        as_of=as_of,
        at=at,
    )


def _answer(
    employee_id: str, known: Book, rows: Book, later: Sequence[PayrollLine], plan: PlanTerms, own: Ledger, as_of: date
) -> Answer:
    """One person's row."""
    given = given_of(rows, later, plan, own, as_of)
    person, calendars, at = given.person, given.calendars, given.at
    ahead = outlook(given)
    money = room(plan, person, own, calendars, at, ahead.expected_pay())
    rest = rest_of_year(given, ahead, money)
    against = _reasons(known, person, plan, own, rest, at)
    return Answer(
        employee_id=employee_id,
        limitation_year=own.year.last.year,
        age=age_in(person, as_of.year),
        hce=given.hce,
        compensation_ytd=money.compensation,
        deferrals_ytd=money.deferrals,
        deferrals_calendar_year=calendars[-1].own(calendars[-1].through),
        catch_up_ytd=money.catch_up,
        catch_up_415=money.catch_up_415,
        employer_ytd=money.employer,
        after_tax_ytd=money.after_tax,
        related_employer_additions=money.related,
        annual_additions_ytd=money.additions,
        limit_415c=money.limit,
        limit_basis="compensation" if money.limited_by_pay else "dollar",
        room_today=money.room_today,
        reserved_deferrals=rest.reserved_deferrals,
        reserved_employer=rest.reserved_employer,
        plan_cap_left=rest.plan_cap_left,
        room=rest.room,
        room_if_deferrals_maxed=rest.room_if_deferrals_maxed,
        binding=rest.binding,
        excess=money.excess,
        pay_dates_left=rest.pay_dates_left,
        per_pay_date=rest.per_pay_date,
        suggested_rate=rest.suggested_rate,
        stop_date=rest.stop_date,
        unreconciled=own.unreconciled,
        can_contribute=not against,
        reasons=(*against, *_remarks(rest)),
        posted_more=own.posted_more,
        excess_deferrals={each.year: max(0, each.excess_deferrals() - money.refunds[each.year]) for each in calendars},
        roth_catch_up=_roth_catch_up(person, calendars, money, at),
        branches=frozenset([*_branches(own, calendars, money, at), *branches_ahead(ahead, money, rest)]),
    )


def _earlier_ledgers(rows: Book, plan: PlanTerms, asked: Year) -> list[Ledger]:
    """The limitation years before this one that reach into the calendar year in which it begins."""
    new_year = date(asked.first.year, 1, 1)
    earlier = [year for year in all_years(plan) if new_year <= year.last < asked.first]
    return [ledger(rows, plan, year, year.last) for year in earlier]


def _later_ledgers(rows: Book, plan: PlanTerms, asked: Year, as_of: date) -> list[Ledger]:
    """The limitation years after a finished one that begin in the calendar year in which it ends, as far as known."""
    begun = min(as_of, date(asked.last.year, 12, 31))
    later = [year for year in all_years(plan) if asked.last < year.first <= begun]
    return [ledger(rows, plan, year, min(as_of, year.last)) for year in later]


def _reasons(known: Book, person: Census | None, plan: PlanTerms, own: Ledger, rest: Rest, at: date) -> tuple[str, ...]:
    """Why the person may not contribute after tax, in the order of the law page."""
    failing = {"not_in_census": person is None}
    if person is not None:
        covered_to = own.opening.as_of if own.opening is not None else None
        failing = {
            "birth_date_unknown": age_in(person, at.year) is None,
            "not_employed": not employed_on(person, at),
            "history_missing": history_missing(known, plan, person, covered_to, own.year.first, at),
        }
    failing |= {
        "after_tax_not_allowed": not plan.on(at).after_tax_allowed,
        "no_room": rest.room == 0 and not (rest.deferral_limit_not_reached and rest.left_without_the_wait > 0),
        "deferral_limit_not_reached": rest.deferral_limit_not_reached,
    }
    return tuple(code for code, fails in failing.items() if fails)


def _remarks(rest: Rest) -> tuple[str, ...]:
    """What the forecast could not know; it stands against nothing."""
    remarks = {"pay_unknown": rest.pay_unknown, "deferral_limit_unknown": rest.deferral_limit_unknown}
    return tuple(code for code, holds in remarks.items() if holds)


def _roth_catch_up(
    person: Census | None, calendars: Sequence[CalendarYear], money: Room, at: date
) -> dict[int, tuple[str, int]]:
    """By calendar year with a wage threshold: what the wages say, and the catch-up that is not Roth."""
    said = {}
    for calendar in calendars:
        if figures(calendar.year).roth_catch_up_wages is not None:
            adp = money.catch_up_adp if calendar.year == at.year else 0
            said[calendar.year] = (wages_state(person, calendar.year, at), calendar.roth_catch_up_wrong(adp))
    return said


def _branches(own: Ledger, calendars: Sequence[CalendarYear], money: Room, at: date) -> list[str]:
    """The branches of the law this person's answer went through, for the statistics of the random books."""
    taken = {
        "limited by pay": money.limited_by_pay,
        "over the limit": money.excess > 0,
        "limit met exactly": money.additions == money.limit,
        "one cent below the limit": money.additions == money.limit - 1,
        "one cent above the limit": money.additions == money.limit + 1,
        "catch-up under 415": money.catch_up_415 > 0,
        "catch-up kept after ADP": money.catch_up_adp > 0,
        "refund under 402(g), timely": any(money.refunds.values()),
        "refund under 402(g), late": money.late_refunds,
        "refund under 415": money.refunded_415 > 0,
        "over on 31 December": money.over_in_december,
        "year crosses 1 January, seen before": own.year.crosses_new_year and at.year < own.year.last.year,
        "year crosses 1 January, seen after": own.year.crosses_new_year and at.year == own.year.last.year,
        "short year": own.year.short,
        "short year with part of a month": own.year.short and own.year.months() != own.year.whole_months(),
        "opening": own.opening is not None,
        "related employer": money.related > 0,
        "posted more than the register": own.posted_more > 0,
        "deferrals more than pay": money.deferrals > money.compensation,
    }
    for calendar in calendars:
        beyond = calendar.catch_up_of_year()
        in_this_year = {
            "excess deferrals": calendar.excess_deferrals() > 0,
            "catch-up limit reached": beyond == calendar.limit > 0,
            "catch-up at 60 to 63": beyond > 0 and calendar.limit > figures(calendar.year).catch_up,
            "catch-up held back by pay": beyond < _without_pay(calendar),
            **{f"catch-up beyond {name}": True for name in calendar.binding()},
        }
        taken |= {name: True for name, yes in in_this_year.items() if yes}
    return [name for name, yes in taken.items() if yes]


def _without_pay(calendar: CalendarYear) -> int:
    """Catch-up of the year as it would be if pay did not bind."""
    day = calendar.through
    own = calendar.own(day)
    beyond = max(0, own + calendar.related - min(calendar.deferral_limits(day).values()))
    return min(calendar.limit, beyond, own)
