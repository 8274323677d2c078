"""`megaroth precheck`: a proposed payroll before money moves: who must be cut, by how much, and why."""

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import polars as pl
from cyclopts import Parameter
from cyclopts.validators import Number

from flows.prechecking import Prechecked, prechecked
from megaroth.commands.arguments import Day, existing_plan_folder
from megaroth.commands.check import FEED_REFUSED, complaints
from megaroth.commands.output import as_json, members
from megaroth.commands.progress import Progress
from megaroth.commands.terminal import table
from megaroth.money import grouped
from megaroth.precheck import WORDS
from megaroth.settle import DUPLICATE, RESTATED
from schemas.columns import columns
from schemas.fields import CENTS, COUNT, REASONS
from schemas.reports import Precheck

FAIL_ON_MET: Final = 7


def precheck(
    plan_dir: Path,
    payroll_file: Path,
    /,
    *,
    as_of: Day | None = None,
    fail_on: Literal["cut"] | None = None,
    wait: Annotated[int, Parameter(validator=Number(gte=0))] = 60,
    json: bool = False,
) -> int:
    """Which lines of a proposed payroll must be cut before money moves. Nothing is written or loaded.

    Parameters
    ----------
    plan_dir
        The plan folder. A night must have run.
    payroll_file
        The proposed payroll, a CSV file like the inbox's payroll feeds, anywhere.
    as_of
        The day to see it from, YYYY-MM-DD. Default: the day before its first pay date.
    fail_on
        Exit with 7 if a line must be cut, was not checked, or was refused and so not looked at.
    wait
        Seconds to wait while a run holds the store. Default: 60.
    json
        The lines to cut or not checked as JSON.
    """
    folder = existing_plan_folder(plan_dir)
    with Progress() as progress:
        checked = prechecked(folder, payroll_file, as_of, wait, datetime.now(UTC), progress)
    for complaint in complaints(checked.proposal.file):
        print(complaint, file=sys.stderr)
    if checked.proposal.content.refused:
        return FEED_REFUSED
    lines = checked.lines.to_dicts()
    if json:
        print(as_json([members(line, Precheck) for line in lines]))
    elif lines:
        print(in_table(lines))
        print("\n".join(codes_in_words(checked)))
    print(summary(checked), file=sys.stderr if json else sys.stdout)
    return FAIL_ON_MET if fail_on and (lines or refused(checked)) else 0


def in_table(lines: list[dict[str, Any]]) -> str:
    """The lines to cut and those not checked, aligned."""
    told = columns(Precheck)
    rows = [[cell(line[column.name], column.unit) for column in told] for line in lines]
    flush_right = frozenset(place for place, column in enumerate(told) if column.unit in (CENTS, COUNT))
    return table([[column.name for column in told], *rows], right=flush_right)


def cell(value: Any, unit: str) -> str:  # noqa: ANN401 - whatever the column holds
    """A value in the table."""
    if value is None:
        return ""
    if unit == CENTS:
        return grouped(value)
    return "; ".join(value) if unit == REASONS else str(value)


def codes_in_words(checked: Prechecked) -> Iterator[str]:
    """Each code that occurs, with its words."""
    occurring = set(checked.lines["why"].explode())
    more = {"history_missing": missing_dates(checked.missing_payroll)}
    yield from (f"{code}: {words}{more.get(code, '')}" for code, words in WORDS.items() if code in occurring)


def missing_dates(missing: pl.DataFrame) -> str:
    """The pay dates without payroll, calendar by calendar; the plan's first one has no name."""
    of_calendars = missing.sort("calendar", "date").group_by("calendar", maintain_order=True).agg("date")
    return "".join(
        f"; {f'calendar {name}' if name else 'pay dates'}: {', '.join(map(str, days))}"
        for name, days in of_calendars.iter_rows()
    )


def refused(checked: Prechecked) -> int:
    """How many rows could not be read or contradict another: nobody has looked at their money."""
    outcomes = Counter(checked.proposal.file.notes["outcome"])
    return checked.proposal.content.rows_rejected + outcomes[RESTATED]


def summary(checked: Prechecked) -> str:
    """What was checked, and what comes of it, in a line."""
    outcomes = Counter(checked.proposal.file.notes["outcome"])
    moment = checked.moment
    not_checked = checked.lines.filter(pl.col("cut").is_null()).height
    cuts = checked.lines.drop_nulls("cut")
    lines_checked = checked.proposal.lines.height - not_checked
    seen = f"as of {moment.as_of}, limitation year {moment.year.ends_in}" if moment else ""
    after_tax, deferrals = (grouped(int(cuts[name].sum())) for name in ("cut", "deferrals_cut"))
    less = f"{after_tax} after tax and {deferrals} of deferrals"
    duplicate = outcomes[DUPLICATE]
    outcome = f"{cuts.height:,} to cut, {less}" if cuts.height else "nothing to cut"
    if not_checked and not lines_checked:
        outcome = "nothing was checked"
    unchecked = f"{not_checked:,} not checked, " if not_checked else ""
    return (
        f"{lines_checked:,} lines checked, {unchecked}{refused(checked):,} refused, {duplicate:,} duplicate; "
        f"{seen}: {outcome}."
    )
