"""Findings on the page: who has to act on which, the new ones first; and what is resolved since."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from megaroth.page.people import named
from megaroth.page.tables import TO_LOOK_AT, Shown, Table, table
from schemas import words

SEVERITIES: Final = {"error": "Error", "warning": "Warning", "info": "Info"}
STATUSES: Final = {"new": "new", "open": "open", "resolved": "resolved", "waived": "waived"}
ACTORS: Final = {"payroll": "Payroll", "recordkeeper": "Recordkeeper", "sponsor": "Plan sponsor", "tpa": "TPA"}
"""The words of the reports, in the order in which the page tells them."""

SHOWN: Final = (
    Shown("severity", "Severity", words=SEVERITIES),
    Shown("employee_id", "Employee", below="name"),
    Shown("message", "What", below="place"),
    Shown("status", "Status", below="since", words=STATUSES),
    Shown("pay_date", "Pay date"),
    Shown("expected", "Expected"),
    Shown("actual", "Actual"),
    Shown("difference", "Difference"),
)


@dataclass(frozen=True)
class Actor:
    """Who acts, on how many errors, warnings and infos, and how many of all are new."""

    key: str
    words: str
    counts: Mapping[str, int]
    new: int
    table: Table

    @property
    def total(self) -> int:
        """Everything this actor has to look at."""
        return self.table.height


def actors(findings: pl.DataFrame, names: Mapping[str, str]) -> tuple[Actor, ...]:
    """Everybody who may have to act, with what there is to look at: new before open, errors before warnings."""
    waiting = _told(findings, names).filter(pl.col("status").is_in(TO_LOOK_AT))
    return tuple(_actor(key, said, waiting.filter(pl.col("who_acts") == key)) for key, said in ACTORS.items())


def gone(findings: pl.DataFrame, names: Mapping[str, str]) -> Table:
    """What needs no look any more."""
    rows = _told(findings, names).filter(~pl.col("status").is_in(TO_LOOK_AT))
    return table("gone", "Resolved or waived", "findings", rows, SHOWN, cards=True)


def counted(findings: pl.DataFrame) -> dict[str, dict[str, int]]:
    """How many findings of each severity have each status; none is 0."""
    there = {
        (severity, status): number for severity, status, number in findings.group_by("severity", "status").len().rows()
    }
    return {
        severity: {status: there.get((severity, status), 0) for status in words.STATUSES}
        for severity in words.SEVERITIES
    }


def _actor(key: str, said: str, rows: pl.DataFrame) -> Actor:
    counts = {severity: rows.filter(pl.col("severity") == severity).height for severity in SEVERITIES}
    new = rows.filter(pl.col("status") == "new").height
    shown = table(f"findings-{key}", f"Findings for {said}", "findings", rows, SHOWN, cards=True)
    return Actor(key, said, counts, new, shown)


def _told(findings: pl.DataFrame, names: Mapping[str, str]) -> pl.DataFrame:
    """With the person's name, where it was seen and since when; the report's order within status and severity."""
    orders = [
        pl.col(column).replace_strict({word: place for place, word in enumerate(said)}, return_dtype=pl.Int8)
        for column, said in (("status", STATUSES), ("severity", SEVERITIES))
    ]
    source = pl.when(pl.col("source") != pl.col("file").fill_null("")).then("source")
    line = pl.format("line {}", "line")
    return (
        named(findings, names)
        .with_columns(
            place=pl.concat_str("check", source, "file", line, separator=", ", ignore_nulls=True),
            since=pl.format("since {}", "first_seen"),
        )
        .with_columns(since=pl.when(pl.col("status") == "open").then("since"))
        .sort(orders, maintain_order=True)
    )
