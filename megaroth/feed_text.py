"""A feed as text: pieces of a file cut into rows and cells, with line numbers. No file is opened, no cell typed here.

Text goes on as it stands: "NA", "null" and "# x" are text. Pieces whose quotes only wrap plain cells are cut by Polars,
the others go row by row through the csv module. Both ways give the same rows.
"""

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple

import polars as pl

# What counts as blank around a cell: ASCII white space, and the non-breaking space that spreadsheets leave behind.
SPACE: Final = " \t\n\r\x0b\x0c\u00a0"

HAS_ALL_CELLS: Final = "has as many cells as the header"
IS_UTF8: Final = "is UTF-8 text"
HAS_NO_NUL: Final = "has no NUL character"
CLOSES_QUOTES: Final = "closes every quote it opens"
MISFITS: Final = {"line": pl.Int64, "rule": pl.String}

SIMPLY_QUOTED: Final = r'^(?:"[^",]*"|[^",]*)(?:,(?:"[^",]*"|[^",]*))*$'
MOST_LINES_OF_A_ROW: Final = 64
ROWS_AT_ONCE: Final = 200_000


@dataclass(frozen=True)
class TextBatch:
    """Some rows of a feed. Lines are counted from 1, as an editor does; a row has the number of its first line."""

    lines: pl.Series  # Int64, one for each row of `cells`
    cells: pl.DataFrame  # all String, named as the header names them; an empty cell is ""
    misfits: pl.DataFrame  # line Int64, rule String: rows that cannot be cut into the header's cells


@dataclass(frozen=True)
class FeedText:
    """A header (empty: the file holds no line at all) and the rows under it, cut as they are asked for."""

    header: tuple[str, ...]
    batches: Iterator[TextBatch]


def cut(pieces: Iterator[str]) -> FeedText:
    """The feed in these pieces of whole lines, each ended by a line feed. The header is the first line not blank."""
    place = _Place(pieces)
    while piece := place.next_piece():
        place.put_back(piece)
        for row in place.rows(width=None):
            if row.rule:  # a header that is no text names nothing, so every column will be missing
                return FeedText(("",), iter(()))
            if row.cells:
                header = tuple(cell.strip(SPACE) for cell in row.cells)
                return FeedText(header, _batches(place, _told_apart(header)))
    return FeedText((), iter(()))


def _told_apart(header: tuple[str, ...]) -> list[str]:
    """The names, a repeated one made different, because a frame needs that; `parse.read_header` refuses such a file."""
    return [f"{name}\0{place}" if name in header[:place] else name for place, name in enumerate(header)]


def _batches(place: "_Place", names: list[str]) -> Iterator[TextBatch]:
    while piece := place.next_piece():
        lines = pl.DataFrame({"text": [piece.removesuffix("\n")]}).select(pl.col("text").str.split("\n").explode())
        if '"' not in piece or lines["text"].str.contains(SIMPLY_QUOTED).all():
            yield _cut_plainly(lines.with_row_index("line", place.line), names)
            place.line += lines.height
        else:
            place.put_back(piece)
            rows = place.rows(width=len(names))
            while batch := list(islice(rows, ROWS_AT_ONCE)):
                yield _gathered(batch, names)


def _cut_plainly(lines: pl.DataFrame, names: list[str]) -> TextBatch:
    """Rows that are a line each, with a comma only between cells and quotes only around them."""
    commas = len(names) - 1
    judged = (
        lines.lazy()
        .filter(pl.col("text").str.strip_chars(SPACE) != "")
        .select(pl.col("line").cast(pl.Int64), pl.col("text").str.replace_all('"', "", literal=True))
        .with_columns(
            rule=pl.when(pl.col("text").str.contains("\ufffd", literal=True))
            .then(pl.lit(IS_UTF8))
            .when(pl.col("text").str.contains("\0", literal=True))
            .then(pl.lit(HAS_NO_NUL))
            .when(pl.col("text").str.count_matches(",", literal=True) != commas)
            .then(pl.lit(HAS_ALL_CELLS))
        )
        .collect()
    )
    fitting = judged.filter(pl.col("rule").is_null())
    cells = fitting["text"].str.split_exact(",", commas).struct.rename_fields(names).struct.unnest()
    return TextBatch(fitting["line"], cells, judged.filter(pl.col("rule").is_not_null()).select("line", "rule"))


class _Row(NamedTuple):
    """A row of the csv module and the rule it breaks, if any. A blank line has no cells and breaks none."""

    line: int
    cells: list[str]
    rule: str | None


def _gathered(rows: Iterable[_Row], names: list[str]) -> TextBatch:
    kept = [row for row in rows if row.cells and not row.rule]
    columns = zip(*(row.cells for row in kept), strict=True) if kept else ([] for _ in names)
    return TextBatch(
        lines=pl.Series("line", [row.line for row in kept], pl.Int64),
        cells=pl.DataFrame([pl.Series(name, cells, pl.String) for name, cells in zip(names, columns, strict=True)]),
        misfits=pl.DataFrame([(row.line, row.rule) for row in rows if row.rule], schema=MISFITS, orient="row"),
    )


class _Lines:
    """The lines at hand, given to the csv module one by one, and after them those of the next piece."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self.pieces = pieces
        self.waiting: deque[str] = deque()
        self.taken: list[str] = []  # the lines of the row being read

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.taken) == MOST_LINES_OF_A_ROW:
            raise StopIteration
        if not self.waiting:
            self.put_back(next(self.pieces))  # StopIteration at the end of the feed
        self.taken.append(self.waiting.popleft())
        return self.taken[-1]

    def put_back(self, piece: str) -> None:
        self.waiting.extend(line + "\n" for line in piece.removesuffix("\n").split("\n"))


class _Place:
    """A place in a feed: from here on it is taken piece by piece, or row by row under the rules of quoting.

    A quote that does not close within MOST_LINES_OF_A_ROW lines, or only after swallowing what looks like other rows,
    refuses the line that opens it. The next row begins on the next line: a stray quote hides no row below it.
    """

    def __init__(self, pieces: Iterator[str]) -> None:
        self.line = 1  # number of the next line
        self._lines = _Lines(pieces)
        self._reader = csv.reader(self._lines, strict=True)

    def next_piece(self) -> str:
        """The lines at hand, else the next piece; empty at the end. The caller moves `line` on or puts it back."""
        at_hand = "".join(self._lines.waiting)
        self._lines.waiting.clear()
        return at_hand or next(self._lines.pieces, "")

    def put_back(self, piece: str) -> None:
        """Have these lines read next, row by row."""
        self._lines.put_back(piece)

    def rows(self, width: int | None) -> Iterator[_Row]:
        """Rows until no line is at hand; the last may take lines of later pieces. Without a width any row fits."""
        while self._lines.waiting:
            yield self._row(width)

    def _row(self, width: int | None) -> _Row:
        taken = self._lines.taken
        try:
            cells = next(self._reader)
            rule = _broken_rule(taken, len(cells), width)
        except csv.Error:
            cells, rule = [], CLOSES_QUOTES
        if rule == CLOSES_QUOTES:
            self._lines.waiting.extendleft(reversed(taken[1:]))
            del taken[1:]
        if len(cells) == 1 and not "".join(taken).strip(SPACE):
            cells = []
        row = _Row(self.line, cells, rule)
        self.line += len(taken)
        taken.clear()
        return row


def _broken_rule(lines: list[str], cells: int, width: int | None) -> str | None:
    """The rule that a row of these lines breaks, if any."""
    if (
        width
        and len(lines) > 1
        and (cells != width or any(line.count(",") >= max(width - 1, 1) for line in lines[1:-1]))
    ):
        return CLOSES_QUOTES
    text = lines[0] if len(lines) == 1 else "".join(lines)
    if "\ufffd" in text:
        return IS_UTF8
    if "\0" in text:
        return HAS_NO_NUL
    return None if width in (None, cells) or not text.strip(SPACE) else HAS_ALL_CELLS
