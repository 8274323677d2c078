"""Which branches of the rest of the year a person's answer went through, for the statistics of the random books."""

from collections.abc import Iterator

from tests.oracle.catchup import DEFERRALS
from tests.oracle.employer import employer_money
from tests.oracle.expected import in_force
from tests.oracle.figures import TABLE
from tests.oracle.forecast import Later, Outlook
from tests.oracle.rest import Rest, spread
from tests.oracle.room import Room
from tests.oracle.years import compensation_cap


def branches_ahead(ahead: Outlook, money: Room, rest: Rest) -> list[str]:
    """Their names."""
    taken = {
        **_of_the_answer(ahead, money, rest),
        **_of_the_employer(ahead, rest),
        **_of_late_money(ahead, rest),
        **_of_the_person(ahead),
    }
    dates = {name for later in ahead.dates for name in _of_a_date(ahead, later)}
    return [name for name, yes in taken.items() if yes] + sorted(dates)


def _of_the_answer(ahead: Outlook, money: Room, rest: Rest) -> dict[str, bool]:
    step = 10**8
    return {
        "dates left": rest.pay_dates_left > 0,
        "no date left": rest.pay_dates_left == 0,
        f"binding {rest.binding}": True,
        "deferrals reserved": rest.reserved_deferrals > 0,
        "employer money reserved": rest.reserved_employer > 0,
        "room ahead": rest.room > 0,
        "no room ahead, room today": rest.room == 0 < money.room_today,
        "room ahead, none today": rest.room > 0 == money.room_today,
        "stop date": rest.stop_date is not None,
        "elected after tax fits": rest.stop_date is None and any(later.elected_after_tax for later in ahead.expected),
        "rate suggested": bool(rest.suggested_rate),
        "rate of 0 suggested though there is room": rest.suggested_rate == 0 and rest.room > 0,
        "whole pay suggested": rest.suggested_rate == step,
        "room if deferrals maxed differs": rest.room_if_deferrals_maxed != rest.room,
        "plan cap": rest.plan_cap_left is not None,
        "plan cap used up": rest.plan_cap_left == 0 and ahead.given.plan.on(ahead.given.at).after_tax_allowed,
        "deferral limit required and not reached": rest.deferral_limit_not_reached,
        "deferral limit will be reached": rest.limit_is_reached_on is not None,
        "deferral limit required and reached": ahead.given.plan.on(ahead.given.at).requires_deferral_limit
        and not rest.deferral_limit_not_reached,
        "pay unknown": rest.pay_unknown,
        "year without figures ahead": rest.deferral_limit_unknown,
    }


def _of_the_employer(ahead: Outlook, rest: Rest) -> dict[str, bool]:
    terms = ahead.given.plan.on(ahead.given.last)
    money = employer_money(ahead, spread(ahead, rest.room))
    base = employer_money(ahead, {})
    return {
        "match forecast": any(money.match.values()),
        "match on room": money.total > base.total,
        "true-up owed": money.true_up > 0,
        "true-up owed, no date left": money.true_up > 0 and not ahead.expected,
        "true-up denied on the last day": terms.true_up_last_day and terms.match_timing == "annual_true_up",
        "nonelective by date": any(money.nonelective.values()),
        "nonelective at year end": money.year_end > 0,
        "nonelective at year end, last day": money.year_end == 0 and terms.nonelective_last_day,
        "dollar cap on match": bool(terms.dollar_cap),
        "catch-up not matched": not terms.catch_up_matched and bool(terms.tiers),
        "match of one source": len(terms.matched) == 1 and any(money.match.values()),
    }


def _of_late_money(ahead: Outlook, rest: Rest) -> dict[str, bool]:
    match, nonelective = ahead.late_match, ahead.late_nonelective
    owed = employer_money(ahead, spread(ahead, rest.room)).true_up
    annual = ahead.given.plan.on(ahead.given.last).match_timing == "annual_true_up"
    return {
        "late match": match.cents > 0,
        "late match of several dates": match.cents > 0 and len(match.days) > 1,
        "late match, part paid without a date": match.netted > 0 and match.cents > 0,
        "late match, all paid without a date": match.netted > 0 and match.cents == 0 and not match.capped,
        "late match, never told": match.never_told,
        "late match held to the dollar cap": match.capped,
        "late match beside a true-up": match.cents > 0 and owed > 0,
        "late match, no true-up left": match.cents > 0 and annual and owed == 0,
        "late match, no date left": match.cents > 0 and not ahead.expected,
        "late nonelective": nonelective.cents > 0,
        "late nonelective, part paid without a date": nonelective.netted > 0 and nonelective.cents > 0,
        "late nonelective, never told": nonelective.never_told,
    }


def _of_the_person(ahead: Outlook) -> dict[str, bool]:
    given = ahead.given
    person = given.person
    eligible = sum(pay.eligible for pay in given.ledger.pay)
    to_come = sum(later.eligible + later.received_eligible for later in ahead.dates)
    return {
        "own pay calendar": person is not None and given.plan.calendar_of(person.pay_group) != "",
        "401(a)(17) reached ahead": eligible < compensation_cap(given.ledger.year) < eligible + to_come,
        "hired ahead": person is not None and given.as_of < person.hire_date <= given.last,
        "leaver ahead": person is not None
        and person.termination_date is not None
        and given.as_of < person.termination_date < given.last,
        "rehire ahead": person is not None
        and person.rehire_date is not None
        and given.as_of < person.rehire_date <= given.last,
        "plan amended ahead": any(given.at < day <= given.last for day, _ in given.plan.amendments),
    }


def _of_a_date(ahead: Outlook, later: Later) -> Iterator[str]:
    terms = ahead.given.plan.on(later.day)
    elections = in_force(ahead.given.rows.elections, later.day)
    if later.is_expected:
        deferred = sum(later.taken[kind] for kind in DEFERRALS)
        yield f"assume {terms.assume}"
        yield from _of_elections(ahead, later)
        yield "deferrals cut" if later.cut else "deferrals uncut"
        yield "deferrals as last paid" if deferred and not elections else "deferrals as elected"
        if later.cut and later.taken["roth"]:
            yield "Roth gives way"
        if later.cut and later.may_spill and ahead.spent_after_tax(later, 0):
            yield "spillover"
        if later.day.year not in TABLE and deferred:
            yield "deferred in a year without figures"
        if later.catch_up:
            yield "catch-up ahead"
    else:
        yield from _of_received(later)
    if any(later.posted.values()):
        yield "posted before its pay date"
    if any(cents < 0 for cents in later.cells.values()):
        yield "received, money back"
    if later.is_expected and later.received_gross:
        yield "bonus received on an expected date"


def _of_received(later: Later) -> Iterator[str]:
    yield "payroll received for a later date"
    yield "received, no match cell" if "match" not in later.cells else "received, match cell"
    if any(later.taken.values()):
        yield "received, deferrals as elected"
    if later.cells.get("after_tax"):
        yield "received after tax"


def _of_elections(ahead: Outlook, later: Later) -> Iterator[str]:
    for election in in_force(ahead.given.rows.elections, later.day)[:1]:
        yield "election in force"
        if election.pay_per_date is not None:
            yield "pay per date elected"
        if election.pre_tax_amount or election.roth_amount:
            yield "dollars elected"
        if election.effective_date > ahead.given.as_of:
            yield "later election"
