"""A DuckDB file made under another name, and given its own when it is whole on disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import duckdb

from megaroth.disk import flush
from megaroth.store.tables import schema

UNFINISHED: Final = ".megaroth.new.duckdb"
Settings = dict[str, str | bool | int | float | list[str]]

NO_EXTENSIONS: Final[Settings] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
}


@contextmanager
def made(path: Path, scratch: Path) -> Iterator["duckdb.DuckDBPyConnection"]:
    """An empty store to fill, which takes the place of `path`, in one step, when nothing went wrong.

    Killed in its first writes, a DuckDB file never opens again: so it has another name until then.
    """
    unfinished = path.with_name(UNFINISHED)
    remove(unfinished)
    try:
        with duckdb.connect(unfinished, config=NO_EXTENSIONS | {"temp_directory": str(scratch)}) as connection:
            for statement in schema():
                connection.execute(statement)
            yield connection
            connection.execute("CHECKPOINT")
        flush(unfinished)
        unfinished.rename(path)
    except BaseException:
        remove(unfinished)
        raise
    flush(path.parent)


def remove(path: Path) -> None:
    """A file of DuckDB's and the log beside it."""
    path.unlink(missing_ok=True)
    path.with_name(f"{path.name}.wal").unlink(missing_ok=True)
