"""`megaroth room`: the room of one person from a handful of figures, through the engine of the nightly run."""

from datetime import date
from pathlib import Path
from typing import Annotated, Final

from cyclopts import Parameter
from cyclopts.validators import Number

from megaroth.commands.arguments import Day, Dollars, LimitationYearName, existing_plan_folder
from megaroth.commands.output import as_json, members
from megaroth.commands.terminal import BAD, MAIN, PROGRAM, Toned, caution, pairs
from megaroth.errors import CommandError
from megaroth.limits import load_limits
from megaroth.money import grouped
from megaroth.plan import load_plan, parse_plan
from megaroth.quick_room import Figures, quick_room
from megaroth.years import LimitationYear
from schemas.columns import columns
from schemas.fields import CENTS
from schemas.reports import Room

NO_PLAN: Final = '[plan]\nid = "none"\nname = "A plan with every default"\n'
OLDEST: Final = 120


def room(
    *,
    year: LimitationYearName,
    age: Annotated[int | None, Parameter(validator=Number(gte=0, lte=OLDEST), metavar="YEARS")] = None,
    birth_date: Day | None = None,
    compensation: Dollars | None = None,
    deferrals: Dollars = 0,
    employer: Dollars = 0,
    after_tax: Dollars = 0,
    plan: Annotated[Path | None, Parameter(metavar="PLAN_DIR")] = None,
    json: bool = False,
) -> int:
    """What still fits into one person's limitation year after tax. Amounts in dollars, 1234.56.

    Without --plan nothing is set aside. With it, what the plan owes at the year's end is, and its caps hold.

    Parameters
    ----------
    year
        The limitation year that ends in this year, or on this date.
    age
        The age on 31 December of that year; this or --birth-date.
    birth_date
        YYYY-MM-DD; this or --age.
    compensation
        Section 415 pay of the year. Without it pay does not bind.
    deferrals
        Pre-tax and Roth deferrals, catch-up included.
    employer
        Match and nonelective contributions.
    after_tax
        After-tax contributions.
    plan
        A plan folder, for its years, catch-up, limits, caps and what it owes at the year's end. Default: calendar years
        and every default of plan.toml.
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
    answer = quick_room(figures, terms, load_limits(terms.extra_limits), limitation_year, reserved=plan is not None)
    if beyond := answer.pop("excess_deferrals"):
        caution(PROGRAM, f"{grouped(beyond)} of the deferrals exceed 402(g) and catch-up; room counts them")
    if not plan:  # nothing is expected of the rest of the year, so nothing has to be set aside
        answer["room"] = answer["room_today"]
    money = {column.name for column in columns(Room) if column.unit == CENTS}
    if json:
        print(as_json(members(answer, Room)))
    else:
        shown = [
            (name, Toned(grouped(value) if name in money else str(value), tone(name, value)))
            for name, value in answer.items()
            if value is not None
        ]
        print(pairs(shown, right=frozenset({1})))
    return 0


def tone(name: str, value: object) -> str:
    """The answer stands out, and so does what is over the limit."""
    return BAD if name == "excess" and value else MAIN if name == "room" else ""


def born(year: LimitationYear, age: int | None, birth_date: date | None) -> date:
    """The birth date, or one that gives that age on 31 December of the year. CommandError unless one is given."""
    if (age is None) == (birth_date is None):
        raise CommandError("room: give either --age or --birth-date.")
    return birth_date or date(year.ends_in - (age or 0), 12, 31)
