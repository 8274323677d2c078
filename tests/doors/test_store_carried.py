"""A store that an earlier version wrote is carried over whole: killed anywhere, the old store is there or the new one.

`v1_store.sql` is what schema version 1 wrote after two nights of the plan of `tests.night.folder`, whose opening file
had a column more then.
"""

import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import duckdb
import pytest

from megaroth import store
from megaroth.errors import CommandError, MegarothError, StoreTooNew
from megaroth.store import carried
from megaroth.store.tables import SCHEMA_VERSION, quoted
from tests import drawn
from tests.night.folder import another, bytes_of, drop, night, plan_folder

V1: Final = Path(__file__).with_name("v1_store.sql").read_text("utf-8")
NOW: Final = datetime(2026, 3, 3, 5, 0, tzinfo=UTC)
OPENING: Final = """
    employee_id | as_of      | gross_compensation | pre_tax  | after_tax | match  | withdrawals_this_year
    E4          | 2026-01-23 | 14,000.00          | 1,400.00 | 400.00    | 420.00 | 2
    E3          | 2026-01-05 | 100.00             |          |           |        |"""
Rows = dict[str, list[tuple[object, ...]]]

DIES_AT: Final = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
import duckdb
from megaroth import store
from megaroth.store import making

folder, dies_at = Path(sys.argv[1]), int(sys.argv[2])
counted = 0

def count():
    global counted
    counted += 1
    if counted == dies_at:
        os.kill(os.getpid(), signal.SIGKILL)

class Counted:
    def __init__(self, connection):
        self._connection = connection
    def __enter__(self):
        return self
    def __exit__(self, *_):
        count()
        self._connection.close()
    def execute(self, *arguments):
        count()
        return self._connection.execute(*arguments)

class Duck:
    def connect(self, *arguments, **settings):
        return Counted(duckdb.connect(*arguments, **settings))

making.duckdb = Duck()
sys.addaudithook(lambda event, _: count() if event in ("os.rename", "os.remove") else None)
with store.opened(folder, now=datetime.now(UTC), wait=0, say=lambda _: None):
    count()
    print(counted)
"""


@pytest.fixture
def plan_dir(tmp_path: Path) -> Path:
    """The plan with its files, and its store of version 1."""
    folder = plan_folder(tmp_path / "plan")
    drop(folder, {"opening_2026-01-23.csv": drawn.csv_text(OPENING)})
    with duckdb.connect(folder / "megaroth.duckdb") as connection:
        connection.execute(V1)
    return folder


def rows(plan_dir: Path) -> Rows:
    """Every row of every table, its columns by name."""
    with duckdb.connect(plan_dir / "megaroth.duckdb", read_only=True) as connection:
        tables = [name for (name,) in connection.sql("SELECT table_name FROM duckdb_tables()").fetchall()]
        return {name: connection.sql(f"SELECT * FROM {name} ORDER BY ALL").fetchall() for name in sorted(tables)}


def columns_of(plan_dir: Path) -> dict[str, list[str]]:
    with duckdb.connect(plan_dir / "megaroth.duckdb", read_only=True) as connection:
        found = connection.sql("SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal").fetchall()
    return {table: [column for of, column in found if of == table] for table, _ in found}


def as_before(plan_dir: Path, columns: dict[str, list[str]]) -> Rows:
    """The rows, only of the columns an earlier store had."""
    with duckdb.connect(plan_dir / "megaroth.duckdb", read_only=True) as connection:
        return {
            table: connection.sql(f"SELECT {quoted(*names)} FROM {table} ORDER BY ALL").fetchall()
            for table, names in sorted(columns.items())
            if table in V1_TABLES
        }


V1_TABLES: Final = (
    "balances", "census", "contents", "contributions", "elections", "findings", "names", "nights", "notes", "payroll",
    "rejects", "room", "standing", "withdrawals",
)  # fmt: skip
"""Those whose columns all mean today what they meant then; the other is `opening`."""


def carry(plan_dir: Path) -> list[str]:
    """Opens the store and closes it; what was said of it."""
    said: list[str] = []
    with store.opened(plan_dir, now=NOW, wait=0, say=said.append):
        pass
    return said


def test_every_row_of_an_earlier_store_is_carried_over(plan_dir: Path) -> None:
    columns, before = columns_of(plan_dir), rows(plan_dir)
    assert carry(plan_dir) == ["The store is of an earlier version: carrying it over"]
    assert as_before(plan_dir, columns) == {table: before[table] for table in V1_TABLES}
    assert rows(plan_dir)["schema_version"] == [(SCHEMA_VERSION,)]
    assert carry(plan_dir) == []


def test_a_store_carried_over_has_the_tables_and_views_of_a_new_one(plan_dir: Path, tmp_path: Path) -> None:
    carry(plan_dir)
    fresh = another(plan_dir, tmp_path / "fresh")
    night(fresh)
    assert columns_of(plan_dir) == columns_of(fresh)


def test_a_number_of_withdrawals_kept_as_cents_becomes_a_number(plan_dir: Path) -> None:
    with duckdb.connect(plan_dir / "megaroth.duckdb") as connection:
        connection.execute("UPDATE opening SET withdrawals_this_year = 250 WHERE employee_id = 'E3'")
    carry(plan_dir)
    with duckdb.connect(plan_dir / "megaroth.duckdb", read_only=True) as connection:
        found = connection.sql(
            "SELECT employee_id, withdrawals_this_year, gross_compensation FROM opening ORDER BY 1"
        ).fetchall()
    assert found == [("E3", None, 10_000), ("E4", 2, 1_400_000)]


def test_a_night_on_a_store_carried_over_reports_what_one_on_a_new_store_does(plan_dir: Path, tmp_path: Path) -> None:
    fresh = another(plan_dir, tmp_path / "fresh")
    assert bytes_of(night(plan_dir)) == bytes_of(night(fresh))


def test_what_a_killed_run_left_in_the_log_is_carried_over_too(plan_dir: Path) -> None:
    killed = (
        "import duckdb, os, signal, sys; connection = duckdb.connect(sys.argv[1]);"
        "connection.execute(\"INSERT INTO nights VALUES ('2026-12-31', '2026-02-01')\");"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", killed, str(plan_dir / "megaroth.duckdb")], check=False)
    assert (plan_dir / "megaroth.duckdb.wal").exists()
    carry(plan_dir)
    assert len(rows(plan_dir)["nights"]) == 2
    assert not (plan_dir / "megaroth.duckdb.wal").exists()


def test_a_store_carried_over_is_for_its_owner_alone_and_nothing_else_is_left(plan_dir: Path) -> None:
    before = {path.name for path in plan_dir.iterdir()}
    carry(plan_dir)
    assert (plan_dir / "megaroth.duckdb").stat().st_mode & 0o777 == 0o600
    assert {path.name for path in plan_dir.iterdir()} == before | {".megaroth.lock"}


def test_a_store_that_holds_what_this_version_does_not_know_is_left_as_it_is(plan_dir: Path) -> None:
    with duckdb.connect(plan_dir / "megaroth.duckdb") as connection:
        connection.execute("CREATE TABLE something (else_ BIGINT)")
    before = rows(plan_dir)
    with pytest.raises(MegarothError, match="does not know"):
        carry(plan_dir)
    assert rows(plan_dir) == before
    assert not list(plan_dir.glob(".megaroth.new*"))


def test_a_store_another_program_has_written_to_meanwhile_is_left_as_it_is(
    plan_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows(plan_dir)
    copy = carried._copy

    def copy_and_write(*arguments: object) -> None:
        copy(*arguments)  # type: ignore[arg-type]
        (plan_dir / "megaroth.duckdb.wal").touch()

    monkeypatch.setattr(carried, "_copy", copy_and_write)
    with pytest.raises(MegarothError, match="another program writes"):
        carry(plan_dir)
    (plan_dir / "megaroth.duckdb.wal").unlink()
    assert rows(plan_dir) == before


def test_a_newer_store_is_refused_and_an_earlier_one_is_not_read_before_a_night(plan_dir: Path) -> None:
    with pytest.raises(CommandError, match="earlier version"), store.consulted(plan_dir, now=NOW, wait=0, say=print):
        pass
    with duckdb.connect(plan_dir / "megaroth.duckdb") as connection:
        connection.execute("UPDATE schema_version SET version = 99")
    with pytest.raises(StoreTooNew):
        carry(plan_dir)


# Killed


def dying(plan_dir: Path, at: int) -> subprocess.CompletedProcess[str]:
    """A run that kills itself before that statement, close, removal or renaming of the carrying over, or at its end."""
    command = [sys.executable, "-c", DIES_AT, str(plan_dir), str(at)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> int:
    """How many such steps an undisturbed carrying over has."""
    folder = tmp_path_factory.mktemp("undisturbed")
    with duckdb.connect(folder / "megaroth.duckdb") as connection:
        connection.execute(V1)
    done = dying(folder, 0)
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def moments() -> Iterator[float]:
    """Parts of the way: spread over it, and each of the last five steps."""
    yield from (0.02, 0.3, 0.7)
    yield from range(-4, 1)


@pytest.mark.parametrize("moment", list(moments()))
def test_killed_while_it_is_carried_over_the_old_store_is_there_or_the_new_one(
    plan_dir: Path, steps: int, moment: float
) -> None:
    columns, before = columns_of(plan_dir), rows(plan_dir)
    at = steps + int(moment) if moment <= 0 else max(1, int(steps * moment))
    assert dying(plan_dir, at).returncode == -signal.SIGKILL
    assert rows(plan_dir)["schema_version"] in ([(1,)], [(SCHEMA_VERSION,)])
    assert as_before(plan_dir, columns) == {table: before[table] for table in V1_TABLES}
    carry(plan_dir)
    assert as_before(plan_dir, columns) == {table: before[table] for table in V1_TABLES}
    assert len(rows(plan_dir)["opening"]) == len(before["opening"])
    assert not list(plan_dir.glob(".megaroth.new*"))


# Of version 2


SINCE_V2: Final = ("in_transit", "waiting_since", "days_waiting", "five_years_end")


def test_a_store_from_before_forms_and_the_newer_columns_is_carried_over(tmp_path: Path) -> None:
    folder = plan_folder(tmp_path / "plan")
    drop(folder, {"balances_1.csv": "employee_id,as_of,after_tax_basis,after_tax_value\nE1,2026-01-31,5.00,6.00\n"})
    before = bytes_of(night(folder))
    with duckdb.connect(folder / "megaroth.duckdb") as connection:
        connection.execute("DROP VIEW v_conversions; DROP TABLE forms; UPDATE schema_version SET version = 2")
        for column in SINCE_V2:
            connection.execute(f"ALTER TABLE conversions DROP COLUMN {column}")
        kept = connection.sql("SELECT * FROM conversions").fetchall()
        names = [name for (name, *_) in connection.sql("DESCRIBE conversions").fetchall()]
    assert len(kept) == 1
    assert carry(folder) == ["The store is of an earlier version: carrying it over"]
    with duckdb.connect(folder / "megaroth.duckdb", read_only=True) as connection:
        assert connection.sql(f"SELECT {quoted(*names)} FROM conversions").fetchall() == kept
        assert connection.sql(f"SELECT {quoted(*SINCE_V2)} FROM v_conversions").fetchall() == [(None,) * len(SINCE_V2)]
        assert connection.sql("SELECT count(*) FROM forms").fetchall() == [(0,)]
    assert bytes_of(night(folder)) == before
