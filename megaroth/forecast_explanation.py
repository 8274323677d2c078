"""The rest of one person's year in plain sentences: what is set aside, for which pay dates, and what room is left.

Nothing is computed here: every amount is the engine's own (`megaroth.forecast`). Amounts are whole cents.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from megaroth.explanation import Asked, Step, step_of
from megaroth.money import fraction, grouped
from schemas import words

PAY: Final = "26 USC 415(c)(1)(B), (c)(3)"
BINDS: Final = {
    "415c_dollar": "the dollar limit of 415(c)",
    "415c_compensation": "the year's pay",
    "plan_cap": "the plan's own cap",
    "hce_cap": "the plan's cap for highly compensated employees",
    "available_pay": "the pay still to come, which is less",
    "none": "the plan, which asks for the deferral limit first",
}


@dataclass(frozen=True)
class Ahead:
    """One pay date to come, the year's end, or a past pay date through which employer money is still on its way.

    `total`: additions up to it if the person changes nothing.
    """

    date: date
    pay: int
    deferrals: int
    catch_up: int
    employer: int
    after_tax: int
    total: int


def path(asked: Asked, dates: Sequence[Mapping[str, Any]]) -> list[Ahead]:
    """If nothing changes: what is late of past dates, what each date to come adds, what is owed at the year's end."""
    total, employer = asked.of("annual_additions_ytd") + asked.of("posted_more"), 0
    told = []
    if late := sum(asked.of(f"late_{kind}") for kind in words.EMPLOYER):
        total, employer = total + late, late
        told.append(Ahead(asked.person["late_on"], 0, 0, 0, late, 0, total))
    for row in sorted(dates, key=lambda row: row["date"]):
        ahead = _of_date(row, total)
        total, employer = ahead.total, employer + ahead.employer
        told.append(ahead)
    if owed := asked.of("employer_unchanged") - employer:
        told.append(Ahead(asked.moment.year.end, 0, 0, 0, owed, 0, total + owed))
    return told


def _of_date(row: Mapping[str, Any], before: int) -> Ahead:
    received = {kind: row[f"received_{kind}_on_top"] or 0 for kind in ("pre_tax", "roth", "after_tax")}
    deferrals = row["deferred"] + received["pre_tax"] + received["roth"]
    employer = sum(row[f"{kind}_unchanged"] + row[f"received_{kind}_on_top"] for kind in words.EMPLOYER)
    after_tax = received["after_tax"] + (row["after_tax"] if row["expected"] else 0)
    catch_up = row["becomes_catch_up"]
    added = deferrals - catch_up + employer + after_tax
    return Ahead(row["date"], row["gross"], deferrals, catch_up, employer, after_tax, before + added)


def forecast_steps(asked: Asked, ahead: Sequence[Ahead]) -> list[Step]:
    """From the pay still expected to the room that is safe until the year's end. docs/law.md, section 8."""
    return [*_reserved(asked, ahead), *_room(asked), *_pace(asked, ahead)]


def _reserved(asked: Asked, ahead: Sequence[Ahead]) -> Iterator[Step]:
    left = asked.of("pay_dates_left")
    dates = f"on {left} pay dates to come" if left else "on no pay date to come"
    expected = asked.of("pay_expected")
    yield Step("pay_expected", expected, f"Pay still expected {dates}: {grouped(expected)}.", PAY)
    catch_up = sum(each.catch_up for each in ahead)
    beside = f"; another {grouped(catch_up)} will be catch-up" if catch_up else ""
    deferred = grouped(asked.of("reserved_deferrals"))
    yield step_of(
        asked, "reserved_deferrals", f"Set aside for deferrals to come that will be additions: {deferred}{beside}."
    )
    late = {f"late_{kind}": asked.of(f"late_{kind}") for kind in words.EMPLOYER}
    of_dates, unchanged = sum(each.employer for each in ahead if each.pay), asked.of("employer_unchanged")
    yield step_of(
        asked,
        "reserved_employer",
        "Set aside for match and nonelective money of these dates as elected, and for what is owed at the year's end"
        + _of_room(asked),
        {
            "of_pay_dates": of_dates,
            **late,
            "at_year_end": unchanged - of_dates - sum(late.values()),
            "match_of_room": asked.of("reserved_employer") - unchanged,
        },
    )
    for kind in words.EMPLOYER:
        yield from _late(asked, kind)


def _of_room(asked: Asked) -> str:
    """Where after-tax money is matched: room used up earns another match than what is elected."""
    differs = asked.of("reserved_employer") != asked.of("employer_unchanged")
    return "; match_of_room is what all of room would earn beyond what is elected after tax." if differs else "."


def _late(asked: Asked, kind: str) -> Iterator[Step]:
    """What is on its way for past pay dates, part of what is set aside."""
    amount, dates = asked.of(f"late_{kind}"), asked.of(f"late_{kind}_dates")
    if amount:
        of_dates = "1 past pay date" if dates == 1 else f"{dates} past pay dates"
        says = f"Set aside in it: {kind} of {of_dates} that no feed tells yet, {grouped(amount)} by the plan's formula."
        yield Step(f"late_{kind}", amount, says, "26 USC 415(c)(2)")


def _room(asked: Asked) -> Iterator[Step]:
    cap = asked.person["plan_cap_left"]
    if cap is not None:
        yield step_of(asked, "plan_cap_left", f"The plan's own cap on after-tax money leaves {grouped(cap)}.")
    parts = {
        "limit_415c": asked.of("limit_415c"),
        "annual_additions_ytd": -asked.of("annual_additions_ytd"),
        "posted_more": -asked.of("posted_more"),
        "after_tax_received": -asked.of("after_tax_received"),
        "reserved_deferrals": -asked.of("reserved_deferrals"),
        "reserved_employer": -asked.of("reserved_employer"),
    }
    over = sum(parts.values()) - asked.of("room")
    says = f"Safe to contribute after tax from now to the year's end: {grouped(asked.of('room'))}. "
    says += f"What sets it: {BINDS[asked.person['binding']]}."
    yield step_of(asked, "room", says, parts | ({"beyond_the_plan": -over} if over > 0 else {}))
    yield step_of(
        asked,
        "room_if_deferrals_maxed",
        "The textbook formula: what would be left if deferrals reached the limit of 402(g).",
    )


def _pace(asked: Asked, ahead: Sequence[Ahead]) -> Iterator[Step]:
    """How fast: so much a pay date, at most this rate, and what happens if nothing changes."""
    person = asked.person
    if person["per_pay_date"] is None:
        return
    rate = fraction(person["suggested_rate"] * 100)
    yield step_of(
        asked,
        "per_pay_date",
        f"Spread over the {person['pay_dates_left']} dates, down to the cent. The highest rate that keeps every limit "
        f"on every date left: {rate}% of eligible pay.",
    )
    more = sum(each.after_tax for each in ahead)
    yield Step(
        "after_tax_if_unchanged",
        more,
        f"If nothing changes, {grouped(more)} more goes in after tax by the year's end: {_ends(asked, ahead)}",
        "26 USC 415(c)(1)",
    )


def _ends(asked: Asked, ahead: Sequence[Ahead]) -> str:
    """Whether room holds, and whether the limit does, which deferrals and match alone may pass."""
    limit, stop = asked.of("limit_415c"), asked.person["stop_date"]
    room = f"room is passed on {stop}" if stop else "within room"
    over = next((each.date for each in ahead if each.total > limit), None)
    if over is None:
        return f"{room}."
    return (
        f"{room}; on {over} additions pass {grouped(limit)}, the limit. Deferrals beyond it can still become catch-up "
        "where age and the year's catch-up limit allow it (414(v)(3)(A)); what cannot is an excess."
    )
