"""Random pay and contributions: totals about the limits, cut over the pay dates, in the register, posted, or both."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

from tests.oracle.draw_plan import Frame
from tests.oracle.drawing import DAY, Hand, last_pay_day
from tests.oracle.figures import TABLE
from tests.oracle.law import Answer
from tests.oracle.rows import KINDS, Election, OpeningRow, PayrollLine, Posting
from tests.oracle.years import dollar_limit

SOURCES = {
    "match": ("match", "match", "safe_harbor_match", "qmac"),
    "nonelective": ("nonelective", "nonelective", "safe_harbor_nonelective", "qnec"),
}


@dataclass
class Money:
    """The rows of one person."""

    payroll: list[PayrollLine] = field(default_factory=list)
    postings: list[Posting] = field(default_factory=list)
    openings: list[OpeningRow] = field(default_factory=list)
    elections: list[Election] = field(default_factory=list)


def draw_money(hand: Hand, frame: Frame, employee_id: str) -> Money:
    """Pay, deferrals and employer money of a person on every pay date; after-tax money comes last, see `close`."""
    days = [*frame.earlier, *frame.pay_dates]
    amounts: dict[tuple[date, str], int] = {}
    for year in sorted({day.year for day in days}):
        _put(amounts, _deferrals(hand, frame, [day for day in days if day.year == year], year))
    if frame.pay_dates:
        matched = hand.split(hand.pick((0, hand.dollars(1_000, 30_000))), len(frame.pay_dates))
        _put(amounts, {(day, "match"): cents for day, cents in zip(frame.pay_dates, matched, strict=True)})
        if hand.chance(20):
            amounts[frame.pay_dates[-1], "nonelective"] = hand.dollars(500, 20_000)
    money = Money()
    written = {kind: _written(hand, kind) for kind in KINDS}
    for day, gross in _pay(hand, [*days, *frame.later], sum(amounts.values())).items():
        of_day = {kind: cents for (when, kind), cents in amounts.items() if when == day}
        if day in frame.later:
            money.payroll += _received_early(hand, employee_id, day, gross)
        else:
            _write(hand, frame, money, employee_id, day, gross, of_day, written)
    if frame.ahead and hand.chance(10):
        money.postings += [_posted_ahead(hand, frame, employee_id) for _ in range(hand.number(1, 2))]
    if hand.chance(10):
        _before_the_year(hand, frame, money, employee_id)
    if hand.chance(8):
        money.payroll[:] = [line for line in money.payroll if line.pay_date > frame.at]
    return money


def _received_early(hand: Hand, employee_id: str, day: date, gross: int) -> list[PayrollLine]:
    """Payroll of a date after the as-of date: the regular run, or another beside the one still expected."""
    line = PayrollLine(
        employee_id,
        day,
        gross,
        hand.pick((None, None, gross // 2)),
        pre_tax=hand.pick((None, 0, hand.dollars(0, 3_000))),
        roth=hand.pick((None, None, hand.dollars(0, 3_000))),
        after_tax=hand.pick((None, None, hand.dollars(0, 9_000))),
        match=hand.pick((None, None, 0, hand.dollars(0, 1_500))),
        nonelective=hand.pick((None, None, None, hand.dollars(0, 500))),
        run_type=hand.pick(("regular", "regular", "bonus", "off_cycle")),
    )
    if hand.chance(10):
        back = replace(line, run_type="correction", gross_compensation=-(gross // 4), eligible_compensation=None)
        return [line, replace(back, pre_tax=-hand.dollars(0, 2_000), after_tax=hand.pick((None, -500_00)))]
    return _as_two_runs(hand, line) if line.run_type == "regular" and hand.chance(15) else [line]


def _posted_ahead(hand: Hand, frame: Frame, employee_id: str) -> Posting:
    """Money the recordkeeper posted before its pay date."""
    source = hand.pick(("pre_tax", "roth", "after_tax", "match", "nonelective"))
    return Posting(employee_id, frame.at, source, hand.dollars(1, 4_000), pay_date=hand.pick(frame.ahead[:2]))


def _before_the_year(hand: Hand, frame: Frame, money: Money, employee_id: str) -> None:
    """Payroll of an earlier calendar year: some were last paid then, with deferrals up to the limit or below."""
    last = date(frame.year.first.year - 1, 12, 31)
    days = sorted({last_pay_day(last - DAY * hand.number(0, 150)) for _ in range(3)})
    deferred = hand.split(hand.pick((24_500_00, 40_000_00, 9_000_00)), len(days))
    gross = hand.dollars(5_000, 60_000)
    if hand.chance(60):
        money.payroll[:] = [line for line in money.payroll if line.pay_date > frame.at]
    for day, cents in zip(days, deferred, strict=True):
        money.payroll.append(PayrollLine(employee_id, day, gross, pre_tax=cents, after_tax=hand.pick((None, 500_00))))


def draw_elections(hand: Hand, frame: Frame, employee_id: str) -> list[Election]:
    """Elections in force for long, since lately, or from a date ahead on: rates, dollars, pay."""
    if not hand.chance(45):
        return []
    days = [date(2012, 3, 1), frame.year.first, frame.at, *frame.ahead]
    effective = sorted({hand.pick(days) for _ in range(hand.number(1, 3))})
    return [
        Election(
            employee_id,
            day,
            pre_tax_rate=_rate(hand),
            roth_rate=_rate(hand),
            after_tax_rate=_rate(hand),
            pre_tax_amount=hand.pick((None, None, None, hand.dollars(0, 4_000))),
            roth_amount=hand.pick((None, None, None, 333_33)),
            after_tax_amount=hand.pick((None, None, None, hand.dollars(0, 9_000))),
            pay_per_date=hand.pick((None, None, None, 0, hand.dollars(2_000, 40_000), 11_538_46)),
        )
        for day in effective
    ]


def _rate(hand: Hand) -> Fraction | None:
    if hand.chance(35):
        return None
    return hand.pick((Fraction(0), *(Fraction(percent, 1000) for percent in (30, 60, 100, 155, 333, 500, 1000))))


def _put(amounts: dict[tuple[date, str], int], more: dict[tuple[date, str], int]) -> None:
    for key, cents in more.items():
        amounts[key] = amounts.get(key, 0) + cents


def _deferrals(hand: Hand, frame: Frame, days: Sequence[date], year: int) -> dict[tuple[date, str], int]:
    """A calendar year's deferrals: a total about a limit, cut over its pay dates, pre-tax, Roth or both."""
    numbers = TABLE[year]
    general = frame.plan.max_dollars or numbers.elective_deferral
    higher = numbers.higher_catch_up or numbers.catch_up
    about = (general, general + numbers.catch_up, general + higher, numbers.elective_deferral)
    total = hand.pick(
        (hand.about(hand.pick(about)), hand.about(hand.pick(about)), hand.dollars(0, 45_000), hand.dollars(500, 24_000))
    )
    kind = hand.pick(("pre_tax", "pre_tax", "roth", "mixed")) if frame.plan.roth else "pre_tax"
    deferred = {}
    for day, cents in zip(days, hand.split(total, len(days)), strict=True):
        deferred[day, hand.pick(("pre_tax", "roth")) if kind == "mixed" else kind] = cents
    return deferred


def _pay(hand: Hand, days: Sequence[date], contributed: int) -> dict[date, int]:
    """Pay of each date: plenty, little, or about what is contributed."""
    total = hand.dollars(8_000, 60_000) if hand.chance(15) else hand.dollars(120_000, 600_000)
    if hand.chance(8):
        total = max(0, hand.about(contributed))
    each = [total // len(days)] * len(days) if hand.chance(80) else hand.split(total, len(days)) if days else []
    return dict(zip(days, each, strict=True))


def _written(hand: Hand, kind: str) -> str:
    """Where a person's money of a kind is found: a register often has no column for the employer's."""
    plain = ("register", "register", "register", "both", "both", "differ", "posted")
    return hand.pick((*plain, "posted", "posted", "posted") if kind in SOURCES else plain)


def _write(
    hand: Hand,
    frame: Frame,
    money: Money,
    employee_id: str,
    day: date,
    gross: int,
    amounts: dict[str, int],
    written: dict[str, str],
) -> None:
    """One person's pay date, as payroll and recordkeeper send it."""
    cells: dict[str, Any] = {}
    for kind, cents in amounts.items():
        if written[kind] != "posted":
            cells[kind] = cents
        if written[kind] != "register":
            off = hand.pick((1, -1, 500_00, -500_00)) if written[kind] == "differ" and hand.chance(50) else 0
            money.postings.append(posting(hand, frame, employee_id, day, kind, cents + off))
    if not cells and amounts and hand.chance(20):
        return
    eligible = hand.pick((gross * 9 // 10, 0, gross)) if hand.chance(15) else None
    for kind in ("pre_tax", "roth"):
        if cells.get(kind) and hand.chance(12):
            cells[f"{kind}_catch_up"], cells[kind] = cells[kind] // 4, cells[kind] - cells[kind] // 4
    line = PayrollLine(employee_id, day, gross, eligible, **cells)
    money.payroll += _as_two_runs(hand, line) if hand.chance(10) else [line]


def _as_two_runs(hand: Hand, line: PayrollLine) -> list[PayrollLine]:
    """The same pay date in a regular and a bonus run."""
    bonus = replace(line, run_type="bonus", gross_compensation=line.gross_compensation // 3, eligible_compensation=None)
    rest = replace(line, gross_compensation=line.gross_compensation - bonus.gross_compensation)
    here: dict[str, Any] = {"pre_tax_catch_up": None, "roth_catch_up": None, "check_number": "7"}
    left: dict[str, Any] = {}
    for kind in KINDS:
        cents: int | None = getattr(line, kind)
        here[kind] = None if cents is None or hand.chance(50) else cents // 3
        left[kind] = None if cents is None else cents - (here[kind] or 0)
    return [replace(rest, **left), replace(bonus, **here)]


def posting(hand: Hand, frame: Frame, employee_id: str, day: date, kind: str, cents: int) -> Posting:
    """The recordkeeper's line for a pay date, posted within days, sometimes after the as-of date."""
    posted = day + DAY * hand.pick((0, 1, 4))
    if posted > frame.as_of >= day and not hand.chance(10):
        posted = frame.as_of
    return Posting(employee_id, posted, hand.pick(SOURCES.get(kind, (kind,))), cents, pay_date=day)


def close(hand: Hand, frame: Frame, money: Money, employee_id: str, so_far: Answer) -> None:
    """After-tax money on one pay date, so that additions meet the limit, miss it by a cent, pass it, or stay below."""
    year, days = frame.year, frame.pay_dates
    crossed = year.crosses_new_year and frame.at.year == year.last.year
    if not days or hand.chance(60 if so_far.pay_dates_left and not crossed else 12):
        return
    room_left = so_far.limit_415c - so_far.annual_additions_ytd
    if crossed and hand.chance(95):
        room_left -= dollar_limit(year, year.last.year) - dollar_limit(year, year.first.year)
        days = [day for day in days if day.year == year.first.year] or days
    about = (hand.about(room_left), room_left + 1, room_left + hand.dollars(0, 12_000), room_left // 2, room_left // 3)
    if so_far.pay_dates_left and not (crossed and hand.chance(50)):
        about = (hand.about(so_far.room), so_far.room // 2, so_far.room // 3, hand.about(room_left), room_left // 2)
    cents = max(0, hand.pick(about))
    day = hand.pick(days)
    for place, line in enumerate(money.payroll):
        if line.pay_date == day and hand.chance(80):
            money.payroll[place] = replace(line, after_tax=cents)
            if hand.chance(30):
                money.postings.append(
                    posting(hand, frame, employee_id, day, "after_tax", hand.pick((cents, cents + 500)))
                )
            return
    money.postings.append(posting(hand, frame, employee_id, day, "after_tax", cents))
