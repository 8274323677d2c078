"""A plan folder for tests of the store: files in its inbox, nights that load them, and what the store then says."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import polars as pl

from flows import intake
from megaroth import store
from tests.drawn import csv_text

FIRST_NIGHT = datetime(2026, 7, 1, 2, 0, tzinfo=UTC)


class PlanFolder:
    """A plan folder whose nights come a day apart."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.inbox = folder / "inbox"
        self.inbox.mkdir(parents=True)
        self.nights = 0

    def put(self, name: str, table: str) -> None:
        """A drawn table as a file of the inbox."""
        (self.inbox / name).write_text(csv_text(table), encoding="utf-8")

    def put_text(self, name: str, text: str) -> None:
        (self.inbox / name).write_text(text, encoding="utf-8")

    @contextmanager
    def opened(self, wait: float = 0) -> Iterator[store.Store]:
        now = FIRST_NIGHT + timedelta(days=self.nights)
        with store.opened(self.folder, now=now, wait=wait, say=print) as opened:
            yield opened

    def load(self, *, verify: bool = False) -> intake.Load:
        """A night that loads and keeps."""
        with self.opened() as opened:
            loaded = intake.load(opened, self.folder, verify=verify, seal=lambda ssn: f"sealed {ssn[-1]}", say=print)
            opened.commit()
        self.nights += 1
        return loaded

    def query(self, sql: str) -> list[tuple[object, ...]]:
        """What a person's SQL says between runs."""
        with duckdb.connect(self.folder / "megaroth.duckdb", read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def controls(self, *columns: str) -> list[tuple[object, ...]]:
        with self.opened() as opened:
            return opened.controls().select("file", *columns).rows()

    def rejects(self) -> list[tuple[object, ...]]:
        with self.opened() as opened:
            return opened.rejects().rows()

    def payroll(self) -> list[tuple[object, ...]]:
        """Accepted lines: file, line, employee_id, gross pay in cents."""
        with self.opened() as opened:
            rows = opened.book(date(2026, 1, 1), date(2026, 12, 31)).payroll
        return (
            rows.select(pl.col("file").cast(pl.String), "line", "employee_id", "gross_compensation")
            .sort("file", "line")
            .rows()
        )

    def everything(self) -> dict[str, list[tuple[object, ...]]]:
        """All that a night reads from the store, in an order of its own."""
        with self.opened() as opened:
            book = opened.book(date(2026, 1, 1), date(2026, 12, 31))
            frames = {name: getattr(book, name) for name in ("census", "payroll", "contributions", "opening", "notes")}
            placed = {
                name: frame.with_columns(pl.col("file").cast(pl.String)).sort("file", "line").rows()
                for name, frame in frames.items()
            }
            told = {"files": book.files, "controls": opened.controls(), "rejects": opened.rejects()}
            return placed | {name: frame.rows() for name, frame in told.items()}
