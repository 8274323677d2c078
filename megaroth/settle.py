"""Which rows stand when several claim to be the same one, and under which file name a content stands.

Pure, and a function of names and contents alone: in which order files arrived, or on which night, changes nothing.
Nothing here opens the store; `flows.steps` brings the rows and takes the outcome back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from schemas.columns import columns
from schemas.feeds import FEEDS

DUPLICATE: Final = "duplicate"  # the same line again under the same key: counts once
RESTATED: Final = "restated"  # the same key with something else: the first by file name keeps it, this one is rejected
EQUAL_LINE: Final = "equal_line"  # the same line again where lines have no key: counts, and is noted

PER_FILE: Final = (
    "census",
)  # a later census replaces the row of an earlier one; only inside one file can rows contend
DATE_IN_NAME: Final = r"(\d{4}-\d{2}-\d{2})"

NOTES: Final = {
    "content_id": pl.Int64,
    "line": pl.Int64,
    "outcome": pl.String,
    "by_content_id": pl.Int64,
    "by_line": pl.Int64,
}


@dataclass(frozen=True)
class Identity:
    """What makes rows of a feed contend: equal `key` columns; where those are all empty, the whole row (`row`)."""

    key: tuple[str, ...]
    row: tuple[str, ...]


def identity(kind: str) -> Identity:
    """The identity of a feed's rows, as its contract names the key."""
    feed = columns(FEEDS[kind])
    row = tuple(column.name for column in feed)
    key = tuple(column.name for column in feed if column.key)
    return Identity(("content_id", *key), ("content_id", *row)) if kind in PER_FILE else Identity(key, row)


def standing(names: pl.DataFrame) -> pl.DataFrame:
    """One row a content: the one name it stands under (`file`), and the date in that name.

    Takes the names in force: name, kind, content_id. The first name stands; for a census the latest by its date, names
    without one before all others, so that equal content counts at its latest name.
    """
    dated = names.with_columns(file_date=pl.col("name").str.extract(DATE_IN_NAME).str.to_date("%Y-%m-%d", strict=False))
    by_date = dated.filter(pl.col("kind") == "census").sort("file_date", "name", descending=True, nulls_last=True)
    by_name = dated.filter(pl.col("kind") != "census").sort("name")
    chosen = pl.concat([by_date, by_name]).group_by("content_id", maintain_order=True).first()
    return chosen.select("content_id", "kind", "file_date", file="name").sort("kind", "file")


def moved(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """The contents (content_id, kind) that came, went, or stand under another name."""
    place = ["content_id", "kind", "file"]
    came = after.join(before, on=place, how="anti")
    went = before.join(after, on=place, how="anti")
    return pl.concat([came, went], how="diagonal").select("content_id", "kind").unique().sort("content_id")


def outcomes(kind: str, contenders: pl.DataFrame) -> pl.DataFrame:
    """A note for every row that does not stand by itself: its outcome, and the row that was there first.

    Takes the feed's columns with content_id, line and file (the name its content stands under).
    The first by file name, then line, keeps the key.
    """
    same = identity(kind)
    ordered = contenders.sort("file", "line")
    has_key = pl.any_horizontal(pl.col(name).is_not_null() for name in same.key) if same.key else pl.lit(value=False)
    lines = _after_first(ordered.filter(~has_key), same.row).with_columns(outcome=pl.lit(EQUAL_LINE))
    notes = [lines.select(*NOTES)]
    if same.key:
        rest = [name for name in same.row if name not in same.key]
        alike = pl.all_horizontal(pl.col(name).eq_missing(pl.col(f"{name}_first")) for name in rest)
        outcome = pl.when(alike).then(pl.lit(DUPLICATE)).otherwise(pl.lit(RESTATED))
        notes.append(_after_first(ordered.filter(has_key), same.key, rest).with_columns(outcome=outcome).select(*NOTES))
    return pl.concat(notes).sort("content_id", "line")


def _after_first(ordered: pl.DataFrame, key: Sequence[str], beside: Sequence[str] = ()) -> pl.DataFrame:
    """The rows after the first of their key, each with that first one's place and its columns named in `beside`."""
    first = ordered.unique(key, keep="first", maintain_order=True).select(
        *key,
        *(pl.col(name).alias(f"{name}_first") for name in beside),
        by_content_id=pl.col("content_id"),
        by_line=pl.col("line"),
    )
    placed = ordered.join(first, on=list(key), how="left", nulls_equal=True, validate="m:1")
    is_first = (pl.col("content_id") == pl.col("by_content_id")) & (pl.col("line") == pl.col("by_line"))
    return placed.filter(~is_first)
