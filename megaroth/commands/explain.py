"""`megaroth explain`: one person's numbers, step by step, down to the rows and the paragraph of law."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from flows.explaining import AccountTold, Explanation, RoomTold, explained
from megaroth.account_ledger import AMOUNTS
from megaroth.commands.arguments import Day, LimitationYearName, Seconds, existing_plan_folder
from megaroth.commands.output import Amount, as_json, members
from megaroth.commands.path_shown import ahead_in_words, steps_in_words
from megaroth.commands.progress import Progress
from megaroth.commands.terminal import BAD, GOOD, MAIN, TONE_OF_SEVERITY, shaded, table
from megaroth.money import grouped
from schemas.columns import columns
from schemas.reports import Conversions, Findings, Room

FINDING: tuple[str, ...] = (
    "finding_id",
    "check",
    "severity",
    "status",
    "pay_date",
    "source",
    "expected",
    "actual",
    "file",
    "line",
    "message",
)


def explain(
    plan_dir: Path,
    employee_id: str,
    /,
    *,
    as_of: Day | None = None,
    year: LimitationYearName | None = None,
    wait: Seconds = 60,
    json: bool = False,
) -> int:
    """Every step from one person's rows to their numbers, with amounts and citations. A night must have run.

    Parameters
    ----------
    plan_dir
        The plan folder.
    employee_id
        As the feeds write it.
    as_of
        The day to compute for, YYYY-MM-DD. Default: that of the latest night.
    year
        The limitation year that ends in this year, or on this date. Default: the latest night's, with --as-of the one
        of that date.
    wait
        Seconds to wait while a run holds the store. Default: 60.
    json
        The report's columns, steps, rows and findings as JSON.
    """
    with Progress() as progress:
        told = explained(existing_plan_folder(plan_dir), employee_id, as_of, year, wait, datetime.now(UTC), progress)
    print(as_json(told_as_json(told)) if json else "\n".join(in_words(told)))
    return 0


def told_as_json(told: Explanation) -> dict[str, object]:
    """The room report's columns, all but two of them null without room; beside them all else that is told."""
    room, account = told.room, told.account
    nobody = {column.name: None for column in columns(Room)} | {"employee_id": told.employee_id, "name": told.name}
    return members(room.row if room else nobody, Room) | {
        "as_of": told.moment.as_of,
        "steps": [
            {
                "figure": step.figure,
                "amount": Amount(step.amount),
                "says": step.says,
                "law": step.law,
                "parts": {name: Amount(part) for name, part in step.parts.items()},
            }
            for step in (*(room.steps if room else ()), *(account.steps if account else ()))
        ],
        "forecast": [
            {name: value if name == "date" else Amount(value) for name, value in asdict(each).items()}
            for each in (room.ahead if room else ())
        ],
        "rows": [row | {"amount": Amount(row["amount"])} for row in told.rows.drop("employee_id").to_dicts()],
        "conversions": members(account.row, Conversions) if account else None,
        "ledger": [
            row | {name: Amount(row[name]) for name in AMOUNTS}
            for row in (account.ledger.drop("employee_id").to_dicts() if account else ())
        ],
        "findings": [members(row, Findings) for row in told.findings.select(FINDING).to_dicts()],
    }


def in_words(told: Explanation) -> Iterator[str]:
    """Steps, rows and findings as a person reads them."""
    yield shaded(f"{told.employee_id}  {told.name or ''}".rstrip(), MAIN)
    yield f"Limitation year {told.moment.year.start} to {told.moment.year.end}, as of {told.moment.as_of}"
    yield ""
    yield from room_in_words(told.room)
    if not told.night_kept:
        yield f"No night was kept as of {told.moment.as_of}, so there are no findings to tell."
    yield from findings_in_words(told.findings)
    if told.room:
        yield from ahead_in_words(told.room.ahead, told.room.row["limit_415c"])
    if told.account:
        yield from account_in_words(told.account)
    counted = pl.col("adds_to").list.len() > 0
    yield from rows_in_words("Rows that add up to these amounts:", told.rows.filter(counted, pl.col("amount") != 0))
    yield from rows_in_words("Rows that do not, and why:", told.rows.filter(~counted))


def room_in_words(room: RoomTold | None) -> Iterator[str]:
    """The steps to the room, and what stands against contributing now."""
    if not room:
        yield "No pay, no money and no employment in this limitation year: there is no room to tell."
        return
    yield from steps_in_words(room.steps)
    yield ""
    if room.row["can_contribute"]:
        yield shaded("Nothing stands against contributing after tax now.", GOOD)
    else:
        yield shaded("Cannot contribute now:", BAD)
    yield from (f"    {reason}" for reason in room.row["reasons"])
    if room.row["unreconciled"]:
        yield "Register and postings differ about this person, or two files contradict each other: see the findings."


def account_in_words(account: AccountTold) -> Iterator[str]:
    """The steps of the after-tax account, and the account line by line."""
    yield ""
    yield shaded("The after-tax account:", MAIN)
    yield from steps_in_words(account.steps)
    yield ""
    yield shaded("The after-tax account line by line; what a statement changes is what no row has told:", MAIN)
    heads = ("date", "what", "value", "basis", "earnings", "value after", "basis after", "file", "line")
    lines = [
        (
            line["date"].isoformat(),
            line["what"],
            *(grouped(line[name]) for name in AMOUNTS),
            line["file"],
            str(line["line"]),
        )
        for line in account.ledger.to_dicts()
    ]
    yield table([heads, *lines], right=frozenset({2, 3, 4, 5, 6, 8}))


def findings_in_words(findings: pl.DataFrame) -> Iterator[str]:
    """The findings of that night about the person."""
    if findings.is_empty():
        return
    yield ""
    yield shaded("Findings:", MAIN)
    for row in findings.to_dicts():
        where = f" ({row['file']}:{row['line']})" if row["file"] else ""
        severity = shaded(row["severity"], TONE_OF_SEVERITY[row["severity"]])
        day = f" {row['pay_date']}" if row["pay_date"] else ""
        yield f"    {severity} {row['check']}{day}, {row['status']}: {row['message']}{where}"
        if row["expected"] is not None and row["actual"] is not None:
            yield f"        expected {grouped(row['expected'])}, actual {grouped(row['actual'])}"


def rows_in_words(heading: str, rows: pl.DataFrame) -> Iterator[str]:
    """Rows with file and line, and what each adds to, or why it adds to nothing."""
    if rows.is_empty():
        return
    yield ""
    yield shaded(heading, MAIN)
    cells = [("file", "line", "date", "kind", "amount", ""), *map(row_in_words, rows.to_dicts())]
    yield table(cells, right=frozenset({1, 4}))


def row_in_words(row: dict[str, Any]) -> tuple[str, ...]:
    """One row; what comes from no file has only its reason."""
    return (
        row["file"] or "",
        "" if row["line"] is None else str(row["line"]),
        "" if row["date"] is None else row["date"].isoformat(),
        row["kind"] or "",
        grouped(row["amount"]),
        "; ".join(filter(None, [", ".join(row["adds_to"]), row["why"]])),
    )
