"""One person's numbers in plain sentences: each step from the rows to the room, with its amounts and its paragraph.

Nothing is computed here: every amount is the engine's own (`megaroth.answers`), told in the order the law takes it.
`parts` are signed and add up to the step's amount. Amounts are whole cents.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from megaroth.limits import Figure, Limits
from megaroth.money import grouped
from megaroth.people import WAGES_OVER, WAGES_UNKNOWN, Moment
from megaroth.plan import Plan
from megaroth.room import DollarLimit
from schemas.columns import columns
from schemas.reports import Room

PARAGRAPHS: Final = {column.name: f"26 USC {column.law or '415(c)(1)'}" for column in columns(Room)}
FLOOR: Final = "never below zero"

Person = Mapping[str, Any]


@dataclass(frozen=True)
class Step:
    """A figure, the signed parts it is made of where it is a sum, what is said of it, and the law it rests on."""

    figure: str
    amount: int
    says: str
    law: str
    parts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """Of whom and when: the person's row with every step's amount, the moment, and what it is measured by."""

    person: Person
    moment: Moment
    plan: Plan
    limits: Limits
    limit: DollarLimit

    def of(self, name: str) -> int:
        """An amount of the person."""
        return int(self.person[name])


def steps(asked: Asked) -> list[Step]:
    """Every step from pay to room_today, in the order of docs/law.md; what is still to come is told elsewhere."""
    return [
        _pay(asked),
        *_deferrals(asked),
        *(step for year in asked.moment.calendar_years for step in _calendar_year(asked, year)),
        _catch_up(asked),
        *_countable(asked),
        *_other_additions(asked),
        _additions(asked),
        _limit(asked),
        *_over(asked),
        _room_today(asked),
    ]


def step_of(asked: Asked, figure: str, says: str, parts: Mapping[str, int] | None = None, law: str = "") -> Step:
    """The step of a report's column or of an amount on the way; what lifts a sum to zero is a part of its own."""
    amount = asked.of(figure)
    shown = {name: part for name, part in (parts or {}).items() if part}
    missing = amount - sum(shown.values())
    if shown and missing:
        shown[FLOOR] = missing
    return Step(figure, amount, says, law or PARAGRAPHS[figure], shown)


def _pay(asked: Asked) -> Step:
    moment = asked.moment
    return step_of(
        asked,
        "compensation_ytd",
        f"Pay of {moment.year.start} through {moment.at}: {grouped(asked.of('compensation_ytd'))}. "
        "Deferrals are not subtracted.",
    )


def _deferrals(asked: Asked) -> Iterator[Step]:
    pre_tax, roth = asked.of("pre_tax_ytd"), asked.of("roth_ytd")
    yield step_of(
        asked,
        "deferrals_ytd",
        f"Deferred in the limitation year: {grouped(pre_tax)} pre-tax and {grouped(roth)} Roth.",
        {"pre_tax": pre_tax, "roth": roth},
    )
    yield step_of(
        asked,
        "deferrals_calendar_year",
        f"Deferred here in calendar year {asked.moment.at.year}: {grouped(asked.of('deferrals_calendar_year'))}.",
    )


def _calendar_year(asked: Asked, year: int) -> Iterator[Step]:
    """What 402(g) and 414(v) make of one calendar year."""
    figure = asked.limits.figure("elective_deferral", year)
    related, elsewhere = asked.of(f"related_deferrals_{year}"), asked.of(f"prior_employer_{year}")
    beside = f", and {grouped(related)} deferred at a related employer counts with it" if related else ""
    beside += f"; {grouped(elsewhere)} deferred at an unrelated employer takes up the person's own limit" * (
        elsewhere > 0
    )
    yield Step(
        f"elective_deferral_{year}",
        figure.cents,
        f"The limit on elective deferrals of {year} is {grouped(figure.cents)} ({figure.source}){beside}.",
        figure.law,
    )
    yield Step(
        f"catch_up_limit_{year}",
        asked.of(f"catch_up_limit_{year}"),
        _catch_up_limit(asked, year),
        "26 USC 414(v)(2), (5)",
    )
    if excess := asked.of(f"excess_deferrals_{year}"):
        yield Step(
            f"excess_deferrals_{year}",
            excess,
            f"{grouped(excess)} of {year} is beyond the limit and catch-up: an excess deferral. "
            "It counts as an addition unless it is refunded by April 15.",
            "26 USC 402(g)(1), (2)",
        )


def _catch_up_limit(asked: Asked, year: int) -> str:
    """Why the catch-up limit of a calendar year is what it is."""
    person, terms = asked.person, asked.plan.terms(asked.moment.at).deferrals
    limit = asked.of(f"catch_up_limit_{year}")
    if limit:
        age = year - person["birth_date"].year
        return f"Age {age} on 31 December {year}: up to {grouped(limit)} may be catch-up."
    if person["birth_date"] is None:
        return "The birth date is not known, so nothing can be catch-up."
    if not person[f"old_enough_{year}"]:
        return (
            f"Age {year - person['birth_date'].year} on 31 December {year}, "
            f"under {asked.limits.statute.catch_up_age}: nothing can be catch-up."
        )
    if terms.catch_up and not terms.roth and person[f"roth_wages_{year}"] in (WAGES_OVER, WAGES_UNKNOWN):
        return (
            f"Catch-up of {year} would have to be Roth (last year's wages are over the threshold, or not known), "
            "and the plan has no Roth source: nothing can be catch-up."
        )
    return "The plan does not allow catch-up."


def _catch_up(asked: Asked) -> Step:
    used, kept = asked.of("used"), asked.of("adp")
    if asked.of("catch_up_ytd") == 0:
        says = "None of the deferrals is catch-up: they pass neither 402(g) nor a lower limit of the plan."
        if not any(asked.of(f"catch_up_limit_{year}") for year in asked.moment.calendar_years):
            says = "None of the deferrals is catch-up."
    else:
        says = f"{grouped(used)} of the deferrals goes beyond 402(g) or a lower limit of the plan, and is catch-up"
        says += f"; {grouped(kept)} of an ADP excess is kept as catch-up." if kept else "."
    return step_of(asked, "catch_up_ytd", says, {"beyond_a_limit": used, "catch_up_adp": kept})


def _countable(asked: Asked) -> Iterator[Step]:
    refunded = asked.of("refunded")
    says = "Deferrals that count: without catch-up"
    says += f", and without {grouped(refunded)} of excess deferrals refunded by April 15." if refunded else "."
    parts = {
        "deferrals_ytd": asked.of("deferrals_ytd"),
        "catch_up_ytd": -asked.of("catch_up_ytd"),
        "refunded": -refunded,
    }
    yield step_of(asked, "countable", says, parts, law="26 USC 415(c)(2), 26 CFR 1.402(g)-1(e)(1)(ii)")


def _other_additions(asked: Asked) -> Iterator[Step]:
    match, nonelective = asked.of("match_ytd"), asked.of("nonelective_ytd")
    yield step_of(
        asked,
        "employer_ytd",
        f"From the employer: {grouped(match)} match and {grouped(nonelective)} nonelective.",
        {"match": match, "nonelective": nonelective},
    )
    yield step_of(asked, "after_tax_ytd", f"Contributed after tax: {grouped(asked.of('after_tax_ytd'))}.")
    if related := asked.of("related_employer_additions"):
        yield step_of(
            asked,
            "related_employer_additions",
            f"In other plans of the same employer group: {grouped(related)}, as the census says.",
        )


def _additions(asked: Asked) -> Step:
    parts = {
        name: asked.of(name) for name in ("countable", "employer_ytd", "after_tax_ytd", "related_employer_additions")
    }
    corrected = asked.of("corrected")
    says = "Annual additions: these together"
    says += f", less {grouped(corrected)} that a 415 correction gave back." if corrected else "."
    return step_of(asked, "annual_additions_ytd", says, parts | {"corrected": -corrected})


def _limit(asked: Asked) -> Step:
    figure = limit_figure(asked)
    dollars = f"{grouped(asked.limit.cents)} ({figure.source}"
    dollars += ", of a short year)" if asked.limit.cents != figure.cents else ")"
    to_date, expected = asked.of("compensation_ytd"), asked.of("pay_expected")
    pay = f"the year's pay, {grouped(to_date + expected)}"
    pay += f" ({grouped(to_date)} to date and {grouped(expected)} still expected)" if expected else ""
    chosen = "pay" if asked.person["limit_basis"] == "compensation" else "the dollar limit"
    says = f"The lesser of the dollar limit, {dollars}, and {pay}: {chosen} binds."
    if asked.limit.through_december is not None:
        through = grouped(asked.limit.through_december)
        says += f" Additions through 31 December may not pass {through} either, the limit of the year before."
    return step_of(asked, "limit_415c", says)


def limit_figure(asked: Asked) -> Figure:
    """The figure of 415(c)(1)(A) that the dollar limit comes from."""
    return asked.limits.figure("annual_additions", min(asked.moment.at.year, asked.moment.year.ends_in))


def _over(asked: Asked) -> Iterator[Step]:
    """How far additions pass the limit, and what becomes of that."""
    over = asked.of("over")
    if not over:
        return
    may_be = asked.of("catch_up_415")
    yield step_of(
        asked,
        "catch_up_415",
        f"Additions pass the limit by {grouped(over)}; {grouped(may_be)} of it may still become catch-up.",
    )
    left = asked.of("excess")
    says = f"Left as an excess: {grouped(left)}." if left else "Nothing is left as an excess."
    parts = {"over": over, "catch_up_415": -may_be, "corrected": -asked.of("corrected")}
    yield step_of(asked, "excess", says, parts)


def _room_today(asked: Asked) -> Step:
    more = asked.of("posted_more")
    limit = grouped(asked.of("limit_today"))
    says = f"What is left today of {limit}, the lesser of the dollar limit and pay to date; nothing is set aside"
    says += (
        f", and {grouped(more)} that the recordkeeper posted beyond payroll's register is taken off." if more else "."
    )
    parts = {
        "limit_today": asked.of("limit_today"),
        "annual_additions_ytd": -asked.of("annual_additions_ytd"),
        "posted_more": -more,
    }
    return step_of(asked, "room_today", says, parts)
