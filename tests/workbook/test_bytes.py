"""The same night gives the same bytes, and nothing of it is left elsewhere, whatever happens."""

import gc
import io
import os
import tempfile
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from megaroth import workbook
from tests.workbook.nights import NIGHT, opened, packed, tables

NIGHTS_TABLES = tables(
    room=[{"employee_id": f"E{number:03}", "name": "Ada Sample"} for number in range(200)],
    findings=[{"employee_id": "E001", "message": "look"}],
)


@pytest.fixture
def elsewhere() -> Iterator[None]:
    yield
    os.environ.pop("TZ", None)
    time.tzset()


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kolkata", "America/New_York"])
def test_the_same_night_gives_the_same_bytes_in_every_timezone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, elsewhere: None, zone: str
) -> None:
    before = packed(NIGHTS_TABLES, tmp_path)
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    again = tmp_path / "another"
    again.mkdir()
    assert packed(NIGHTS_TABLES, again) == before


def test_no_date_in_the_file_is_from_a_clock(tmp_path: Path) -> None:
    file = packed(NIGHTS_TABLES, tmp_path)
    parts = zipfile.ZipFile(io.BytesIO(file)).infolist()
    assert {part.date_time[:3] for part in parts} == {(1980, 1, 31)}
    made = opened(NIGHTS_TABLES, tmp_path, replace(NIGHT, as_of=date(2024, 2, 29))).properties
    assert made.created is not None
    assert made.modified is not None
    assert (made.created.date(), made.modified.date()) == (date(2024, 2, 29), date(2024, 2, 29))


def test_no_scratch_file_is_left_and_none_lies_outside_the_folder_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[tuple[Path, int]] = []
    real = tempfile.mkstemp

    def watched(*args: object, **named: object) -> tuple[int, str]:
        handle, path = real(*args, **named)  # type: ignore[call-overload]
        made.append((Path(path), os.fstat(handle).st_mode & 0o777))
        return handle, path

    monkeypatch.setattr(tempfile, "mkstemp", watched)
    packed(NIGHTS_TABLES, tmp_path)
    assert made
    assert {(path.parent, mode) for path, mode in made} == {(tmp_path, 0o600)}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("moment", [1, 4, 6, 12])
def test_a_full_disk_comes_out_as_what_it_is_and_nothing_of_the_library_complains_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    real, files = tempfile.mkstemp, iter(range(1, moment))

    def full(**named: object) -> tuple[int, str]:
        if next(files, None) is None:
            raise OSError(28, "No space left on device")
        return real(**named)  # type: ignore[call-overload,no-any-return]

    monkeypatch.setattr(tempfile, "mkstemp", full)
    with pytest.raises(OSError, match="No space left on device") as fault:
        workbook.write(io.BytesIO(), NIGHTS_TABLES, NIGHT, tmp_path)
    assert fault.value.errno == 28
    del fault
    gc.collect()


@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
def test_a_file_that_cannot_be_written_comes_out_as_what_it_is(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No space left on device"):
        workbook.write(FullDisk(), NIGHTS_TABLES, NIGHT, tmp_path)
    gc.collect()


class FullDisk(io.BytesIO):
    """Takes nothing."""

    def write(self, data: object) -> int:
        raise OSError(28, "No space left on device")
