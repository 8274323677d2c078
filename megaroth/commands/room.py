"""`megaroth room`: the room of one person from a handful of figures, through the engine of the nightly run."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final

from cyclopts import Parameter

from megaroth.commands.arguments import Age, Day, Dollars, LimitationYearName, existing_plan_folder
from megaroth.commands.output import Amount, as_json, members
from megaroth.commands.path_shown import ahead_in_words, steps_in_words
from megaroth.commands.terminal import BAD, MAIN, PROGRAM, Toned, caution, pairs, shaded
from megaroth.errors import CommandError
from megaroth.limits import load_limits
from megaroth.money import fraction, grouped
from megaroth.plan import load_plan, parse_plan
from megaroth.quick_room import Figures, quick_room
from megaroth.room_ahead import RoomAhead, room_ahead
from megaroth.years import LimitationYear
from schemas.columns import columns
from schemas.fields import CENTS, RATE
from schemas.reports import Room

WRITTEN: Final[Mapping[str, Callable[[Any], str]]] = {CENTS: grouped, RATE: fraction}
OF_A_DATE: Final = ("deferrals", "after_tax", "employer")
NO_PLAN: Final = '[plan]\nid = "none"\nname = "A plan with every default"\n'


def room(
    *,
    year: LimitationYearName,
    age: Age | None = None,
    birth_date: Day | None = None,
    compensation: Dollars | None = None,
    deferrals: Dollars = 0,
    employer: Dollars = 0,
    after_tax: Dollars = 0,
    plan: Annotated[Path | None, Parameter(metavar="PLAN_DIR")] = None,
    as_of: Day | None = None,
    json: bool = False,
) -> int:
    """What still fits into one person's limitation year after tax. Amounts in dollars, 1234.56.

    Without --plan nothing is set aside. With it, what the plan owes at the year's end is, and its caps hold. With
    --as-of the figures are the year to date, and what the pay dates to come will take is set aside too.

    Parameters
    ----------
    year
        The limitation year that ends in this year, or on this date.
    age
        The age on 31 December of that year; this or --birth-date.
    birth_date
        YYYY-MM-DD; this or --age.
    compensation
        Section 415 pay of the year, with --as-of of the year to date. Without it pay does not bind.
    deferrals
        Pre-tax and Roth deferrals, catch-up included.
    employer
        Match and nonelective contributions.
    after_tax
        After-tax contributions.
    plan
        A plan folder, for its years, catch-up, limits, caps and what it owes at the year's end. Default: calendar years
        and every default of plan.toml.
    as_of
        With --plan: the figures are the year to date on this day, YYYY-MM-DD, as paid evenly on the plan's pay dates so
        far, and the pay dates to come go on like that.
    json
        The report's columns as JSON.
    """
    terms = load_plan(existing_plan_folder(plan)) if plan else parse_plan(NO_PLAN)
    limitation_year = terms.years.one_named(year)
    figures = Figures(
        birth_date=born(limitation_year, age, birth_date),
        compensation=compensation,
        deferrals=deferrals,
        employer=employer,
        after_tax=after_tax,
    )
    limits = load_limits(terms.extra_limits)
    if as_of is not None:
        if plan is None:
            raise CommandError("room: --as-of forecasts the plan's pay dates to come. Give the plan with --plan.")
        show_ahead(room_ahead(figures, terms, limits, limitation_year, as_of), as_json_text=json)
        return 0
    answer = quick_room(figures, terms, limits, limitation_year, reserved=plan is not None)
    warn_of_excess(answer.pop("excess_deferrals"))
    warn_of_unknown_hce(answer)
    if not plan:  # nothing is expected of the rest of the year, so nothing has to be set aside
        answer["room"] = answer["room_today"]
    print(as_json(members(answer, Room)) if json else in_pairs(answer))
    return 0


def show_ahead(told: RoomAhead, *, as_json_text: bool) -> None:
    """The room of today and of the year's end, and how the pay dates to come lead there."""
    warn_of_excess(told.row.pop("excess_deferrals"))
    warn_of_unknown_hce(told.row)
    if as_json_text:
        dates = [{"date": each.date} | {name: Amount(getattr(each, name)) for name in OF_A_DATE} for each in told.ahead]
        print(as_json(members(told.row, Room) | {"dates": dates}))
        return
    print(in_pairs({name: value for name, value in told.row.items() if name != "reasons"}))
    for reason in told.row["reasons"]:
        print(shaded(reason, BAD))
    print()
    print("\n".join([*steps_in_words(told.steps), *ahead_in_words(told.ahead, told.row["limit_415c"])]))


def warn_of_excess(beyond: int) -> None:
    """Says on standard error that deferrals are over 402(g) and catch-up."""
    if beyond:
        caution(PROGRAM, f"{grouped(beyond)} of the deferrals exceed 402(g) and catch-up; room counts them")


def warn_of_unknown_hce(row: Mapping[str, Any]) -> None:
    """Says on standard error that the cap for the highly compensated sets room, of somebody who may be none."""
    if row.get("binding") == "hce_cap":
        caution(PROGRAM, "whether highly compensated is not known here, so the plan's cap for those holds")


def in_pairs(row: Mapping[str, Any]) -> str:
    """Each column with its value, where it has one."""
    written = {column.name: WRITTEN.get(column.unit, str) for column in columns(Room)}
    shown = [(name, Toned(written[name](value), tone(name, value))) for name, value in row.items() if value is not None]
    return pairs(shown, right=frozenset({1}))


def tone(name: str, value: object) -> str:
    """The answer stands out, and so does what is over the limit."""
    return BAD if name == "excess" and value else MAIN if name == "room" else ""


def born(year: LimitationYear, age: int | None, birth_date: date | None) -> date:
    """The birth date, or one that gives that age on 31 December of the year. CommandError where neither fits."""
    if (age is None) == (birth_date is None):
        raise CommandError("room: give either --age or --birth-date.")
    if birth_date and birth_date.year > year.ends_in:
        raise CommandError(
            f"room: --birth-date {birth_date} is after {year.ends_in}, the year asked about. "
            "Give the day of birth as YYYY-MM-DD, or the age on 31 December with --age."
        )
    return birth_date or date(year.ends_in - (age or 0), 12, 31)
