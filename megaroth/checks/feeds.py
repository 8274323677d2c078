"""Checks of what arrived: lines and files twice, restated lines, files and rows refused, names nobody knows."""

from collections.abc import Iterator, Sequence

import polars as pl

from megaroth.book import Book
from megaroth.checks import catalogue as checks
from megaroth.checks.check import sender
from megaroth.people import Moment
from megaroth.settle import DUPLICATE, EQUAL_LINE, RESTATED

NOTED = {DUPLICATE: checks.TWICE, EQUAL_LINE: checks.EQUAL_LINES, RESTATED: checks.RESTATED}
REPLACED_WHOLE = "census"


def feed_checks(book: Book, moment: Moment, unknown_files: Sequence[str]) -> Iterator[pl.LazyFrame]:
    """Findings a row a line or a file."""
    yield from lines_noted(book, moment)
    yield from files_twice(book)
    yield from files_refused(book)
    names = pl.LazyFrame({"name": unknown_files}, schema={"name": pl.String})
    yield checks.UNKNOWN_FEED.of(names, file="name", source="name")


def lines_noted(book: Book, moment: Moment) -> Iterator[pl.LazyFrame]:
    """R22 and restated: what settling lines of one key decided, for the limitation year's dates and undated lines."""
    inside = pl.col("pay_date").is_between(moment.year.start, moment.year.end).fill_null(value=True)
    notes = book.notes.lazy().filter(inside)
    place = {name: name for name in ("employee_id", "pay_date", "file", "line")}
    keyless = pl.when(pl.col("outcome") == EQUAL_LINE).then(pl.lit("without key"))
    source = pl.concat_str("kind", "source", keyless, separator=" ", ignore_nulls=True)
    for outcome, check in NOTED.items():
        other = pl.format("{} The first is line {} of {}.", pl.lit(check.message), "other_line", "other_file")
        of_outcome = notes.filter(pl.col("outcome") == outcome)
        yield check.of(of_outcome, **place, source=source, message=other, who_acts=sender("kind"))


def files_twice(book: Book) -> Iterator[pl.LazyFrame]:
    """R22: a file with the bytes of another. An unchanged census is ordinary, and files without rows are all alike."""
    same = book.files.lazy().filter(pl.col("state") == "same_content", pl.col("rows_in") > 0)
    is_census = pl.col("kind") == REPLACED_WHOLE
    for check, chosen in ((checks.SAME_CENSUS, is_census), (checks.SAME_FILE, ~is_census)):
        other = pl.format("{} The other is {}.", pl.lit(check.message), "same_as")
        yield check.of(same.filter(chosen), file="name", source="name", message=other, who_acts=sender("kind"))


def files_refused(book: Book) -> Iterator[pl.LazyFrame]:
    """Files refused whole or in part, and columns that were not read."""
    files = book.files.lazy()
    place: dict[str, pl.Expr | str] = {"file": "name", "source": "name", "who_acts": sender("kind")}
    refused = pl.concat_str(pl.lit(checks.FEED_REFUSED.message), "refused")
    yield checks.FEED_REFUSED.of(files.filter(pl.col("state") == "refused"), **place, message=refused)
    yield checks.ROWS_REFUSED.of(files.filter(pl.col("rows_rejected") > 0, pl.col("state") == "active"), **place)
    unknown = pl.concat_str(pl.lit(checks.UNKNOWN_COLUMNS.message), pl.col("unknown_columns").list.join(", "))
    with_unknown = files.filter(pl.col("unknown_columns").list.len() > 0)
    yield checks.UNKNOWN_COLUMNS.of(with_unknown, **place, message=unknown)
