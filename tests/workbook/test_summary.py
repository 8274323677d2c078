"""The first sheet tells the night: counts and totals of the whole reports."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.workbook.nights import NIGHT, opened, said, tables

AHEAD = {"limit_415c": 7_200_000, "annual_additions_ytd": 100_000, "reserved_deferrals": 50, "reserved_employer": 7}
ROOM = [
    {"employee_id": "E1", **AHEAD, "room_today": 5_874_000, "room": 4_000_000, "can_contribute": True},
    {"employee_id": "E2", **AHEAD, "room_today": 1, "room": 2, "can_contribute": True, "unreconciled": True},
    {"employee_id": "E4", **AHEAD, "room": 300, "stop_date": date(2026, 7, 10)},
    {"employee_id": "E3", "excess": 67_500},
]
CONVERSIONS = [
    {
        "employee_id": "E1",
        "after_tax_value": 1_100,
        "after_tax_basis": 1_250,
        "after_tax_earnings": -150,
        "withdrawable": 1_100,
        "basis_to_roth": 1_250,
        "earnings": -150,
        "can_convert": True,
        "waiting_since": date(2026, 6, 12),
        "days_waiting": 18,
    },
    {"employee_id": "E2", "in_transit": 30_000},
    {
        "employee_id": "E3",
        "after_tax_value": 50_005,
        "after_tax_basis": 50_000,
        "after_tax_earnings": 5,
        "in_transit": 5,
        "waiting_since": date(2026, 2, 28),
        "days_waiting": 122,
    },
    {"employee_id": "E4", "after_tax_value": 7, "after_tax_earnings": 7},
    {
        "employee_id": "E5",
        "after_tax_value": -1_000,
        "after_tax_basis": 1_000,
        "after_tax_earnings": -2_000,
        "waiting_since": date(2025, 6, 30),
        "days_waiting": 365,
    },
]
FORMS = [
    {"employee_id": "E1", "tax_year": 2026, "destination": "roth_ira", "box_1": 1_000_000, "box_2a": 0, "box_7": "G"},
    {"employee_id": "E1", "tax_year": 2026, "destination": "traditional_ira", "box_1": 20_001, "box_2a": 0},
    {"employee_id": "E2", "tax_year": 2026, "destination": "in_plan_roth", "box_1": 500_000, "box_2a": 1_250},
    {"employee_id": "E2", "tax_year": 2025, "destination": "cash", "box_1": 300_000, "box_2a": 300},
    {"employee_id": "E4", "tax_year": 2025, "destination": "cash", "box_1": 90_000},
]
STRATEGY = [
    {"employee_id": "E1", "next_step": "convert: after-tax money waits; ask for its withdrawal or conversion now"},
    {"employee_id": "E2", "next_step": "contribute: contribute after tax, as far as room goes"},
    {"employee_id": "E3", "next_step": "over_limit: more was added than the law allows"},
    {"employee_id": "E4", "next_step": "wait: after-tax money waits; it can be converted once this: hold: convert: no"},
    {"employee_id": "E5", "next_step": "contribute: contribute after tax, as far as room goes"},
]
FINDINGS = [
    {"severity": "error", "status": "new", "who_acts": "payroll"},
    {"severity": "error", "status": "open", "who_acts": "payroll"},
    {"severity": "error", "status": "resolved", "who_acts": "payroll"},
    {"severity": "warning", "status": "new", "who_acts": "tpa"},
    {"severity": "info", "status": "waived", "who_acts": "sponsor"},
]
CONTROLS = [
    {"file": "a.csv", "rows_in": 1_000, "rows_accepted": 997, "rows_rejected": 2, "rows_duplicate": 1},
    {"file": "b.csv", "rows_in": 3, "rows_accepted": 2, "rows_rejected": 1},
]
REJECTS = [{"file": "b.csv"}, {"file": "a.csv"}, {"file": "a.csv"}]
CAPS = [
    {"employee_id": "E1", "after_tax_cap": 400_000, "elected_after_tax": 50_000},
    {"employee_id": "E2", "after_tax_cap": 99, "elected_after_tax": 100},
    {"employee_id": "E4", "elected_after_tax": 305_000},
]
EVERYTHING = tables(
    room=ROOM,
    conversions=CONVERSIONS,
    forms_1099r=FORMS,
    strategy=STRATEGY,
    payroll_caps=CAPS,
    findings=FINDINGS,
    controls=CONTROLS,
    rejects=REJECTS,
)


def test_the_night_is_named(tmp_path: Path) -> None:
    sheet = opened(EVERYTHING, tmp_path)["Summary"]
    told = said(sheet)
    assert sheet["A1"].value == "Acme Corp 401(k) Plan"
    assert told["Plan"] == ["acme-401k"]
    assert told["As of"] == [datetime(2026, 6, 30)]
    assert told["Limitation year begins"] == [datetime(2026, 1, 1)]
    assert told["Limitation year ends"] == [datetime(2026, 12, 31)]
    assert told["Dollar limit, 415(c)(1)(A)"] == [72_000]
    assert told["Findings compared with"] == [datetime(2026, 6, 29)]
    assert told["Program version"] == ["1.2.3"]


def test_people_conversions_and_files_are_counted_and_added(tmp_path: Path) -> None:
    told = said(opened(EVERYTHING, tmp_path)["Summary"])
    expected = {
        "Can contribute now": 2,
        "Room until the year ends, total": 40_003.02,
        "Of it for those who can contribute": 40_000.02,
        "Room today, total": 58_740.01,
        "Additions to date, total": 3_000,
        "Deferrals to come, total": 1.5,
        "Employer money to come, total": 0.21,
        "Run out of room before the year ends": 1,
        "Over the limit": 1,
        "Excess, total": 675,
        "Unreconciled": 1,
        "People with a pay date to come": 3,
        "Elected after tax, total": 3_551,
        "Elect more than their cap": 2,
        "To cut, total": 3_050.01,
        "People with an after-tax account": 5,
        "People with after-tax money waiting": 3,
        "Can convert now": 1,
        "Must wait": 2,
        "Waiting, total": 511.12,
        "Longest wait, in days": 122,
        "In transit, total": 300.05,
        "Withdrawable, total": 11,
        "Of it basis, to Roth": 12.5,
        "Of it earnings": -1.5,
        "Of it not to Roth now, in cash or to a traditional IRA": 0,
        "Files in force": 2,
        "Rows in": 1_003,
        "Rows accepted": 999,
        "Rows rejected": 3,
        "Rows duplicate": 1,
        "a.csv": 2,
        "b.csv": 1,
    }
    assert {label: told[label] for label in expected} == {label: [value] for label, value in expected.items()}


def test_what_may_leave_although_it_cannot_become_roth_is_told_apart(tmp_path: Path) -> None:
    shut = {"employee_id": "E6", "after_tax_value": 700, "after_tax_basis": 700, "withdrawable": 700}
    unknown = {"basis_to_roth": None, "earnings": None}
    told = said(opened(tables(conversions=[*CONVERSIONS, {**shut, **unknown}]), tmp_path)["Summary"])
    assert told["Withdrawable, total"] == [18]
    assert told["Of it basis, to Roth"] == [12.5]
    assert told["Of it not to Roth now, in cash or to a traditional IRA"] == [7]


def test_the_people_at_each_next_step_are_counted(tmp_path: Path) -> None:
    told = said(opened(EVERYTHING, tmp_path)["Summary"])
    counts = {"not_in_census": 0, "over_limit": 1, "over_402g": 0, "convert": 1, "wait": 1, "defer": 0}
    counts |= {"another_door": 0, "contribute_later": 0, "contribute": 2, "done": 0}
    assert {code: told[code] for code in counts} == {code: [people] for code, people in counts.items()}
    assert [label for label in told if label in counts] == list(counts)


def test_the_forms_of_each_tax_year_are_counted_and_added(tmp_path: Path) -> None:
    told = said(opened(EVERYTHING, tmp_path)["Summary"])
    assert told["Forms of"] == ["number", "box 1, total", "box 2a, total"]
    assert told["Tax year 2025"] == [2, 3_900, 3]
    assert told["Tax year 2026"] == [3, 15_200.01, 12.5]
    assert [label for label in told if label.startswith("Tax year")] == ["Tax year 2025", "Tax year 2026"]


def test_where_nobody_waits_and_no_form_is_asked_for_it_is_said(tmp_path: Path) -> None:
    told = said(opened(tables(), tmp_path)["Summary"])
    assert told["Longest wait, in days"] == ["none"]
    assert "No withdrawal asks for one." in told
    assert "Forms of" not in told


def test_findings_are_counted_by_severity_status_and_who_acts(tmp_path: Path) -> None:
    told = said(opened(EVERYTHING, tmp_path)["Summary"])
    assert told["Status"] == ["error", "warning", "info"]
    assert {status: told[status] for status in ("new", "open", "resolved", "waived")} == {
        "new": [1, 1, 0],
        "open": [1, 0, 0],
        "resolved": [1, 0, 0],
        "waived": [0, 0, 1],
    }
    assert {actor: told[actor] for actor in ("payroll", "recordkeeper", "sponsor", "tpa")} == {
        "payroll": [2, 0, 0],
        "recordkeeper": [0, 0, 0],
        "sponsor": [0, 0, 0],
        "tpa": [0, 1, 0],
    }


def test_every_limit_stands_with_its_law_and_source(tmp_path: Path) -> None:
    sheet = opened(EVERYTHING, tmp_path)["Summary"]
    assert said(sheet)["annual_additions"] == [72_000, 2026, "26 USC 415(c)(1)(A)", "Notice 2025-67"]


def test_it_says_what_it_is_and_what_it_is_not(tmp_path: Path) -> None:
    text = " ".join(said(opened(EVERYTHING, tmp_path)["Summary"]))
    assert "no tax, legal or investment advice" in text
    assert "CSV and Parquet" in text
    assert "rejects.csv" in text


def test_of_many_files_with_refused_rows_the_worst_are_named_and_the_others_counted(tmp_path: Path) -> None:
    refused = [{"file": f"payroll_{number:02}.csv"} for number in range(12)] + [{"file": "payroll_11.csv"}]
    told = said(opened(tables(rejects=refused), tmp_path)["Summary"])
    assert told["payroll_11.csv"] == [2]
    assert told["payroll_08.csv"] == [1]
    assert "payroll_09.csv" not in told
    assert told["in other files"] == [2]


def test_a_first_night_compares_with_none_and_an_empty_one_counts_nothing(tmp_path: Path) -> None:
    told = said(opened(tables(), tmp_path, replace(NIGHT, compared_with=None))["Summary"])
    assert told["Findings compared with"] == ["no earlier night"]
    assert (told["People"], told["Room today, total"], told["Rows rejected"]) == ([0], [0], [0])


@pytest.mark.parametrize("name", ["=1+1", "+cmd", "@x", "-2"])
def test_a_plan_name_is_never_run(tmp_path: Path, name: str) -> None:
    night = replace(NIGHT, plan_name=name, plan_id=name, limits=((name, 2026, 1, name, name),))
    sheet = opened(EVERYTHING, tmp_path, night)["Summary"]
    assert (sheet["A1"].data_type, sheet["A1"].value) == ("s", f"'{name}")
    assert said(sheet)[f"'{name}"] == [0.01, 2026, f"'{name}", f"'{name}"]


def test_totals_are_exact_where_a_single_sum_leaves_64_bits(tmp_path: Path) -> None:
    rows = [{"employee_id": f"E{number}", "excess": 999_999_999_999_999_999} for number in range(20)]
    told = said(opened(tables(room=rows), tmp_path)["Summary"])
    assert told["Excess, total"] == ["199,999,999,999,999,999.80"]


def test_dates_before_spreadsheets_are_text(tmp_path: Path) -> None:
    told = said(opened(tables(), tmp_path, replace(NIGHT, year_start=date(1899, 1, 1)))["Summary"])
    assert told["Limitation year begins"] == ["1899-01-01"]
