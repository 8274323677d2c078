"""A store of an earlier version of the program, carried over into today's tables without losing a row.

Nothing is altered in place: a new store is filled under another name, and takes the old one's place when every row is
in it and safe on disk. Killed at any moment, either the old store is there whole or the new one.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb

from megaroth.errors import MegarothError
from megaroth.store.making import made
from megaroth.store.tables import quoted

VERSION: Final = "schema_version"


@dataclass(frozen=True)
class Change:
    """A column that means something else from a version on; `now` is SQL for its new value, of an older store's row."""

    version: int
    table: str
    column: str
    now: str


CHANGES: Final = (
    # Cents, until it became a number of withdrawals; a part of one is none that is known.
    Change(
        2,
        "opening",
        "withdrawals_this_year",
        "CASE WHEN withdrawals_this_year % 100 = 0 THEN withdrawals_this_year // 100 END",
    ),
)


def carry_over(path: Path, version: int, scratch: Path) -> None:
    """Puts the rows of the store, of that earlier version, into one of today's. Other tables of today start empty.

    The store is closed, its log is in it, and this run holds the plan's lock. MegarothError leaves it as it is.
    """
    try:
        with made(path, scratch) as connection:
            connection.execute(f"ATTACH {_text(str(path.absolute()))} AS old (READ_ONLY)")
            for table, columns in _columns(connection, "old").items():
                if table != VERSION:
                    _copy(connection, version, table, columns)
            connection.execute("DETACH old")
            if path.with_name(f"{path.name}.wal").exists():
                raise _not_carried(path, "another program writes to it.")
    except (duckdb.BinderException, duckdb.CatalogException, duckdb.ConversionException):
        raise _not_carried(path, "it holds what this version does not know.") from None
    except duckdb.Error:
        raise _not_carried(path, "disk full, or the folder not writable?") from None


def _copy(connection: "duckdb.DuckDBPyConnection", version: int, table: str, columns: list[str]) -> None:
    """Every row of a table, column by column. DuckDB refuses a table or column that today's store lacks."""
    changed = {change.column: change.now for change in CHANGES if change.table == table and change.version > version}
    values = ", ".join(f"{changed.get(column, quoted(column))} AS {quoted(column)}" for column in columns)
    connection.execute(f"INSERT INTO {quoted(table)} BY NAME SELECT {values} FROM old.{quoted(table)}")


def _columns(connection: "duckdb.DuckDBPyConnection", database: str) -> dict[str, list[str]]:
    """The columns of each table of a store, in the tables' order."""
    found = connection.execute(
        "SELECT table_name, column_name FROM duckdb_columns() JOIN duckdb_tables() USING (database_name, table_name) "
        "WHERE database_name = ? ORDER BY table_name, column_index",
        [database],
    ).fetchall()
    return {table: [column for of, column in found if of == table] for table, _ in found}


def _text(value: str) -> str:
    """Text as SQL writes it."""
    quote = "'"
    return f"{quote}{value.replace(quote, quote * 2)}{quote}"


def _not_carried(path: Path, why: str) -> MegarothError:
    return MegarothError(f"{path}: cannot be carried over to this version of the program: {why} It is as it was.")
