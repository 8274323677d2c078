"""Text to typed rows under the feed's contract; what cannot be read or breaks it is refused by line, column and rule.

In = accepted + rejected, in rows and in cents. No value of a cell goes into a reject, a message or an exception.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import polars as pl
from pandera.errors import SchemaErrors

from megaroth import cells
from megaroth.feed_text import SPACE, TextBatch
from schemas.feeds import FEEDS
from schemas.fields import SSN_HASH

REJECTS: Final = {"line": pl.Int64, "column": pl.String, "rule": pl.String}
NOT_HEADER: Final = "is not the header again"
NOT_EMPTY: Final = "is not empty"
SURELY_A_HEADER: Final = 2  # known names that tell a header from a row of data


@dataclass(frozen=True)
class Header:
    """What a header says; `known` maps feed columns to their names in the file.

    `unknown` and `repeated` are empty when the line does not look like a header: it may then be somebody's data.
    """

    known: dict[str, str]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    repeated: tuple[str, ...]

    @property
    def refused(self) -> bool:
        """Whether the whole file is refused: a required column is missing, or a column is there twice."""
        return bool(self.missing or self.repeated)


@dataclass(frozen=True)
class Parsed:
    """The rows of a batch, told apart, and their totals. Amounts are cents, over readable cells of control columns."""

    accepted: pl.DataFrame  # the contract's columns in its order, and `line`
    rejects: pl.DataFrame  # line, column, rule; by line
    rows_in: int
    cells_unreadable: int
    amount_in: int | None  # None: the feed has no control columns
    amount_rejected: int | None


@dataclass(frozen=True)
class _Column:
    """A column of a contract, and the column of the feed it is read from."""

    name: str
    feed: str
    metadata: dict[str, Any]

    @property
    def unit(self) -> str:
        return str(self.metadata["unit"])

    @property
    def rule(self) -> str:
        """The sentence for a value that is readable and still not allowed."""
        if words := self.metadata.get("words"):
            return f"is one of: {', '.join(words)}"
        return str(self.metadata.get("rule", "has the form the column asks for"))


@lru_cache
def _columns(kind: str) -> tuple[_Column, ...]:
    fields = {name: column.metadata for name, column in FEEDS[kind].to_schema().columns.items()}
    return tuple(_Column(name, metadata.get("feed", name), metadata) for name, metadata in fields.items())


def read_header(kind: str, header: Sequence[str]) -> Header:
    """The columns a header names, in capitals or not, blanks around them aside."""
    names = [name.strip(SPACE) for name in header]
    folded = [name.casefold() for name in names]
    columns = _columns(kind)
    known = {column.feed: header[folded.index(column.feed)] for column in columns if column.feed in folded}
    needed = [column.feed for column in columns if not column.metadata.get("absent")]
    unknown = [(place, name) for place, name in enumerate(names, start=1) if name.casefold() not in known]
    is_header = len(known) >= SURELY_A_HEADER
    return Header(
        known=known,
        unknown=tuple(name or f"column {place}, without a name" for place, name in unknown) if is_header else (),
        missing=tuple(name for name in needed if name not in known),
        repeated=tuple(dict.fromkeys(name for name in folded if name and folded.count(name) > 1)) if is_header else (),
    )


def parse(kind: str, batch: TextBatch, seal: Callable[[str], str]) -> Parsed:
    """The batch under the contract of its kind. `seal` hides a social security number; the clear one goes no further.

    A row is refused for its first unreadable cell, else for the first thing its contract finds.
    Of a file whose header was refused only the totals are of use.
    """
    columns = _columns(kind)
    text = _text(kind, batch)
    again = (pl.col(columns[0].feed).str.to_lowercase() == columns[0].feed).fill_null(value=False)
    headers, text = text.filter(again), text.filter(~again)
    typed = _typed(kind, text, seal)
    unreadable, cells_unreadable = _unreadable(kind, text, typed)
    broken = _broken(kind, typed.join(unreadable, on="line", how="anti", maintain_order="left"))
    whole_rows = pl.concat([batch.misfits, headers.select("line", rule=pl.lit(NOT_HEADER))])
    rejects = pl.concat([whole_rows, unreadable, broken], how="diagonal").select(*REJECTS).sort("line")
    control = [column.name for column in columns if column.metadata.get("control")]
    return Parsed(
        accepted=typed.join(rejects, on="line", how="anti", maintain_order="left"),
        rejects=rejects,
        rows_in=batch.cells.height + batch.misfits.height,
        cells_unreadable=cells_unreadable,
        amount_in=_total(typed, control),
        amount_rejected=_total(typed.join(rejects, on="line", how="semi"), control),
    )


def _text(kind: str, batch: TextBatch) -> pl.DataFrame:
    """The feed's columns as stripped text, and `line`. An empty or missing cell is null, or its column's default."""
    known = read_header(kind, batch.cells.columns).known

    def text_of(column: _Column) -> pl.Expr:
        default = pl.lit(column.metadata.get("default"), pl.String)
        return cells.stripped(pl.col(known[column.feed]), empty=default) if column.feed in known else default

    return batch.cells.select(batch.lines.alias("line"), **{column.feed: text_of(column) for column in _columns(kind)})


def _typed(kind: str, text: pl.DataFrame, seal: Callable[[str], str]) -> pl.DataFrame:
    """The contract's columns in its order, null where unknown or unreadable, and `line`."""
    columns = _columns(kind)
    typed = text.select(
        *(cells.READERS[column.unit](pl.col(column.feed)).alias(column.name) for column in columns), "line"
    )
    return typed.with_columns(_sealed(typed[column.name], seal) for column in columns if column.unit == SSN_HASH)


def _sealed(numbers: pl.Series, seal: Callable[[str], str]) -> pl.Series:
    clear = numbers.drop_nulls().unique()
    seals = pl.Series([seal(number) for number in clear], dtype=pl.String)
    return numbers.replace_strict(clear, seals, default=None, return_dtype=pl.String)


def _unreadable(kind: str, text: pl.DataFrame, typed: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """Rows with a cell that cannot be read, each with the first such column; and how many such cells there are."""
    suspects = [
        column
        for column in _columns(kind)
        if column.unit in cells.RULES and typed[column.name].null_count() > text[column.feed].null_count()
    ]
    marks = pl.DataFrame(
        {column.feed: typed[column.name].is_null() & text[column.feed].is_not_null() for column in suspects}
        | {"line": text["line"]},
    )
    first = [(pl.col(column.feed), column.feed, cells.RULES[column.unit]) for column in suspects]
    rejects = marks.select(
        "line",
        column=pl.coalesce(pl.lit(None, pl.String), *(pl.when(mark).then(pl.lit(feed)) for mark, feed, _ in first)),
        rule=pl.coalesce(pl.lit(None, pl.String), *(pl.when(mark).then(pl.lit(rule)) for mark, _, rule in first)),
    ).drop_nulls()
    return rejects, sum(int(marks[column.feed].sum()) for column in suspects)


def _broken(kind: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Readable rows that break the contract, each with the first rule: of a column, in their order, or of the row."""
    try:
        FEEDS[kind].validate(rows.drop("line"), lazy=True)
    except SchemaErrors as errors:
        # Only where and which check: the other columns, and the exception's own text, hold values of cells.
        cases = errors.failure_cases.select("schema_context", "column", "check", "index")
    else:
        return pl.DataFrame(schema=REJECTS)
    if cases["index"].null_count():
        raise TypeError(f"{kind}: the frame's columns are not those of the contract")
    return _named(kind, cases, rows["line"])


def _named(kind: str, cases: pl.DataFrame, lines: pl.Series) -> pl.DataFrame:
    """Pandera's failure cases in our words: the rule is the sentence that had to hold."""
    columns = pl.DataFrame(
        [(column.name, column.feed, column.rule, place) for place, column in enumerate(_columns(kind))],
        schema={"column": pl.String, "feed": pl.String, "allowed": pl.String, "place": pl.Int64},
        orient="row",
    )
    of_column = pl.col("schema_context") == "Column"
    empty = pl.col("check") == "not_nullable"
    rule = pl.when(empty).then(pl.lit(NOT_EMPTY)).when(of_column).then("allowed").otherwise("check")
    first = (
        cases.join(columns, on="column", how="left", validate="m:1")
        .sort("index", "place", nulls_last=True, maintain_order=True)
        .unique("index", keep="first", maintain_order=True)
        .select("index", column=pl.when(of_column).then("feed"), rule=rule)
    )
    return first.select(lines.gather(first["index"]).alias("line"), "column", "rule")


def _total(rows: pl.DataFrame, control: Sequence[str]) -> int | None:
    """The sum of the control columns in cents, in Int128 so that no sum wraps."""
    return int(rows.select(pl.sum_horizontal(pl.col(control).cast(pl.Int128).sum())).item()) if control else None
