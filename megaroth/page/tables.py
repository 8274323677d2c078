"""Tables of the page: a report's first rows in words, each cell with what it sorts by, each column with its meaning."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import polars as pl

from megaroth.money import grouped, percent
from megaroth.render import guarded
from schemas.columns import Column, columns
from schemas.fields import CENTS, COUNT, DATE, RATE, TEXT
from schemas.reports import REPORTS

MOST_ROWS: Final = 150
"""A table shows so many rows; the CSV beside the page has all."""

TO_LOOK_AT: Final = ("new", "open")
"""The statuses of findings that somebody has to act on."""

PERCENT: Final = "percent"
NOT_PRINTABLE: Final = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
"""Control characters, and those that turn the direction of the text around them."""

PRINTED: Final[dict[str, Callable[[Any], str]]] = {
    TEXT: str,
    CENTS: grouped,
    COUNT: lambda count: f"{count:,}",
    DATE: date.isoformat,
    RATE: percent,
    PERCENT: lambda share: f"{share:,}%",
}
SORTS_AS: Final = {TEXT: "text", DATE: "date", CENTS: "number", COUNT: "number", RATE: "number", PERCENT: "number"}


@dataclass(frozen=True)
class Shown:
    """A report's column as a table shows it: under which words, and what stands small below each cell.

    `words`: what is shown for each word of the column; they sort in this order, each marked by the report's word.
    """

    column: str
    head: str
    below: str = ""
    unit: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Head:
    """The head of a column. `sorts`: as a number, a date or text."""

    words: str
    sorts: str
    meaning: str


@dataclass(frozen=True)
class Cell:
    """What a cell says. `rank`: what it sorts by instead of its words; `mark`: the word it is coloured by."""

    words: str
    below: str
    mark: str
    rank: int | None


@dataclass(frozen=True)
class Table:
    """A table of the page. `rows` are its first rows, `height` counts all of them; `report` has them.

    `named`: the first column names the row. `cards`: a phone shows each row as a card.
    """

    key: str
    caption: str
    report: str
    named: bool
    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]
    height: int
    explained: tuple[Column, ...]
    cards: bool


def table(
    key: str, caption: str, report: str, rows: pl.DataFrame, shown: tuple[Shown, ...], *, cards: bool = False
) -> Table:
    """The first rows of a report's part, in the order given; the first column shown names the row, if it is no word."""
    known = {column.name: column for column in columns(REPORTS[report])}
    units = {one.column: one.unit or known[one.column].unit for one in shown}
    first = printable(rows.head(MOST_ROWS))
    return Table(
        key=key,
        caption=caption,
        report=report,
        named=not shown[0].words,
        heads=tuple(Head(one.head, SORTS_AS[units[one.column]], meaning(known.get(one.column))) for one in shown),
        rows=tuple(tuple(_cell(row, one, units[one.column]) for one in shown) for row in first.iter_rows(named=True)),
        height=rows.height,
        explained=tuple(known[one.column] for one in shown if one.column in known),
        cards=cards,
    )


def printable(rows: pl.DataFrame) -> pl.DataFrame:
    """Texts as CSV prints them (copied into a spreadsheet no cell runs), without characters that cannot be printed."""
    texts = (name for name, kind in rows.schema.items() if kind == pl.String)
    return rows.with_columns(
        guarded(pl.col(name)).str.replace_all(NOT_PRINTABLE, "\ufffd").alias(name) for name in texts
    )


def meaning(column: Column | None) -> str:
    """What the contract says of the column, for a head's hint."""
    return re.sub("`", "", column.meaning) if column else ""


def _cell(row: Mapping[str, Any], shown: Shown, unit: str) -> Cell:
    value = row[shown.column]
    below = (row[shown.below] or "") if shown.below else ""
    if value in shown.words:
        return Cell(shown.words[value], below, value, list(shown.words).index(value))
    rank = value if unit == RATE else None  # 6% and 6.25% do not sort by their digits
    return Cell("" if value is None else PRINTED[unit](value), below, "", rank)
