"""A proposed payroll read, and held against the store before money moves. Nothing is written or loaded."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

import polars as pl

from flows.intake import FileCheck, read_alone
from megaroth import settle
from megaroth.answers import limits_used
from megaroth.calendar_gaps import GAP
from megaroth.errors import CommandError
from megaroth.limits import Limits, load_limits
from megaroth.people import Moment
from megaroth.plan import Plan, load_plan
from megaroth.precheck import Told, precheck
from megaroth.render import held
from megaroth.seal import key, sealer
from megaroth.store import Content, Say, Store, consulted
from schemas.columns import types
from schemas.reports import Precheck

PAYROLL: Final = "payroll"
ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Proposal:
    """A proposed payroll: what a night would make of the file alone, and the rows that count."""

    file: FileCheck
    content: Content
    lines: pl.DataFrame  # the contract's columns and `line`


@dataclass(frozen=True)
class Prechecked:
    """What `precheck` shows. `lines`: to cut or not checked, as `Precheck` has them; `missing_payroll`: calendar, date.

    `moment` is None where the file was refused whole.
    """

    proposal: Proposal
    moment: Moment | None = None
    lines: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=types(Precheck)))
    missing_payroll: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=GAP))


def prechecked(plan_dir: Path, file: Path, as_of: date | None, wait: float, now: datetime, say: Say) -> Prechecked:
    """The lines of the proposed payroll that must be cut, and those that cannot be checked.

    Raises PlanError, LimitMissing, CommandError where there is no such file or a day it cannot be seen from, and what
    `consulted` raises.
    """
    plan = load_plan(plan_dir)
    limits = load_limits(plan.extra_limits)
    say(f"Reading {file.name}")
    proposal = proposed(file, plan_dir)
    if proposal.content.refused:
        return Prechecked(proposal)
    with consulted(plan_dir, now=now, wait=wait, say=say) as store:
        moment = moment_of(proposal.lines, plan, as_of, store)
        limits_used(limits, moment)
        if proposal.lines.is_empty():
            return Prechecked(proposal, moment)
        say("Holding it against the year so far, and what is still to come")
        told = _told(store, proposal.lines, plan, limits, moment)
    return Prechecked(proposal, moment, held("precheck", told.lines, Precheck), told.missing_payroll)


def _told(store: Store, lines: pl.DataFrame, plan: Plan, limits: Limits, moment: Moment) -> Told:
    book = store.book(moment.first_day, moment.as_of)
    return precheck(book, lines, plan, limits, moment)


def proposed(file: Path, plan_dir: Path) -> Proposal:
    """The file read as a payroll feed, whatever its name."""
    if not file.is_file():
        raise CommandError(
            f"{file}: no such file. Give the proposed payroll, a CSV file like the inbox's payroll feeds."
        )
    alone = read_alone(PAYROLL, file, sealer(key(plan_dir, create=False)))
    set_aside = alone.notes.filter(pl.col("outcome").is_in([settle.DUPLICATE, settle.RESTATED]))
    checked = FileCheck(file.name, PAYROLL, alone.content, alone.rejects, alone.notes)
    return Proposal(checked, alone.content, alone.rows.join(set_aside, on="line", how="anti"))


def moment_of_nothing(plan: Plan, store: Store) -> Moment:
    """The latest night, and its limitation year where plan.toml still has it. CommandError where there is none."""
    nights = store.latest_nights()
    if not nights:
        raise CommandError("precheck: the store keeps no night yet. Run megaroth nightly first, or give --as-of.")
    as_of, year_end = nights[0]
    return Moment(plan.years.containing(min(as_of, year_end)), as_of)


def moment_of(lines: pl.DataFrame, plan: Plan, as_of: date | None, store: Store) -> Moment:
    """The day the payroll is seen from, and the limitation year of its first pay date after that day.

    By default the day before its first pay date; of a file without lines the latest night. Raises CommandError.
    """
    dates = lines["pay_date"].unique().sort().to_list()
    day = as_of or (dates[0] - ONE_DAY if dates else None)
    if day is None:
        return moment_of_nothing(plan, store)
    year = plan.years.containing(next((pay_date for pay_date in dates if pay_date > day), day))
    if year.start - ONE_DAY > day:
        raise CommandError(f"--as-of {day}: the payroll is of the limitation year that begins on {year.start}.")
    # A year that begins on 1 January has nothing to be seen from the day before.
    return Moment(year, max(day, year.start) if (year.start.month, year.start.day) == (1, 1) else day)
