"""The same store and files say the same, byte by byte; in which order, cut or night the files came changes nothing."""

import random
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from schemas.reports import REPORTS
from tests import drawn
from tests.night.folder import FILES, PAYROLL, another, bytes_of, drop, night, plan_folder, rows, text_of

PLACE_IN_A_FILE = ("file", "line", "message")  # a message may name another line
ARRIVALS = {
    "2026-01-13": ["census_2026-01-02.csv", "payroll_2026-01-09.csv", "contributions_2026-01.csv"],
    "2026-02-10": ["payroll_2026-01-23.csv", "payroll_2026-02-06.csv", "census_2026-02-02.csv"],
    "2026-02-28": sorted(FILES),
}


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports of a first night with everything in the inbox. Only to be read."""
    return night(plan_folder(tmp_path_factory.mktemp("at_once") / "plan"))


@pytest.fixture
def rich(tmp_path: Path) -> Path:
    """A plan folder with everything in its inbox, before its first night."""
    return plan_folder(tmp_path / "rich")


def superseded(plan_dir: Path) -> list[str]:
    return sorted(path.name for path in (plan_dir / "reports").glob(".superseded/*"))


def room_of(reports: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in reports.glob("room.*")}


def in_batches(plan_dir: Path, order: Sequence[str], at_once: int) -> Path:
    """An empty store, and so many files more each night, all for the same as-of date; the last night's reports."""
    plan_folder(plan_dir, names=())
    for first in range(0, len(order), at_once):
        drop(plan_dir, {name: text_of(name) for name in order[first : first + at_once]})
        reports = night(plan_dir)
    return reports


def test_a_second_and_a_third_run_give_the_same_bytes(rich: Path) -> None:
    first = bytes_of(night(rich))
    assert set(first) == {
        "manifest.json",
        *(f"{table}.{kind}" for table in REPORTS for kind in ("csv", "parquet")),
    }
    assert bytes_of(night(rich)) == first
    assert bytes_of(night(rich, verify=True)) == first
    assert not superseded(rich)


def test_reports_that_were_deleted_come_back_the_same(rich: Path) -> None:
    first = bytes_of(night(rich))
    shutil.rmtree(rich / "reports")
    assert bytes_of(night(rich)) == first


def test_files_dropped_in_reverse_order_one_a_night_give_the_same_bytes(at_once: Path, tmp_path: Path) -> None:
    reverse = sorted(FILES, reverse=True)
    assert bytes_of(in_batches(tmp_path / "other", reverse, 1)) == bytes_of(at_once)


@pytest.mark.parametrize("seed", [1, 2])
def test_files_dropped_in_any_order_give_the_same_bytes(at_once: Path, tmp_path: Path, seed: int) -> None:
    order = random.Random(seed).sample(sorted(FILES), len(FILES))
    assert bytes_of(in_batches(tmp_path / "other", order, 7)) == bytes_of(at_once), order


def test_files_that_came_night_by_night_say_in_the_end_what_all_at_once_say(at_once: Path, tmp_path: Path) -> None:
    by_night = plan_folder(tmp_path / "other", names=())
    for as_of, arrived in ARRIVALS.items():
        drop(by_night, {name: text_of(name) for name in arrived})
        last = night(by_night, as_of)
    for table in ("room", "payroll_caps", "rejects", "controls"):
        assert rows(last, table) == rows(at_once, table)
    told = [row for row in rows(last, "findings") if row["status"] != "resolved"]
    assert sorted(row["finding_id"] for row in told) == sorted(row["finding_id"] for row in rows(at_once, "findings"))
    assert {row["first_seen"] for row in told} > {"2026-02-28"}


# How rows are cut into files, and their order


def with_payroll(plan_dir: Path, payroll: Mapping[str, str]) -> Path:
    """The reports of a first night with this payroll in the place of the drawn one, by name."""
    plan_folder(plan_dir, names=[name for name in FILES if not name.startswith("payroll")])
    drop(plan_dir, payroll)
    return night(plan_dir)


def lines_of_payroll() -> tuple[str, list[str]]:
    """The header of the payroll files, and their lines in the order of files and lines."""
    texts = [drawn.csv_text(PAYROLL[name]).splitlines() for name in sorted(PAYROLL)]
    return texts[0][0], [line for text in texts for line in text[1:]]


def test_payroll_in_one_file_or_one_for_each_pay_date_says_the_same(tmp_path: Path) -> None:
    header, lines = lines_of_payroll()
    by_pay_date: dict[str, list[str]] = {}
    for line in lines:
        by_pay_date.setdefault(line.split(",")[1], []).append(line)
    as_drawn = with_payroll(tmp_path / "drawn", {name: drawn.csv_text(PAYROLL[name]) for name in PAYROLL})
    one = with_payroll(tmp_path / "one", {"payroll_2026.csv": "\n".join([header, *lines, ""])})
    many = with_payroll(
        tmp_path / "many", {f"payroll_{day}.csv": "\n".join([header, *those, ""]) for day, those in by_pay_date.items()}
    )
    for other in (one, many):
        assert room_of(other) == room_of(as_drawn)
        assert rows(other, "findings", without=PLACE_IN_A_FILE) == rows(as_drawn, "findings", without=PLACE_IN_A_FILE)


def test_the_order_of_rows_in_a_file_says_nothing(at_once: Path, tmp_path: Path) -> None:
    shuffled = plan_folder(tmp_path / "shuffled")
    for path in sorted((shuffled / "inbox").iterdir()):
        header, *lines = path.read_text("utf-8").splitlines()
        random.Random(1).shuffle(lines)  # files that were equal stay so
        path.write_text("\n".join([header, *lines, ""]), encoding="utf-8")
    other = night(shuffled)
    assert room_of(other) == room_of(at_once)
    assert rows(other, "findings", without=PLACE_IN_A_FILE) == rows(at_once, "findings", without=PLACE_IN_A_FILE)
    without = ("sha256",)
    assert rows(other, "controls", without=without) == rows(at_once, "controls", without=without)


# Files that are replaced, repeated, deleted


def test_a_file_replaced_and_put_back_gives_the_first_bytes_and_both_are_kept(rich: Path) -> None:
    name = "payroll_2026-02-20.csv"
    first = bytes_of(night(rich))
    drop(rich, {name: text_of(name).replace("9000.00", "9500.00")})
    changed = bytes_of(night(rich))
    assert changed["room.csv"] != first["room.csv"]
    assert changed["rejects.csv"] == first["rejects.csv"]
    drop(rich, {name: text_of(name)})
    assert bytes_of(night(rich)) == first
    kept = rich / "reports" / ".superseded"
    assert superseded(rich) == ["2026-02-28.1", "2026-02-28.2"]
    assert bytes_of(kept / "2026-02-28.1") == first
    assert bytes_of(kept / "2026-02-28.2") == changed


@pytest.mark.parametrize("lines", [[1], [1, 2], [3]])
def test_a_replaced_file_says_what_it_would_have_said_at_once(rich: Path, tmp_path: Path, lines: list[int]) -> None:
    """Its lines had duplicates and restated ones in another file: of those it keeps none, one, or the other."""
    (rich / "inbox" / "payroll_2026-01-09_again.csv").unlink()
    night(rich)
    name = "payroll_2026-01-09.csv"
    header, *_ = was = text_of(name).splitlines()
    drop(rich, {name: "\n".join([header, *(was[line] for line in lines), ""])})
    assert bytes_of(night(rich)) == bytes_of(night(another(rich, tmp_path / "other")))


def test_equal_content_under_two_names_counts_once(at_once: Path, rich: Path) -> None:
    drop(rich, {"payroll_2026-02-20_again.csv": text_of("payroll_2026-02-20.csv")})
    reports = night(rich)
    assert room_of(reports) == room_of(at_once)
    (again,) = [row for row in rows(reports, "controls") if row["file"] == "payroll_2026-02-20_again.csv"]
    assert (again["rows_in"], again["rows_accepted"], again["rows_duplicate"]) == ("3", "0", "3")
    more = [row for row in rows(reports, "findings") if row not in rows(at_once, "findings")]
    assert [(row["check"], row["source"]) for row in more] == [("R22", "payroll_2026-02-20_again.csv")]


def test_content_that_moves_to_another_name_says_what_it_would_have_said_there_at_once(
    rich: Path, tmp_path: Path
) -> None:
    moved = another(rich, tmp_path / "moved")
    night(moved)
    old, new = "payroll_2026-01-23.csv", "payroll_2025-12-31_early.csv"
    drop(moved, {new: text_of(old), old: "employee_id,pay_date,gross_compensation\n"})
    once = another(moved, tmp_path / "once")
    assert bytes_of(night(moved)) == bytes_of(night(once))


def test_a_deleted_file_keeps_its_rows(rich: Path) -> None:
    first = bytes_of(night(rich))
    for name in ("payroll_2026-01-09.csv", "census_2026-02-02.csv", "contributions_2026-02.csv"):
        (rich / "inbox" / name).unlink()
    assert bytes_of(night(rich)) == first
    assert bytes_of(night(rich, verify=True)) == first


def test_a_refused_file_that_is_deleted_is_spoken_of_no_more(rich: Path, tmp_path: Path) -> None:
    night(rich)
    (rich / "inbox" / "elections_2026.csv").unlink()
    assert bytes_of(night(rich)) == bytes_of(night(another(rich, tmp_path / "other")))
