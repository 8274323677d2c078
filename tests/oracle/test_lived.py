"""A year that comes as it was forecast: whoever follows the suggested rate ends it within every limit."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction

from tests.oracle.books import Example, draw_book
from tests.oracle.drawing import Dice
from tests.oracle.employer import employer_money
from tests.oracle.figures import TABLE
from tests.oracle.forecast import Outlook, outlook
from tests.oracle.law import Answer, answer, given_of
from tests.oracle.ledger import ledger
from tests.oracle.rest import RATE_SCALE
from tests.oracle.rounding import half_up
from tests.oracle.rows import Book, PayrollLine, Posting
from tests.oracle.years import containing

BOOKS = 250


def forecasts(example: Example) -> Iterator[tuple[str, Book, Outlook]]:
    """Of each person with dates left: the rows known so far, and the rest of the year on them."""
    year = containing(example.plan, example.as_of)
    if example.year or year.last.year not in TABLE or year.last.year != example.as_of.year:
        return
    known = example.book.known_on(example.as_of)
    for employee_id in example.answers():
        rows = known.of(employee_id)
        own = ledger(rows, example.plan, year, example.as_of)
        ahead = outlook(given_of(rows, [], example.plan, own, example.as_of))
        if ahead.expected and rows.census and not any(sum(later.posted.values()) for later in ahead.dates):
            yield employee_id, rows, ahead


def as_forecast(ahead: Outlook, employee_id: str, rate: Fraction) -> tuple[list[PayrollLine], list[Posting]]:
    """Payroll of every date left, with after-tax money at the rate; at year end what the employer then owes.

    What past dates earned and nobody has told yet comes then, too.
    """
    after_tax = {later.day: ahead.spent_after_tax(later, half_up(rate * later.eligible)) for later in ahead.expected}
    employer = employer_money(ahead, after_tax)
    lines = [
        PayrollLine(
            employee_id,
            later.day,
            later.gross,
            later.eligible,
            pre_tax=later.taken["pre_tax"],
            roth=later.taken["roth"],
            after_tax=after_tax[later.day],
            match=employer.match[later.day],
            nonelective=employer.nonelective[later.day],
        )
        for later in ahead.expected
    ]
    last = ahead.given.last
    owed = {
        "match": employer.true_up + employer.late_match,
        "nonelective": employer.year_end + employer.late_nonelective,
    }
    return lines, [
        Posting(employee_id, last, source, cents, activity="true_up", for_year=last.isoformat())
        for source, cents in owed.items()
        if cents
    ]


def lived(rows: Book, ahead: Outlook, employee_id: str, rate: Fraction, last: date) -> Answer:
    """The person's answer on the last day of the year."""
    lines, postings = as_forecast(ahead, employee_id, rate)
    book = replace(rows, payroll=[*rows.payroll, *lines], postings=[*rows.postings, *postings])
    return answer(book, ahead.given.plan, last)[employee_id]


def test_whoever_follows_the_suggested_rate_ends_the_year_within_every_limit() -> None:
    """And nothing is set aside any more: what was reserved has come. (Room at year end may still earn an annual match.)

    Money back that once made a source negative leaves as much owed.
    """
    followed = 0
    for number in range(BOOKS):
        example = draw_book(Dice(number))
        for employee_id, rows, ahead in forecasts(example):
            now = answer(rows, example.plan, example.as_of)[employee_id]
            if not now.suggested_rate:
                continue
            followed += 1
            then = lived(rows, ahead, employee_id, Fraction(now.suggested_rate, RATE_SCALE), ahead.given.last)
            assert then.excess == 0, number
            assert then.annual_additions_ytd + then.posted_more <= then.limit_415c == now.limit_415c, number
            if not any(posting.activity == "reversal" for posting in rows.postings):
                matched_after_tax = "after_tax" in example.plan.on(ahead.given.last).matched
                assert then.reserved_deferrals == 0, number
                assert then.reserved_employer == 0 or matched_after_tax, number
            assert then.plan_cap_left is None or then.after_tax_ytd - now.after_tax_ytd <= (now.plan_cap_left or 0)
    assert followed * 10 > BOOKS


def freed(now: Answer, then: Answer) -> int:
    """Deferrals of before that only later pay makes catch-up: reserved_deferrals is never below zero, room lacks it."""
    return max(0, (now.deferrals_ytd - now.catch_up_ytd) - (then.deferrals_ytd - then.catch_up_ytd))


def test_one_step_more_breaks_a_limit() -> None:
    """Of law, plan or pay: no higher rate was safe."""
    for number in range(BOOKS):
        example = draw_book(Dice(number))
        for employee_id, rows, ahead in forecasts(example):
            now = answer(rows, example.plan, example.as_of)[employee_id]
            if not now.room or not any(later.eligible for later in ahead.expected):
                continue
            step = example.plan.on(example.as_of).election_step
            rate = Fraction(now.suggested_rate or 0, RATE_SCALE) + step
            then = lived(rows, ahead, employee_id, rate, ahead.given.last)
            most = min(ahead.given.plan_rate(later.day) for later in ahead.expected)
            beyond_pay = any(
                rate * later.eligible + sum(later.taken.values()) > later.eligible for later in ahead.expected
            )
            beyond_plan = now.plan_cap_left is not None and then.after_tax_ytd - now.after_tax_ytd > now.plan_cap_left
            beyond_law = then.annual_additions_ytd + then.posted_more + freed(now, then) > then.limit_415c
            assert rate > most or beyond_pay or beyond_plan or beyond_law, number
