"""A proposed payroll read, and held against the store before money moves. Nothing is written or loaded."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

import polars as pl

from flows.intake import NOTED, FileCheck, empty, read_feed
from megaroth import inbox, settle
from megaroth.answers import limits_used
from megaroth.errors import CommandError
from megaroth.limits import Limits, load_limits
from megaroth.parse import REJECTS
from megaroth.people import Moment
from megaroth.plan import Plan, load_plan
from megaroth.precheck import precheck
from megaroth.render import held
from megaroth.seal import key, sealer
from megaroth.store import Content, Store, consulted, exists
from schemas.columns import types
from schemas.reports import Precheck

PAYROLL: Final = "payroll"
ONE_DAY: Final = timedelta(days=1)

Say = Callable[[str], None]


@dataclass(frozen=True)
class Proposal:
    """A proposed payroll: what a night would make of the file alone, and the rows that count."""

    file: FileCheck
    content: Content
    lines: pl.DataFrame  # the contract's columns and `line`


@dataclass(frozen=True)
class Prechecked:
    """What `precheck` shows. `cuts`: as `Precheck` has them; `moment` is None where the file was refused whole."""

    proposal: Proposal
    moment: Moment | None
    cuts: pl.DataFrame


def prechecked(plan_dir: Path, file: Path, as_of: date | None, wait: float, now: datetime, say: Say) -> Prechecked:
    """The lines of the proposed payroll that must be cut.

    Raises PlanError, LimitMissing, CommandError where there is no such file, no store yet or a day it cannot be seen
    from, and what opening the store raises.
    """
    plan = load_plan(plan_dir)
    limits = load_limits(plan.extra_limits)
    say(f"Reading {file.name}")
    proposal = proposed(file, plan_dir)
    nothing = pl.DataFrame(schema=types(Precheck))
    if proposal.content.refused:
        return Prechecked(proposal, None, nothing)
    if not exists(plan_dir):
        raise CommandError(f"{plan_dir}: no night has run yet. Run megaroth nightly {plan_dir} first.")
    with consulted(plan_dir, now=now, wait=wait, say=say) as store:
        moment = moment_of(proposal.lines, plan, as_of, store)
        limits_used(limits, moment)
        if proposal.lines.is_empty():
            return Prechecked(proposal, moment, nothing)
        say("Holding it against the year so far, and what is still to come")
        cuts = _cuts(store, proposal.lines, plan, limits, moment)
    return Prechecked(proposal, moment, held("precheck", cuts, Precheck))


def _cuts(store: Store, lines: pl.DataFrame, plan: Plan, limits: Limits, moment: Moment) -> pl.DataFrame:
    book = store.book(date(moment.year.start.year, 1, 1), moment.as_of)
    return precheck(book, lines, plan, limits, moment)


def proposed(file: Path, plan_dir: Path) -> Proposal:
    """The file read as a payroll feed, whatever its name."""
    if not file.is_file():
        raise CommandError(
            f"{file}: no such file. Give the proposed payroll, a CSV file like the inbox's payroll feeds."
        )
    kept, rejects = [empty(PAYROLL)], [pl.DataFrame(schema=REJECTS)]

    def keep(accepted: pl.DataFrame, refused: pl.DataFrame) -> None:
        kept.append(accepted)
        rejects.append(refused)

    content = read_feed(PAYROLL, inbox.read(file), sealer(key(plan_dir, create=False)), keep)
    rows = pl.concat(kept)
    alone = {"content_id": pl.lit(1, pl.Int64), "file": pl.lit(file.name)}
    notes = settle.outcomes(PAYROLL, rows.with_columns(**alone)).select(NOTED.keys())
    set_aside = notes.filter(pl.col("outcome").is_in([settle.DUPLICATE, settle.RESTATED]))
    checked = FileCheck(file.name, PAYROLL, content, pl.concat(rejects), notes)
    return Proposal(checked, content, rows.join(set_aside, on="line", how="anti"))


def moment_of(lines: pl.DataFrame, plan: Plan, as_of: date | None, store: Store) -> Moment:
    """The day the payroll is seen from, and the limitation year of its first pay date after that day.

    By default the day before its first pay date, or the latest night's if that is later. Raises CommandError.
    """
    dates = lines["pay_date"].unique().sort().to_list()
    day = as_of or max(filter(None, [store.latest_night(), dates[0] - ONE_DAY if dates else None]), default=None)
    if day is None:
        raise CommandError("precheck: the store keeps no night yet. Run megaroth nightly first, or give --as-of.")
    year = plan.years.containing(next((pay_date for pay_date in dates if pay_date > day), day))
    if year.start - ONE_DAY > day:
        raise CommandError(f"--as-of {day}: the payroll is of the limitation year that begins on {year.start}.")
    # A year that begins on 1 January has nothing to be seen from the day before.
    return Moment(year, max(day, year.start) if (year.start.month, year.start.day) == (1, 1) else day)
