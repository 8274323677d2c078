"""Everybody up to 20,000 people; above that those with something to look at, and it is said."""

from pathlib import Path

import polars as pl
import pytest

from megaroth.workbook import held
from megaroth.workbook.held import EVERYBODY_UP_TO, rows_held
from tests.workbook.nights import cells, opened, report, said, tables

FOUND = [
    {"employee_id": "E00003", "status": "new"},
    {"employee_id": "E00003", "status": "open", "severity": "info"},
    {"employee_id": "E00001", "status": "open"},
    {"employee_id": "E00002", "status": "resolved"},
    {"employee_id": "E00004", "status": "waived"},
    {"status": "new"},
]


def many(people: int) -> dict[str, pl.DataFrame]:
    """That many people in room, some with a balance, and findings about a few."""
    somebody = report("room", {"name": "Ada Sample", "room_today": 0})
    ids = pl.select(employee_id=pl.format("E{}", pl.int_range(people).cast(pl.String).str.zfill(5)))
    room = ids.join(somebody.drop("employee_id"), how="cross").select(somebody.columns)
    balances = [{"employee_id": f"E0000{number}"} for number in range(5)]
    caps = [{"employee_id": f"E0000{number}"} for number in range(4)]
    forms = [{"employee_id": f"E0000{number}"} for number in range(6)]
    stands = [{"employee_id": f"E0000{number}"} for number in range(7)]
    return tables(
        conversions=balances, forms_1099r=forms, strategy=stands, doors=stands, payroll_caps=caps, findings=FOUND
    ) | {"room": room}


def test_the_limit_is_20_000_people() -> None:
    assert EVERYBODY_UP_TO == 20_000


@pytest.mark.parametrize("people", [1, 19_999, 20_000])
def test_up_to_20_000_people_everybody_is_there(people: int) -> None:
    reports = many(people)
    for name, kept in rows_held(reports).items():
        assert kept.rows.equals(reports[name])
        assert (kept.of, kept.which) == (reports[name].height, "All rows")


def test_above_20_000_people_those_with_a_new_or_open_finding_are_there() -> None:
    kept = rows_held(many(20_001))
    assert kept["room"].rows["employee_id"].to_list() == ["E00001", "E00003"]
    assert kept["room"].of == 20_001
    assert kept["conversions"].rows["employee_id"].to_list() == ["E00001", "E00003"]
    assert kept["conversions"].of == 5
    assert kept["payroll_caps"].rows["employee_id"].to_list() == ["E00001", "E00003"]
    assert kept["payroll_caps"].of == 4
    assert kept["forms_1099r"].rows["employee_id"].to_list() == ["E00001", "E00003"]
    assert kept["strategy"].rows["employee_id"].to_list() == ["E00001", "E00003"]
    assert kept["doors"].rows["employee_id"].to_list() == ["E00001", "E00003"]
    assert (kept["strategy"].of, kept["doors"].of) == (7, 7)
    assert kept["findings"].rows.height == len(FOUND)


def test_above_20_000_people_the_summary_says_so_and_names_the_whole_report(tmp_path: Path) -> None:
    book = opened(many(20_001), tmp_path)
    told = said(book["Summary"])
    assert told["People"] == [20_001]
    assert told["Room"][:3] == [2, 20_001, "room.csv"]
    assert told["Conversions"][:3] == [2, 5, "conversions.csv"]
    assert told["Forms 1099-R"][:3] == [2, 6, "forms_1099r.csv"]
    assert told["Strategy"][:3] == [2, 7, "strategy.csv"]
    assert told["Doors"][:3] == [2, 7, "doors.csv"]
    assert told["Payroll caps"][:3] == [2, 4, "payroll_caps.csv"]
    assert "more than 20,000 people" in str(told["Room"][3])
    assert told["Findings"] == [6, 6, "findings.csv", "All rows"]
    assert cells(book["Room"], "employee_id") == ["E00001", "E00003"]


def test_a_sheet_never_gets_more_rows_than_it_can_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    assert held.ROWS_OF_A_SHEET + 1 == 2**20
    monkeypatch.setattr(held, "ROWS_OF_A_SHEET", 6)
    assert rows_held(many(5))["findings"].rows.height == 6
    monkeypatch.setattr(held, "ROWS_OF_A_SHEET", 5)
    kept = rows_held(many(5))["findings"]
    assert kept.rows["employee_id"].to_list() == ["E00003", "E00003", "E00001", "E00002", "E00004"]
    assert (kept.of, "only the first" in kept.which) == (6, True)


def test_a_cut_sheet_is_told_of_on_the_summary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held, "ROWS_OF_A_SHEET", 5)
    told = said(opened(many(5), tmp_path)["Summary"])
    assert told["Findings"][:3] == [5, 6, "findings.csv"]
    assert "only the first" in str(told["Findings"][3])
