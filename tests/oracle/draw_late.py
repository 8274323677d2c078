"""Random employer money on its way: the last dates of the year so far are told by nobody, or paid without a date."""

from dataclasses import replace
from datetime import date
from typing import Any

from tests.oracle.draw_money import SOURCES, Money
from tests.oracle.draw_plan import Frame
from tests.oracle.drawing import DAY, Hand
from tests.oracle.rows import KIND_OF_SOURCE, Posting

EMPLOYER_KINDS = ("match", "nonelective")


def draw_late(hand: Hand, frame: Frame, money: Money, employee_id: str) -> None:
    """From a date on, register and recordkeeper say nothing of a kind; before it, sometimes one line more does."""
    days = frame.pay_dates
    if not days or not hand.chance(60):
        return
    for kind in hand.pick((("match",), EMPLOYER_KINDS, ("nonelective",), ("match",))):
        late = days[hand.number(0, len(days) - 1) :]
        _silence(money, kind, late)
        _tell_before(hand, frame, money, kind, late[0])
        if hand.chance(70):
            money.postings.append(_without_a_date(hand, frame, employee_id, kind))


def _silence(money: Money, kind: str, late: list[date]) -> None:
    cells: dict[str, Any] = {kind: None}
    money.payroll[:] = [replace(line, **cells) if line.pay_date in late else line for line in money.payroll]
    money.postings[:] = [
        posting
        for posting in money.postings
        if KIND_OF_SOURCE.get(posting.source) != kind or posting.pay_date not in late
    ]


def _tell_before(hand: Hand, frame: Frame, money: Money, kind: str, first: date) -> None:
    """A number on one of the dates before: some, zero, or nearly all that a dollar cap lets the year have."""
    places = [number for number, line in enumerate(money.payroll) if line.pay_date < first]
    if places and hand.chance(85):
        place = hand.pick(places)
        nearly_all = max(0, frame.plan.on(first).dollar_cap - hand.dollars(0, 500))
        cells: dict[str, Any] = {kind: hand.pick((hand.dollars(0, 1_500), nearly_all, 0, nearly_all, nearly_all))}
        money.payroll[place] = replace(money.payroll[place], **cells)


def _without_a_date(hand: Hand, frame: Frame, employee_id: str, kind: str) -> Posting:
    """What pays a part of it, all of it, or takes money back."""
    activity = hand.pick(("contribution", "contribution", "true_up", "make_up", "reversal", "forfeiture"))
    cents = hand.pick((hand.dollars(1, 300), hand.dollars(100, 4_000), 1))
    posted = hand.pick((frame.as_of, frame.year.first, frame.at - DAY * hand.number(0, 30)))
    year = hand.pick((None, None, frame.year.last.isoformat()))
    source = hand.pick(SOURCES[kind])
    return Posting(
        employee_id, posted, source, -cents if activity == "reversal" else cents, activity=activity, for_year=year
    )
