"""What the employer will still pay on the rest of the year's deferrals and pay: match, true-up, nonelective."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.oracle.catchup import DEFERRALS, catch_up_in
from tests.oracle.forecast import Later, Outlook
from tests.oracle.formula import tiered, without_catch_up
from tests.oracle.ledger import kind_total
from tests.oracle.people import employed_on
from tests.oracle.rounding import half_up
from tests.oracle.rows import PlanTerms
from tests.oracle.years import compensation_cap


@dataclass
class Employer:
    """Employer money to come, in cents, and by date."""

    match: dict[date, int]
    nonelective: dict[date, int]
    late_match: int = 0
    late_nonelective: int = 0
    true_up: int = 0
    year_end: int = 0

    @property
    def total(self) -> int:
        """All of it."""
        by_date = sum(self.match.values()) + sum(self.nonelective.values())
        return max(0, by_date + self.late_match + self.late_nonelective + self.true_up + self.year_end)


def employer_money(ahead: Outlook, after_tax: Mapping[date, int]) -> Employer:
    """Date after date, then at year end; `after_tax` is what is contributed after tax on each date left."""
    given = ahead.given
    cap = compensation_cap(given.ledger.year)
    eligible = sum(pay.eligible for pay in given.ledger.pay)
    money = Employer({}, {}, ahead.late_match.cents, ahead.late_nonelective.cents)
    paid = given.ledger.paid("match") + money.late_match
    for later in ahead.dates:
        terms = given.plan.on(later.day)
        sent_pay = max(0, min(later.received_eligible, cap - eligible))
        eligible += later.received_eligible
        own_pay = max(0, min(later.eligible, cap - eligible))
        eligible += later.eligible
        on_top = _match_of(terms, later, sent_pay, own_pay, after_tax.get(later.day, 0), paid)
        money.match[later.day] = on_top
        paid += on_top
        money.nonelective[later.day] = _nonelective_of(terms, later, sent_pay, own_pay)
    year_pay = max(0, min(cap, eligible))
    money.true_up = _true_up(ahead, after_tax, year_pay, paid)
    nonelective = given.ledger.paid("nonelective") + money.late_nonelective + sum(money.nonelective.values())
    money.year_end = _year_end(ahead, year_pay, nonelective)
    return money


def _match_of(terms: PlanTerms, later: Later, sent_pay: int, own_pay: int, after_tax: int, paid: int) -> int:
    """A date's match on top of what is counted: what payroll sent, and the formula for what payroll said nothing of."""
    known = later.cells.get("match")
    posted = later.posted.get("match", 0)
    if known is None:
        amounts = {kind: later.counted(kind) for kind in DEFERRALS}
        amounts["after_tax"] = later.counted("after_tax") + after_tax
        earned = tiered(
            terms,
            without_catch_up(terms, amounts, later.catch_up),
            sent_pay + own_pay,
        )
        cents = _within_the_year(terms, half_up(earned), paid)
        return max(0, cents - posted)
    sent = later.received_on_top("match")
    amounts = {kind: later.taken.get(kind, 0) for kind in DEFERRALS} | {"after_tax": after_tax}
    earned = tiered(terms, without_catch_up(terms, amounts, later.catch_up), own_pay)
    cents = _within_the_year(terms, half_up(earned), paid + sent)
    return max(0, known + cents - posted)


def _within_the_year(terms: PlanTerms, cents: int, paid: int) -> int:
    """No more than the year's dollar cap leaves."""
    return min(cents, max(0, terms.dollar_cap - paid)) if terms.dollar_cap else cents


def _nonelective_of(terms: PlanTerms, later: Later, sent_pay: int, own_pay: int) -> int:
    """A date's nonelective money on top of what is counted."""
    known = later.cells.get("nonelective")
    posted = later.posted.get("nonelective", 0)
    rate = terms.nonelective_rate if terms.nonelective_timing == "per_pay" else Fraction(0)
    pay = sent_pay + own_pay if known is None else own_pay
    return max(0, (known or 0) + half_up(rate * pay) - posted)


def _employed_at_the_end(ahead: Outlook) -> bool:
    """Whether employed on the last day; somebody the census does not know may be."""
    person = ahead.given.person
    return person is None or employed_on(person, ahead.given.last)


def _true_up(ahead: Outlook, after_tax: Mapping[date, int], pay: int, paid: int) -> int:
    """The formula on the whole year, less what was and will be paid; never below zero."""
    given = ahead.given
    terms = given.plan.on(given.last)
    if terms.match_timing != "annual_true_up" or (terms.true_up_last_day and not _employed_at_the_end(ahead)):
        return 0
    entries = [*given.ledger.entries, *ahead.entries()]
    amounts = {kind: kind_total(entries, kind, given.last) for kind in (*DEFERRALS, "after_tax")}
    amounts["after_tax"] += sum(after_tax.values())
    matched = without_catch_up(terms, amounts, catch_up_in(ahead.calendars, given.last))
    owed = half_up(tiered(terms, matched, pay))
    return max(0, (min(owed, terms.dollar_cap) if terms.dollar_cap else owed) - paid)


def _year_end(ahead: Outlook, pay: int, paid: int) -> int:
    """The one amount at year end, less what was and will be paid of it."""
    terms = ahead.given.plan.on(ahead.given.last)
    if terms.nonelective_timing != "year_end" or (terms.nonelective_last_day and not _employed_at_the_end(ahead)):
        return 0
    return max(0, half_up(terms.nonelective_rate * pay) - paid)
