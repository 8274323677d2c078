"""A folder of reports is replaced whole or not at all, and nothing of it is lost."""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import polars as pl
import pytest

from megaroth import outbox
from megaroth.disk import flush as disk_flush
from megaroth.exchange import exchange

ROOM = pl.DataFrame({"employee_id": ["E1", "E2"], "room_today": ["1.00", None]})


class Killed(BaseException):
    """Stands for a crash: nothing catches it."""


def prepared(plan_dir: Path, room: pl.DataFrame = ROOM, name: str = "2026-06-30") -> outbox.Prepared:
    return outbox.prepare(plan_dir, name, {"room": room}, {"room": room}, {}, {"as_of": name, "files": []})


def other(amount: str) -> pl.DataFrame:
    return ROOM.with_columns(room_today=pl.lit(amount))


def folders(plan_dir: Path) -> list[str]:
    reports = plan_dir / "reports"
    return sorted(str(path.parent.relative_to(reports)) for path in reports.rglob("manifest.json"))


def room_of(plan_dir: Path, folder: str = "2026-06-30") -> str:
    return (plan_dir / "reports" / folder / "room.csv").read_text(encoding="utf-8")


@pytest.fixture
def everybody_may() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def test_a_folder_has_every_table_twice_and_the_manifest(tmp_path: Path) -> None:
    place = prepared(tmp_path).publish()
    assert place == tmp_path / "reports" / "2026-06-30"
    assert sorted(path.name for path in place.iterdir()) == ["manifest.json", "room.csv", "room.parquet"]
    assert room_of(tmp_path) == "employee_id,room_today\nE1,1.00\nE2,\n"
    assert pl.read_parquet(place / "room.parquet").equals(ROOM)
    assert json.loads((place / "manifest.json").read_text()) == {"as_of": "2026-06-30", "files": []}


def test_nothing_is_published_before_it_is_said(tmp_path: Path) -> None:
    prepared(tmp_path).publish()
    draft = prepared(tmp_path, other("2.00"))
    assert room_of(tmp_path) == "employee_id,room_today\nE1,1.00\nE2,\n"
    draft.drop()
    assert folders(tmp_path) == ["2026-06-30"]


def test_the_same_bytes_leave_the_folder_alone(tmp_path: Path) -> None:
    before = prepared(tmp_path).publish().stat()
    after = prepared(tmp_path).publish().stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert folders(tmp_path) == ["2026-06-30"]


def test_the_same_tables_are_the_same_bytes_in_another_plan(tmp_path: Path) -> None:
    for plan in ("one", "two"):
        (tmp_path / plan).mkdir()
        prepared(tmp_path / plan).publish()
    for name in ("room.csv", "room.parquet", "manifest.json"):
        one, two = (tmp_path / plan / "reports" / "2026-06-30" / name for plan in ("one", "two"))
        assert one.read_bytes() == two.read_bytes()


def test_what_is_replaced_is_kept_under_the_next_number(tmp_path: Path) -> None:
    for amount in ("1.00", "2.00", "3.00"):
        prepared(tmp_path, other(amount)).publish()
    prepared(tmp_path, name="2026-06-30-for-2025").publish()
    assert folders(tmp_path) == [
        ".superseded/2026-06-30.1",
        ".superseded/2026-06-30.2",
        "2026-06-30",
        "2026-06-30-for-2025",
    ]
    assert "1.00" in room_of(tmp_path, ".superseded/2026-06-30.1")
    assert "2.00" in room_of(tmp_path, ".superseded/2026-06-30.2")
    assert "3.00" in room_of(tmp_path)


def test_a_file_somebody_put_into_the_folder_is_not_lost(tmp_path: Path) -> None:
    place = prepared(tmp_path).publish()
    (place / "notes.txt").write_text("mine")
    prepared(tmp_path).publish()
    assert (tmp_path / "reports" / ".superseded" / "2026-06-30.1" / "notes.txt").read_text() == "mine"


def test_files_are_0600_and_folders_0700_whatever_the_umask(tmp_path: Path, everybody_may: None) -> None:
    prepared(tmp_path).publish()
    prepared(tmp_path, other("2.00")).publish()
    for path in [tmp_path / "reports", *(tmp_path / "reports").rglob("*")]:
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


def test_without_an_exchange_in_one_step_it_is_done_in_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "exchange", lambda one, other: False)
    prepared(tmp_path).publish()
    prepared(tmp_path, other("2.00")).publish()
    assert folders(tmp_path) == [".superseded/2026-06-30.1", "2026-06-30"]
    assert "2.00" in room_of(tmp_path)


def test_a_draft_of_a_dead_run_is_cleared(tmp_path: Path) -> None:
    prepared(tmp_path, other("2.00"))
    prepared(tmp_path).publish()
    assert sorted(path.name for path in (tmp_path / "reports").iterdir()) == ["2026-06-30"]


@pytest.mark.parametrize("atomic", [True, False])
@pytest.mark.parametrize("moment", range(8))
def test_a_crash_at_any_step_leaves_old_or_new_and_the_next_run_makes_it_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: int, atomic: bool
) -> None:
    prepared(tmp_path).publish()
    draft = prepared(tmp_path, other("2.00"))
    die_at_step(moment, monkeypatch, atomic=atomic)
    with suppress(Killed):
        draft.publish()
    monkeypatch.undo()
    outbox.make_good(tmp_path)
    found = room_of(tmp_path)
    assert found in ("employee_id,room_today\nE1,1.00\nE2,\n", "employee_id,room_today\nE1,2.00\nE2,2.00\n")
    prepared(tmp_path, other("2.00")).publish()
    assert folders(tmp_path) == [".superseded/2026-06-30.1", "2026-06-30"]
    assert "1.00" in room_of(tmp_path, ".superseded/2026-06-30.1")
    assert "2.00" in room_of(tmp_path)


def die_at_step(moment: int, monkeypatch: pytest.MonkeyPatch, *, atomic: bool) -> None:
    """Crashes before the step of that number that changes names on disk, if there are that many."""
    steps = iter(range(moment))
    rename, real_exchange, flush = Path.rename, exchange, disk_flush

    def count() -> None:
        if next(steps, None) is None:
            raise Killed

    def counted_rename(one: Path, other: Path) -> Path:
        count()
        return rename(one, other)

    def counted_exchange(one: Path, other: Path) -> bool:
        count()
        return real_exchange(one, other) if atomic else False

    def counted_flush(folder: Path) -> None:
        count()
        flush(folder)

    monkeypatch.setattr(Path, "rename", counted_rename)
    monkeypatch.setattr(outbox, "exchange", counted_exchange)
    monkeypatch.setattr(outbox, "flush", counted_flush)


def test_a_full_disk_leaves_the_published_folder_and_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepared(tmp_path).publish()

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        prepared(tmp_path, other("2.00"))
    monkeypatch.undo()
    assert [path.name for path in (tmp_path / "reports").iterdir()] == ["2026-06-30"]


def test_the_folder_of_another_date_stays(tmp_path: Path) -> None:
    prepared(tmp_path, name="2026-06-29").publish()
    prepared(tmp_path).publish()
    assert folders(tmp_path) == ["2026-06-29", "2026-06-30"]
