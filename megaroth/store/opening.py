"""Opening the store: one run at a time, files nobody else can read, a creation no crash can leave half done."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

import duckdb
from filelock import FileLock, Timeout

from megaroth.disk import flush
from megaroth.errors import MegarothError, StoreInUse, StoreTooNew
from megaroth.store.kept import Store
from megaroth.store.tables import SCHEMA_VERSION, schema

STORE: Final = "megaroth.duckdb"
LOCK: Final = ".megaroth.lock"
SCRATCH: Final = ".megaroth.tmp"
UNFINISHED: Final = ".megaroth.new.duckdb"
POLL_SECONDS: Final = 0.2

Settings = dict[str, str | bool | int | float | list[str]]

NO_EXTENSIONS: Final[Settings] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
}


@contextmanager
def opened(plan_dir: Path, *, now: datetime, wait: float) -> Iterator[Store]:
    """The plan's store, made if there is none, in one transaction that only `Store.commit` keeps.

    `now` carries its timezone and dates what this run loads. Waits `wait` seconds for another run or reader, then
    raises StoreInUse. Raises StoreTooNew, and MegarothError for a file that is no store.
    """
    give_up = time.monotonic() + wait
    with _private(), _alone(plan_dir, wait), _scratch(plan_dir) as scratch:
        is_new = not exists(plan_dir)
        if is_new:
            _create(plan_dir)
        store = Store(_connection(plan_dir / STORE, {"temp_directory": str(scratch)}, give_up), now)
        try:
            yield store
        finally:
            store.close()
            if is_new and not store.committed:
                _remove(plan_dir / STORE)


@contextmanager
def consulted(plan_dir: Path, *, now: datetime, wait: float) -> Iterator[Store]:
    """The plan's store for reading only, beside other readers. There must be one.

    Waits `wait` seconds for a run that writes, then raises StoreInUse. Raises StoreTooNew as `opened` does.
    """
    give_up = time.monotonic() + wait
    store = Store(_connection(plan_dir / STORE, {"temp_directory": "", "access_mode": "READ_ONLY"}, give_up), now)
    try:
        yield store
    finally:
        store.close()


def exists(plan_dir: Path) -> bool:
    """Whether the plan has a store already."""
    return (plan_dir / STORE).exists()


@contextmanager
def _private() -> Iterator[None]:
    """DuckDB makes its files itself, as the umask allows: for us alone (0600, folders 0700)."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


@contextmanager
def _alone(plan_dir: Path, wait: float) -> Iterator[None]:
    lock = FileLock(plan_dir / LOCK, timeout=wait, mode=0o600, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise _in_use(plan_dir / STORE) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _scratch(plan_dir: Path) -> Iterator[Path]:
    """A folder for DuckDB to spill into, as private as the store. One left by a dead run is cleared."""
    folder = plan_dir / SCRATCH
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _create(plan_dir: Path) -> None:
    """An empty store under another name, whole on disk before it gets its own.

    Killed in its first writes, a DuckDB file never opens again.
    """
    unfinished = plan_dir / UNFINISHED
    _remove(unfinished)
    try:
        with duckdb.connect(unfinished) as connection:
            for statement in schema():
                connection.execute(statement)
            connection.execute("CHECKPOINT")
    except duckdb.Error:
        raise MegarothError(f"{unfinished}: cannot be made. Is the disk full, or the folder not writable?") from None
    flush(unfinished)
    unfinished.rename(plan_dir / STORE)
    flush(plan_dir)


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.with_name(f"{path.name}.wal").unlink(missing_ok=True)


def _connection(path: Path, settings: Settings, give_up: float) -> "duckdb.DuckDBPyConnection":
    """A connection that reaches no network and no file but the store. Raises StoreInUse, StoreTooNew."""
    try:
        connection = _connected(path, NO_EXTENSIONS | settings, give_up)
    except duckdb.Error:
        raise _unreadable(path) from None
    try:
        connection.execute("SET enable_external_access = false")
        connection.execute("SET arrow_output_version = '1.4'")
        (version,) = connection.execute("SELECT max(version) FROM schema_version").fetchall()[0]
    except duckdb.Error:
        connection.close()
        raise _unreadable(path) from None
    if version != SCHEMA_VERSION:
        connection.close()
        raise StoreTooNew(
            f"{path}: written by a newer Megaroth (schema version {version}; this one knows {SCHEMA_VERSION}). "
            "Update the program."
        )
    return connection


def _connected(path: Path, config: Settings, give_up: float) -> "duckdb.DuckDBPyConnection":
    while True:
        try:
            return duckdb.connect(path, config=config)
        except duckdb.IOException as fault:
            if "lock" not in str(fault):  # open in another program, which DuckDB says in words only
                raise
        if time.monotonic() >= give_up:
            raise _in_use(path)
        time.sleep(POLL_SECONDS)


def _in_use(path: Path) -> StoreInUse:
    return StoreInUse(
        f"{path}: in use by another run, or open in another program. Close that, or wait longer with --wait SECONDS."
    )


def _unreadable(path: Path) -> MegarothError:
    return MegarothError(
        f"{path}: cannot be opened: damaged, no Megaroth store, or not readable by this user. Nothing was changed. "
        "Put a copy back, or move the file away: the next run makes a new store from the files in the inbox."
    )
