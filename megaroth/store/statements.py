"""SQL in, frames out. DuckDB's own error texts hold values of rows, so none leaves this module."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

import duckdb
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]

from megaroth.errors import MegarothError

ROW_GROUP: Final = 122_880
"""Rows DuckDB packs and writes together. Reading that many at once keeps what is in flight small."""

ROWS_AT_ONCE: Final = ROW_GROUP // 2
"""Rows of one INSERT. One of more than a row group leaves a part of a row group behind, and the end of the run packs
all of them anew, in three times the memory."""


@contextmanager
def _own_words() -> Iterator[None]:
    try:
        yield
    except duckdb.OutOfMemoryException:
        raise MegarothError("the store: not enough memory, nor disk in its place. Nothing was changed.") from None
    except (duckdb.IOException, duckdb.FatalException, OSError):
        raise MegarothError("the store cannot be read or written: disk full, or gone? Nothing was changed.") from None
    except (duckdb.Error, pa.ArrowException) as fault:
        kind = type(fault).__name__
        raise MegarothError(f"the store: a fault of the program ({kind}). Nothing was changed.") from None


class _Lent:
    """The frame SQL sees as `lent`. Registered once: what is registered inside a transaction is held until its end."""

    def __init__(self) -> None:
        self.frame = pl.DataFrame({"": []})

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.frame.__arrow_c_stream__(requested_schema)


class Statements:
    """A connection, and the transaction it begins. It can be used from any thread, by one at a time."""

    def __init__(self, connection: "duckdb.DuckDBPyConnection") -> None:
        self._connection = connection
        self._lent = _Lent()
        with _own_words():
            connection.register("lent", self._lent)
            connection.begin()

    def run(self, sql: str, *parameters: object) -> None:
        """A statement that returns nothing."""
        with _own_words():
            self._connection.execute(sql, parameters)

    def rows(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        """A few rows."""
        with _own_words():
            return self._connection.execute(sql, parameters).fetchall()

    def frame(
        self, sql: str, *parameters: object, adapt: Sequence[pl.Expr] = (), named: Mapping[str, object] | None = None
    ) -> pl.DataFrame:
        """Any number of rows. `adapt` narrows each batch on its way, so that no wide column exists for all rows.

        `named`: parameters for `$name`; those the SQL does not mention are left out.
        """
        asked: Any = {name: value for name, value in (named or {}).items() if f"${name}" in sql} or list(parameters)
        with _own_words():
            reader = self._connection.sql(sql, params=asked).to_arrow_reader(ROW_GROUP)
            batches = [_own_memory(batch).with_columns(adapt) for batch in reader]
            empty = _own_memory(reader.schema.empty_table()).with_columns(adapt)
        return pl.concat([empty, *batches], rechunk=False)

    def insert(self, table: str, frame: pl.DataFrame) -> None:
        """Rows added to a table, column by name; columns the frame lacks are null."""
        for rows in frame.iter_slices(ROWS_AT_ONCE):
            with self.lending(rows):
                self.run(f"INSERT INTO {table} BY NAME FROM lent")

    @contextmanager
    def lending(self, frame: pl.DataFrame) -> Iterator[None]:
        """The frame readable in SQL as `lent`."""
        self._lent.frame = frame
        try:
            yield
        finally:
            self._lent.frame = frame.clear()

    def commit(self) -> None:
        """Keeps the night."""
        with _own_words():
            self._connection.commit()

    def start_over(self) -> None:
        """Begins the transaction again."""
        with _own_words():
            self._connection.rollback()
            self._connection.begin()

    def close(self) -> None:
        """Gives up what was not kept, and frees the file."""
        with _own_words():
            self._connection.close()
        del self._connection  # DuckDB complains at exit of one still held, as by a failed run's trace


def _own_memory(arrow: Any) -> pl.DataFrame:  # noqa: ANN401 - pyarrow is untyped
    """A copy: made straight from Arrow, any column of a frame keeps its whole batch alive, twice the memory."""
    borrowed = pl.DataFrame(arrow)
    return borrowed.select(pl.all().gather(pl.int_range(pl.len())))
