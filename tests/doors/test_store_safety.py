"""The store is private, one run's at a time, and whole: whatever happens in the middle of a night never was."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from megaroth import store
from megaroth.errors import CommandError, MegarothError, StoreInUse, StoreTooNew
from tests.doors.plan_folder import PlanFolder

PAYROLL = """
    employee_id | pay_date   | gross_compensation | pre_tax
    E1          | 2026-01-09 | 1,000.00           | 10.00
    E2          | 2026-01-09 | 2,000.00           | 20.00"""
LOADS_AND_WAITS = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from flows import intake
from megaroth import store

folder = Path(sys.argv[1])
with store.opened(folder, now=datetime.now(UTC), wait=0, say=print) as opened:
    intake.load(opened, folder, verify=False, seal=str, say=lambda said: None)
    print("ready", flush=True)
    sys.stdin.read()
"""
READS = """
import sys
import duckdb

connection = duckdb.connect(sys.argv[1], read_only=True)
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def plan(tmp_path: Path) -> PlanFolder:
    return PlanFolder(tmp_path / "plan")


def in_another_process(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Python that says "ready" when it is; its standard input keeps it alive."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_no_text_of_a_refused_row_and_no_clear_number_is_stored(plan: PlanFolder) -> None:
    plan.put_text(
        "payroll_1.csv",
        "employee_id,pay_date,gross_compensation\nMARKED-ID,2026-01-09,MARKED-PAY\nE2,2026-01-09,1.00\n",
    )
    plan.put_text("payroll_2.csv", "employee_id,gross_compensation\nMARKED-TOO,1.00\n")
    plan.put_text("census_1.csv", "employee_id,ssn,birth_date,hire_date\nE1,666-12-3456,1980-01-02,2010-01-04\n")
    plan.load()
    kept = b"".join(path.read_bytes() for path in plan.folder.glob("*megaroth*") if path.is_file())
    assert b"sealed" in kept
    for marked in (b"MARKED", b"666-12-3456", b"666123456"):
        assert marked not in kept


def test_a_new_plan_without_feeds_is_a_wrong_command_and_leaves_nothing(plan: PlanFolder) -> None:
    plan.put_text("readme.txt", "x")
    with pytest.raises(CommandError):
        plan.load()
    assert not store.exists(plan.folder)


def test_a_night_that_is_not_committed_never_was(plan: PlanFolder) -> None:
    plan.put("payroll_1.csv", PAYROLL)
    plan.load()
    before = plan.everything()
    with plan.opened() as opened:
        opened.keep_content(9, "payroll", "f" * 64, store.Content(1, 0, 0, 0, 0))
        opened.record("payroll_9.csv", "payroll", store.Stamp(1, 1, 1), 9)
    assert plan.everything() == before


def test_a_run_killed_in_the_middle_leaves_the_old_store(plan: PlanFolder) -> None:
    plan.put("payroll_1.csv", PAYROLL)
    plan.load()
    before = plan.everything()
    plan.put("payroll_2.csv", PAYROLL.replace("10.00", "15.00"))
    process = in_another_process(LOADS_AND_WAITS, plan.folder)
    process.kill()
    process.wait()
    assert plan.everything() == before
    plan.load()
    assert len(plan.controls()) == 2


def test_a_creation_that_was_killed_is_begun_again(plan: PlanFolder) -> None:
    (plan.folder / ".megaroth.new.duckdb").write_bytes(b"half a store")
    (plan.folder / ".megaroth.new.duckdb.wal").write_bytes(b"")
    plan.put("payroll_1.csv", PAYROLL)
    plan.load()
    assert len(plan.payroll()) == 2
    assert sorted(path.name for path in plan.folder.iterdir()) == [".megaroth.lock", "inbox", "megaroth.duckdb"]


def test_of_two_runs_at_once_the_second_says_so(plan: PlanFolder) -> None:
    with plan.opened(), pytest.raises(StoreInUse), plan.opened():
        pass


def test_a_run_that_waits_for_another_says_so_once_and_for_how_long(plan: PlanFolder) -> None:
    said: list[str] = []
    with (
        plan.opened(),
        pytest.raises(StoreInUse),
        store.opened(plan.folder, now=datetime.now(UTC), wait=0.3, say=said.append),
    ):
        pass
    assert said == ["The store is in use: waiting for it, 0.3 seconds at most"]


def test_a_run_that_waits_for_another_program_says_so_once(plan: PlanFolder) -> None:
    plan.put("payroll_1.csv", PAYROLL)
    plan.load()
    said: list[str] = []
    reader = in_another_process(READS, plan.folder / "megaroth.duckdb")
    try:
        with pytest.raises(StoreInUse), store.opened(plan.folder, now=datetime.now(UTC), wait=0.7, say=said.append):
            pass
    finally:
        reader.communicate()
    assert said == ["The store is in use: waiting for it, 0.7 seconds at most"]


def test_while_another_program_reads_the_store_a_run_says_so(plan: PlanFolder) -> None:
    plan.put("payroll_1.csv", PAYROLL)
    plan.load()
    reader = in_another_process(READS, plan.folder / "megaroth.duckdb")
    try:
        with pytest.raises(StoreInUse, match="another program"), plan.opened():
            pass
    finally:
        reader.communicate()
    assert len(plan.payroll()) == 2


def test_a_store_of_a_newer_program_is_left_alone(plan: PlanFolder) -> None:
    plan.put("payroll_1.csv", PAYROLL)
    plan.load()
    with duckdb.connect(plan.folder / "megaroth.duckdb") as connection:
        connection.execute("UPDATE schema_version SET version = 99")
    with pytest.raises(StoreTooNew, match="schema version 99"), plan.opened():
        pass


def test_a_file_that_is_no_store_is_told_in_words_and_left_as_it_is(plan: PlanFolder) -> None:
    path = plan.folder / "megaroth.duckdb"
    path.write_bytes(b"not a store" * 1000)
    with pytest.raises(MegarothError, match="damaged") as fault, plan.opened():
        pass
    assert fault.value.exit_status == 1
    assert path.read_bytes() == b"not a store" * 1000


def test_everything_made_is_for_its_owner_alone_whatever_the_umask(plan: PlanFolder) -> None:
    before = os.umask(0)
    try:
        plan.put("payroll_1.csv", PAYROLL)
        with plan.opened() as opened:
            opened.keep_standing(opened.standing())
            seen = made(plan.folder)
        plan.load()
        assert os.umask(0) == 0
    finally:
        os.umask(before)
    assert {".megaroth.lock", ".megaroth.tmp", "megaroth.duckdb"} <= set(seen)
    for modes in (seen, made(plan.folder)):
        assert set(modes.values()) <= {0o600, 0o700}


def made(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir() if path.name != "inbox"}
