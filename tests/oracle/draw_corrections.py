"""Random openings, refunds, reversals and money that names its year: rows that correct or replace others."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from tests.oracle.draw_money import Money
from tests.oracle.draw_plan import Frame
from tests.oracle.drawing import DAY, Hand
from tests.oracle.law import Answer
from tests.oracle.rows import KINDS, OpeningRow, Posting
from tests.oracle.years import before


def draw_opening(hand: Hand, frame: Frame, money: Money, employee_id: str) -> None:
    """A year that begins before the files: cells about what the files say or empty; rarely of the year before."""
    year = frame.year
    if hand.chance(8):
        year = before(frame.plan, year)
    last = min(frame.at, year.last)
    as_of = hand.pick([day for day in frame.pay_dates if day <= last] + [last, year.first + (last - year.first) // 2])
    covered = [line for line in money.payroll if year.first <= line.pay_date <= as_of]
    cells: dict[str, int | None] = {}
    for kind in KINDS:
        total = sum(sum(line.cells(kind)) for line in covered)
        cells[kind] = hand.pick((total, total, max(0, hand.about(total)), hand.dollars(0, 20_000), None))
    deferred = (cells["pre_tax"] or 0) + (cells["roth"] or 0)
    gross = hand.pick((sum(line.gross_compensation for line in covered), hand.dollars(20_000, 300_000)))
    opening = OpeningRow(
        employee_id,
        as_of,
        gross,
        eligible_compensation=hand.pick((None, None, gross // 2)),
        calendar_year_deferrals=hand.pick((None, None, deferred, deferred + 5_000_00, hand.dollars(0, 24_500))),
        **cells,
    )
    money.openings.append(opening)
    if hand.chance(15) and as_of > year.first:
        money.openings.append(replace(opening, as_of=as_of - DAY, pre_tax=1_00, gross_compensation=1_00))
    if hand.chance(60):
        money.payroll[:] = [line for line in money.payroll if line not in covered]


def draw_corrections(hand: Hand, frame: Frame, money: Money, employee_id: str, so_far: Answer) -> None:
    """Rows that correct, each kind in a few of a hundred people; more often where there is something to correct."""
    excess_deferrals = sum(so_far.excess_deferrals.values())
    kinds: list[tuple[Callable[[Hand, Frame, Money, str, int], Posting | None], int, int]] = [
        (_refund_402g, 50 if excess_deferrals else 20 if frame.finished else 4, excess_deferrals),
        (_refund_415, 40 if so_far.excess else 3, so_far.excess),
        (_catch_up_adp, 12, so_far.deferrals_ytd),
        (_reversal, 20, 0),
        (_of_a_year, 20, 0),
        (_without_effect, 10, 0),
    ]
    for draw_one, percent, about in kinds:
        if hand.chance(percent):
            row = draw_one(hand, frame, money, employee_id, about)
            money.postings += [row] if row is not None else []


def _names_the_year(hand: Hand, frame: Frame) -> str | None:
    """Text for `for_year`: the year by its last day, or by its number where only one year ends in it."""
    return hand.pick((frame.year.last.isoformat(), str(frame.year.last.year)))


def _posted(hand: Hand, frame: Frame) -> date:
    """A day of a correction: about April 15, or shortly before the as-of date."""
    days = [frame.as_of, max(frame.year.first, frame.as_of - 20 * DAY)]
    for year in (frame.year.first.year, frame.as_of.year):
        days += [day for day in (date(year, 4, 15), date(year, 4, 16)) if frame.year.first <= day <= frame.as_of]
    return hand.pick(days)


def _refund_402g(hand: Hand, frame: Frame, _money: Money, employee_id: str, excess: int) -> Posting:
    """The excess, less or more, with or without earnings."""
    cents = max(1, hand.pick((excess, excess, hand.about(excess), excess // 2, 1_000_00)))
    earnings = hand.pick((0, 60_00, 60_00))
    return Posting(
        employee_id,
        _posted(hand, frame),
        "pre_tax",
        -cents - earnings,
        activity="refund_402g",
        earnings=-earnings or None,
        for_year=_names_the_year(hand, frame) if frame.finished or hand.chance(50) else None,
    )


def _refund_415(hand: Hand, frame: Frame, _money: Money, employee_id: str, excess: int) -> Posting:
    cents = max(1, hand.pick((excess, excess, hand.about(excess), excess // 2, excess + 700_00)))
    year = _names_the_year(hand, frame) if frame.finished or hand.chance(50) else None
    return Posting(employee_id, _posted(hand, frame), "after_tax", -cents, activity="refund_415", for_year=year)


def _catch_up_adp(hand: Hand, frame: Frame, _money: Money, employee_id: str, deferrals: int) -> Posting:
    """An ADP excess kept as catch-up: little, much, or all that was deferred."""
    cents = hand.pick((1_000_00, hand.about(8_000_00), max(1, deferrals)))
    year = _names_the_year(hand, frame) if frame.finished or hand.chance(30) else None
    return Posting(employee_id, _posted(hand, frame), "pre_tax", -cents, activity="catch_up_adp", for_year=year)


def _reversal(hand: Hand, frame: Frame, money: Money, employee_id: str, _about: int) -> Posting | None:
    """Money back: of a posted line with or without its pay date, a part of one, or of nothing that was ever posted."""
    lines = [line for line in money.postings if line.activity == "contribution" and line.amount > 0]
    lines = [line for line in lines if line.posted_date < frame.as_of]
    if not lines or hand.chance(10):
        return Posting(employee_id, _posted(hand, frame), "match", -hand.dollars(1, 900), activity="reversal")
    line = hand.pick(lines)
    posted = hand.pick((frame.as_of, line.posted_date + DAY))
    if hand.chance(15):
        without = replace(line, pay_date=None)
        money.postings[money.postings.index(line)] = line = without
    whole = hand.chance(70)
    pay_date = line.pay_date if not whole or hand.chance(40) else None
    cents = line.amount if whole else max(1, line.amount // 3)
    return Posting(employee_id, posted, line.source, -cents, pay_date=pay_date, activity="reversal")


def _of_a_year(hand: Hand, frame: Frame, _money: Money, employee_id: str, _about: int) -> Posting:
    """A true-up, make-up, forfeiture or late contribution: for this year, for the one before, or naming none."""
    activity = hand.pick(("true_up", "true_up", "make_up", "forfeiture", "contribution"))
    source = hand.pick(
        ("match", "nonelective", "pre_tax", "roth") if activity == "make_up" else ("match", "nonelective")
    )
    earlier = before(frame.plan, frame.year).last.isoformat()
    year = hand.pick((_names_the_year(hand, frame), _names_the_year(hand, frame), earlier, None))
    pay_date = hand.pick([None, None, *frame.pay_dates])
    posted = _posted(hand, frame)
    if pay_date is not None and pay_date > posted:
        posted = frame.as_of
    return Posting(employee_id, posted, source, hand.dollars(100, 9_000), pay_date, activity=activity, for_year=year)


def _without_effect(hand: Hand, frame: Frame, _money: Money, employee_id: str, _about: int) -> Posting:
    source, activity, sign = hand.pick(
        (
            ("loan", "loan_repayment", 1),
            ("rollover", "rollover_in", 1),
            ("pre_tax", "refund_adp", -1),
            ("match", "refund_acp", -1),
            ("match", "forfeited", -1),
            ("after_tax", "in_plan_roth", -1),
            ("nonelective", "restorative", 1),
        )
    )
    return Posting(employee_id, _posted(hand, frame), source, sign * hand.dollars(1, 9_000), activity=activity)
