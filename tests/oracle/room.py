"""From what counts to what still fits: additions, limit, catch-up under 415, excess, room. 26 USC 415(c)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tests.oracle.catchup import DEFERRALS, CalendarYear, catch_up_in, catch_up_limit
from tests.oracle.figures import REFUND_DEADLINE
from tests.oracle.ledger import Ledger
from tests.oracle.rows import Census, PlanTerms, Posting
from tests.oracle.years import dollar_limit

EMPLOYER = ("match", "nonelective")


@dataclass(frozen=True)
class Room:
    """The money of one person's answer, in cents."""

    compensation: int
    deferrals: int
    catch_up: int
    catch_up_adp: int
    employer: int
    after_tax: int
    related: int
    limit: int
    limited_by_pay: bool
    countable: int
    additions: int
    catch_up_415: int
    excess: int
    room_today: int
    refunds: dict[int, int]
    refunded_415: int
    late_refunds: bool
    over_in_december: bool


def refund_year(refund: Posting, ledger: Ledger) -> int:
    """The calendar year a refund corrects: the one before its posting through April 15, else that of its posting."""
    posted = refund.posted_date
    year = posted.year - 1 if (posted.month, posted.day) <= REFUND_DEADLINE else posted.year
    return max(year, ledger.year.first.year)


def timely_refunds(ledger: Ledger, years: Sequence[CalendarYear]) -> dict[int, int]:
    """Refunded in time, by calendar year: at most that year's excess deferrals. 26 CFR 1.402(g)-1(e)(1)(ii)."""
    refunds = [posting for posting in ledger.corrections if posting.activity == "refund_402g"]
    taken = {}
    for calendar in years:
        back = sum(-refund.addition for refund in refunds if refund_year(refund, ledger) == calendar.year)
        taken[calendar.year] = max(0, min(back, calendar.refundable()))
    return taken


def has_late_refunds(ledger: Ledger) -> bool:
    """Whether a refund came after its April 15."""
    refunds = [posting for posting in ledger.corrections if posting.activity == "refund_402g"]
    return any(refund_year(refund, ledger) > ledger.year.last.year for refund in refunds)


def refunded_415(ledger: Ledger, excess: int) -> int:
    """What a 415 correction returned, at most the excess."""
    back = sum(-posting.addition for posting in ledger.corrections if posting.activity == "refund_415")
    return max(0, min(back, excess))


def adp_catch_up(ledger: Ledger, calendar: CalendarYear, deferrals: int, catch_up: int) -> int:
    """An ADP excess kept as catch-up, within what is left of limit and deferrals. 26 CFR 1.414(v)-1(b)(1)(iii)."""
    kept = sum(abs(posting.amount) for posting in ledger.corrections if posting.activity == "catch_up_adp")
    return max(0, min(kept, calendar.limit - calendar.catch_up_of_year(), deferrals - catch_up))


def dollar_limit_at(ledger: Ledger, at: date) -> int:
    """The dollar limit in force: before 1 January of the year in which the year ends, that of the day's own year."""
    return dollar_limit(ledger.year, min(at.year, ledger.year.last.year))


def over_through_december(ledger: Ledger, years: Sequence[CalendarYear], refunds: dict[int, int], at: date) -> int:
    """From 1 January in a year that crosses it: the plan's own additions of before, beyond the earlier figure."""
    year = ledger.year
    if not year.crosses_new_year or at.year < year.last.year:
        return 0
    december = date(year.first.year, 12, 31)
    deferrals = ledger.total(DEFERRALS, december) - catch_up_in(years, december) - refunds[year.first.year]
    additions = max(0, deferrals) + ledger.total((*EMPLOYER, "after_tax"), december)
    return max(0, additions - dollar_limit(year, year.first.year))


def catch_up_left(limit: int, ledger: Ledger, years: Sequence[CalendarYear], adp: int, at: date) -> int:
    """What is left of the catch-up limit of the calendar year in which the limitation year ends."""
    ends_in = ledger.year.last.year
    used = sum(calendar.catch_up_of_year() for calendar in years if calendar.year == ends_in)
    used += adp if at.year == ends_in else 0
    return max(0, limit - used)


def room(
    plan: PlanTerms,
    person: Census | None,
    ledger: Ledger,
    years: Sequence[CalendarYear],
    at: date,
    expected_pay: int,
) -> Room:
    """The steps of the law page, one after the other. `expected_pay`: still to be paid in the limitation year."""
    to_date = sum(pay.gross for pay in ledger.pay)
    compensation = to_date + expected_pay
    end = ledger.year.last
    deferrals = ledger.total(DEFERRALS, end)
    employer, after_tax = ledger.total(EMPLOYER, end), ledger.total(("after_tax",), end)
    related = (person.related_employer_additions or 0) if person is not None else 0

    beyond_limits = min(deferrals, catch_up_in(years, end))
    adp = adp_catch_up(ledger, years[-1], deferrals, beyond_limits)
    catch_up = beyond_limits + adp
    refunds = timely_refunds(ledger, years)
    countable = max(0, deferrals - catch_up - sum(refunds.values()))
    additions = countable + employer + after_tax + related

    dollars = dollar_limit_at(ledger, at)
    limit = min(dollars, compensation)
    december = over_through_december(ledger, years, refunds, at)
    over = max(0, additions - limit, december)
    left = catch_up_left(catch_up_limit(plan, person, ledger.year.last.year, at), ledger, years, adp, at)
    catch_up_415 = 0 if deferrals > compensation else min(over, left, countable)
    excess = over - catch_up_415
    refunded = refunded_415(ledger, excess)
    return Room(
        compensation=to_date,
        deferrals=deferrals,
        catch_up=catch_up,
        catch_up_adp=adp,
        employer=employer,
        after_tax=after_tax,
        related=related,
        limit=limit,
        limited_by_pay=compensation < dollars,
        countable=countable,
        additions=additions - refunded,
        catch_up_415=catch_up_415,
        excess=excess - refunded,
        room_today=max(0, min(dollars, to_date) - (additions - refunded) - ledger.posted_more),
        refunds=refunds,
        refunded_415=refunded,
        late_refunds=has_late_refunds(ledger),
        over_in_december=december > 0,
    )
