"""Employer money that past pay dates earned and that neither register nor postings tell yet: it is still to come."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from tests.oracle.catchup import CalendarYear
from tests.oracle.formula import tiered, without_catch_up
from tests.oracle.ledger import Ledger
from tests.oracle.rounding import half_up
from tests.oracle.rows import PayrollLine, PlanTerms
from tests.oracle.years import compensation_cap

ONE_DAY = timedelta(days=1)
EMPLOYEE = ("pre_tax", "roth", "after_tax")


@dataclass(frozen=True)
class PastDate:
    """A pay date up to the as-of date: plan pay, its part under 401(a)(17), what the person paid in, its catch-up."""

    day: date
    terms: PlanTerms
    eligible: int
    counted: int
    amounts: dict[str, int]
    catch_up: int
    corrections_alone: bool

    def match(self) -> int:
        """By the formula of the date; nothing of corrections alone, or where something is negative."""
        if self.corrections_alone or min(self.eligible, *self.amounts.values()) < 0:
            return 0
        return half_up(tiered(self.terms, without_catch_up(self.terms, self.amounts, self.catch_up), self.counted))

    def nonelective(self) -> int:
        """By the rate of the date, where the plan pays it date by date."""
        if self.corrections_alone or self.eligible < 0 or self.terms.nonelective_timing != "per_pay":
            return 0
        return half_up(self.terms.nonelective_rate * self.counted)


@dataclass(frozen=True)
class Late:
    """One kind of it, in cents, with what the statistics of the random books ask for.

    `days`: the dates it is for; `netted`: what money without a pay date has paid of it; `capped`: by the dollar cap.
    """

    cents: int = 0
    days: tuple[date, ...] = ()
    netted: int = 0
    capped: bool = False
    never_told: bool = False


def late_match(
    plan: PlanTerms, lines: Sequence[PayrollLine], own: Ledger, calendars: Sequence[CalendarYear], at: date
) -> Late:
    """The formula of each late date, less money without a pay date, at most what a dollar cap leaves of the year."""
    dates = list(past_dates(plan, lines, own, calendars, at))
    late, money = _untold(own, "match", {past.day: past.match() for past in dates}, at)
    caps = [past.terms.dollar_cap for past in dates if money.get(past.day)]
    if not caps or 0 in caps:
        return late
    most = max(0, max(caps) - own.paid("match"))
    return Late(min(late.cents, most), late.days, late.netted, capped=most < late.cents, never_told=late.never_told)


def late_nonelective(
    plan: PlanTerms, lines: Sequence[PayrollLine], own: Ledger, calendars: Sequence[CalendarYear], at: date
) -> Late:
    """The rate of each late date, less money without a pay date."""
    dates = past_dates(plan, lines, own, calendars, at)
    return _untold(own, "nonelective", {past.day: past.nonelective() for past in dates}, at)[0]


def _untold(own: Ledger, kind: str, earned: dict[date, int], at: date) -> tuple[Late, dict[date, int]]:
    """What dates after the last known one earned, less money without a pay date posted since; and each date's."""
    known_to = last_known(own, kind, at)
    if known_to is None:
        return Late(never_told=any(earned.values())), {}
    money = {day: cents for day, cents in earned.items() if day > known_to and cents}
    since = sum(item.posting.addition for item in own.undated(kind) if item.posting.posted_date > known_to)
    total, paid = sum(money.values()), max(0, since)
    return Late(max(0, total - paid), tuple(money), min(total, paid)), money


def last_known(own: Ledger, kind: str, at: date) -> date | None:
    """The latest pay date of which the kind is told, the opening's date among them.

    The day before the year where only money without a pay date was ever posted; None where nothing was.
    """
    told = [day for day, of in own.told if of == kind and day <= at]
    told += [own.opening.as_of] if own.opening is not None else []
    if told:
        return max(told)
    return own.year.first - ONE_DAY if own.undated(kind) else None


def past_dates(
    plan: PlanTerms, lines: Sequence[PayrollLine], own: Ledger, calendars: Sequence[CalendarYear], at: date
) -> Iterator[PastDate]:
    """Every pay date of the year up to `at` that has payroll lines and that no opening covers, in date order."""
    covered_to = own.opening.as_of if own.opening is not None else date.min
    known = [line for line in lines if own.year.holds(line.pay_date) and covered_to < line.pay_date <= at]
    known.sort(key=lambda line: line.pay_date)
    for day, of_date in groupby(known, key=lambda line: line.pay_date):
        together = list(of_date)
        (calendar,) = [each for each in calendars if each.year == day.year]
        yield PastDate(
            day=day,
            terms=plan.on(day),
            eligible=sum(line.eligible for line in together),
            counted=max(0, _counted_through(own, day) - _counted_through(own, day - ONE_DAY)),
            amounts={kind: own.of_date.get((day, kind), 0) for kind in EMPLOYEE},
            catch_up=max(0, calendar.catch_up(day) - calendar.catch_up(day - ONE_DAY)),
            corrections_alone=all(line.run_type == "correction" for line in together),
        )


def _counted_through(own: Ledger, day: date) -> int:
    """Plan pay of the year up to a day, as far as 401(a)(17) goes."""
    total = sum(pay.eligible for pay in own.pay if pay.day <= day)
    return max(0, min(total, compensation_cap(own.year)))
