"""Files on the page: what each brought, those that need a look apart; and the rows refused."""

from typing import Final

import polars as pl

from megaroth.page.tables import Shown, Table, table
from schemas.fields import TEXT

STATES: Final = {"untied": "does not tie", "refused": "rows refused", "ties": "ties"}
PARTS: Final = ("accepted", "rejected", "duplicate")
FILE: Final = (Shown("file", "File"), Shown("kind", "Feed"))
STATE: Final = Shown("state", "State", unit=TEXT, words=STATES)
ROWS: Final = (
    Shown("rows_in", "Rows in"),
    Shown("rows_accepted", "Rows accepted"),
    Shown("rows_rejected", "Rows refused"),
    Shown("rows_duplicate", "Rows duplicate"),
)
AMOUNTS: Final = (
    Shown("amount_in", "Amount in"),
    Shown("amount_accepted", "Amount accepted"),
    Shown("amount_rejected", "Amount refused"),
    Shown("amount_duplicate", "Amount duplicate"),
)
REFUSED: Final = (
    Shown("file", "File"),
    Shown("line", "Line"),
    Shown("column", "Column"),
    Shown("rule", "What had to hold"),
)


def states(controls: pl.DataFrame) -> pl.DataFrame:
    """Each file with its state, those to look at first: in = accepted + rejected + duplicate, in rows and in cents."""
    rows = pl.col("rows_in") == pl.sum_horizontal(f"rows_{part}" for part in PARTS)
    cents = sum((pl.col(f"amount_{part}") for part in PARTS), pl.lit(0))
    tie = rows & (pl.col("amount_in") == cents).fill_null(value=True)
    refused = (pl.col("rows_rejected") > 0) | (pl.col("cells_unreadable") > 0)
    state = pl.when(~tie).then(pl.lit("untied")).when(refused).then(pl.lit("refused")).otherwise(pl.lit("ties"))
    order = state.replace_strict({word: place for place, word in enumerate(STATES)}, return_dtype=pl.Int8)
    return controls.with_columns(state=state).sort(order, "file", "sha256")


def to_look_at(controls: pl.DataFrame) -> Table:
    """Files that do not tie, or of which rows were refused."""
    rows = states(controls).filter(pl.col("state") != "ties")
    return table("files-first", "Files to look at", "controls", rows, (*FILE, STATE, *ROWS, *AMOUNTS))


def in_order(controls: pl.DataFrame) -> Table:
    """Files that tie and came in whole."""
    rows = states(controls).filter(pl.col("state") == "ties")
    without_refused = (one for one in ROWS + AMOUNTS if not one.column.endswith("_rejected"))
    return table("files", "Files that tie", "controls", rows, (*FILE, *without_refused))


def refused(rejects: pl.DataFrame) -> Table:
    """Rows refused, by file and line. Never the value."""
    rows = rejects.sort("file", "line", "column", "rule", nulls_last=True)
    return table("refused", "Rows refused", "rejects", rows, REFUSED)
