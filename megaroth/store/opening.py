"""Opening the store: one run at a time, files nobody else can read, a creation no crash can leave half done."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

import duckdb
from filelock import FileLock, Timeout

from megaroth.errors import CommandError, MegarothError, StoreInUse, StoreTooNew
from megaroth.store.carried import carry_over
from megaroth.store.kept import Store
from megaroth.store.making import NO_EXTENSIONS, Settings, made, remove
from megaroth.store.tables import SCHEMA_VERSION

STORE: Final = "megaroth.duckdb"
LOCK: Final = ".megaroth.lock"
SCRATCH: Final = ".megaroth.tmp"
POLL_SECONDS: Final = 0.2
CARRIED_OVER: Final = "The store is of an earlier version: carrying it over"

Say = Callable[[str], None]


@contextmanager
def opened(plan_dir: Path, *, now: datetime, wait: float, say: Say) -> Iterator[Store]:
    """The plan's store, made if there is none, in one transaction that only `Store.commit` keeps.

    `now` carries its timezone and dates what this run loads. Waits `wait` seconds for another run or reader, and says
    so; then raises StoreInUse. A store of an earlier version is carried over first. Raises StoreTooNew, and
    MegarothError for a file that is no store.
    """
    patience = Patience(wait, say)
    with _private(), _alone(plan_dir, patience), _scratch(plan_dir) as scratch:
        is_new = not exists(plan_dir)
        if is_new:
            _create(plan_dir, scratch)
        store = Store(_of_today(plan_dir / STORE, scratch, patience), now)
        try:
            yield store
        finally:
            store.close()
            if is_new and not store.committed:
                remove(plan_dir / STORE)


@contextmanager
def consulted(plan_dir: Path, *, now: datetime, wait: float, say: Say) -> Iterator[Store]:
    """The plan's store for reading only, beside other readers.

    Waits `wait` seconds for a run that writes, and says so; then raises StoreInUse. Raises StoreTooNew as `opened`
    does, and CommandError where there is no store yet, or one of an earlier version that a night must carry over.
    """
    if not exists(plan_dir):
        raise CommandError(f"{plan_dir}: no night has run yet. Run megaroth nightly {plan_dir} first.")
    path = plan_dir / STORE
    connection, version = _connection(path, {"temp_directory": "", "access_mode": "READ_ONLY"}, Patience(wait, say))
    if version < SCHEMA_VERSION:
        connection.close()
        raise CommandError(f"{path}: of an earlier version. Run megaroth nightly {plan_dir} first: it carries it over.")
    store = Store(connection, now)
    try:
        yield store
    finally:
        store.close()


class Patience:
    """How long a run still waits for the store. It says so once, when it begins to."""

    def __init__(self, seconds: float, say: Say) -> None:
        self._until = time.monotonic() + seconds
        self._seconds = seconds
        self.say = say
        self._said = False

    def left(self) -> float:
        """Seconds; none when it is used up."""
        return max(0.0, self._until - time.monotonic())

    def tell(self) -> None:
        """Says that the run waits, and how long at most."""
        if not self._said and self.left():
            self.say(f"The store is in use: waiting for it, {self._seconds:g} seconds at most")
        self._said = True


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
def _alone(plan_dir: Path, patience: Patience) -> Iterator[None]:
    lock = FileLock(plan_dir / LOCK, mode=0o600, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        patience.tell()
        try:
            lock.acquire(timeout=patience.left())
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


def _create(plan_dir: Path, scratch: Path) -> None:
    try:
        with made(plan_dir / STORE, scratch):
            pass
    except duckdb.Error:
        raise MegarothError(f"{plan_dir / STORE}: cannot be made: disk full, or the folder not writable?") from None


def _of_today(path: Path, scratch: Path, patience: Patience) -> "duckdb.DuckDBPyConnection":
    """A writing connection to a store of today's tables, carried over from an earlier version's if need be."""
    settings: Settings = {"temp_directory": str(scratch)}
    connection, version = _connection(path, settings, patience)
    if version == SCHEMA_VERSION:
        return connection
    try:
        connection.execute("CHECKPOINT")  # what a killed run left in the log
    except duckdb.Error:
        raise _unreadable(path) from None
    finally:
        connection.close()
    patience.say(CARRIED_OVER)
    carry_over(path, version, scratch)
    return _connection(path, settings, patience)[0]


def _connection(path: Path, settings: Settings, patience: Patience) -> tuple["duckdb.DuckDBPyConnection", int]:
    """A connection that reaches no network and no file but the store, and the version of the store's tables.

    Raises StoreInUse, StoreTooNew.
    """
    try:
        connection = _connected(path, NO_EXTENSIONS | settings, patience)
    except duckdb.Error:
        raise _unreadable(path) from None
    try:
        connection.execute("SET enable_external_access = false")
        connection.execute("SET arrow_output_version = '1.4'")
        (version,) = connection.execute("SELECT max(version) FROM schema_version").fetchall()[0]
    except duckdb.Error:
        connection.close()
        raise _unreadable(path) from None
    if version > SCHEMA_VERSION:
        connection.close()
        raise StoreTooNew(
            f"{path}: written by a newer Megaroth (schema version {version}; this one knows {SCHEMA_VERSION}). "
            "Update the program."
        )
    return connection, version


def _connected(path: Path, config: Settings, patience: Patience) -> "duckdb.DuckDBPyConnection":
    while True:
        try:
            return duckdb.connect(path, config=config)
        except duckdb.IOException as fault:
            if "lock" not in str(fault):  # open in another program, which DuckDB says in words only
                raise
        if not patience.left():
            raise _in_use(path)
        patience.tell()
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
