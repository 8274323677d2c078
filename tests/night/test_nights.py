"""Findings from night to night, and which earlier night each is compared with."""

import json
from pathlib import Path

from tests.drawn import csv_text
from tests.night.folder import bytes_of, drop, night, plan_folder, rows, text_of

NEW_HIRE = csv_text("""
    employee_id | first_name | last_name | birth_date | hire_date
    E9          | Finn       | Example   | 1988-09-10 | 2025-12-01""")


def compared_with(reports: Path) -> str | None:
    said: str | None = json.loads((reports / "manifest.json").read_text("utf-8"))["compared_with"]
    return said


def told(reports: Path, check: str) -> list[tuple[str, str]]:
    """Status and first_seen of the findings of a check."""
    return [(row["status"], row["first_seen"]) for row in rows(reports, "findings") if row["check"] == check]


def test_a_finding_is_new_then_open_then_resolved_then_gone(tmp_path: Path) -> None:
    plan = plan_folder(tmp_path / "plan")
    assert told(night(plan, "2026-02-24"), "not_in_census") == [("new", "2026-02-24")]
    assert told(night(plan, "2026-02-25"), "not_in_census") == [("open", "2026-02-24")]
    drop(plan, {"census_2026-02-26.csv": NEW_HIRE})
    assert told(night(plan, "2026-02-26"), "not_in_census") == [("resolved", "2026-02-24")]
    assert told(night(plan, "2026-02-27"), "not_in_census") == []


def test_a_resolved_finding_tells_what_it_was_and_comes_last(tmp_path: Path) -> None:
    plan = plan_folder(tmp_path / "plan")
    (before,) = [row for row in rows(night(plan, "2026-02-24"), "findings") if row["check"] == "not_in_census"]
    drop(plan, {"census_2026-02-26.csv": NEW_HIRE})
    *others, resolved = rows(night(plan, "2026-02-26"), "findings")
    assert resolved == before | {"status": "resolved"}
    assert "resolved" not in {row["status"] for row in others}


def test_a_second_run_of_a_night_compares_with_the_night_before_it_not_with_itself(tmp_path: Path) -> None:
    plan = plan_folder(tmp_path / "plan")
    first = night(plan, "2026-02-24")
    assert compared_with(first) is None
    second = bytes_of(night(plan, "2026-02-25"))
    again = night(plan, "2026-02-25")
    assert bytes_of(again) == second
    assert compared_with(again) == "2026-02-24"


def test_a_past_night_compares_with_the_latest_strictly_before_it(tmp_path: Path) -> None:
    plan = plan_folder(tmp_path / "plan")
    for as_of in ("2026-01-13", "2026-02-10", "2026-02-28"):
        night(plan, as_of)
    between = night(plan, "2026-02-12")
    assert compared_with(between) == "2026-02-10"
    assert told(between, "not_in_census") == [("open", "2026-01-13")]  # a register of 23 January was here early
    assert compared_with(night(plan, "2026-01-10")) is None


def test_a_past_night_run_afterwards_changes_what_the_later_one_compares_with(tmp_path: Path) -> None:
    plan = plan_folder(tmp_path / "plan")
    assert told(night(plan, "2026-02-28"), "not_in_census") == [("new", "2026-02-28")]
    night(plan, "2026-02-20")
    later = night(plan, "2026-02-28")
    assert compared_with(later) == "2026-02-20"
    assert told(later, "not_in_census") == [("open", "2026-02-20")]


def test_a_night_that_found_nothing_is_a_night_all_the_same(tmp_path: Path) -> None:
    plan = plan_folder(tmp_path / "plan", names=())
    drop(plan, {"census_2026-01-02.csv": NEW_HIRE})
    assert rows(night(plan, "2026-01-05"), "findings") == []
    drop(plan, {"elections_2026.csv": text_of("elections_2026.csv")})
    reports = night(plan, "2026-01-06")
    assert compared_with(reports) == "2026-01-05"
    assert told(reports, "feed_refused") == [("new", "2026-01-06")]


def test_a_finished_year_has_a_folder_and_nights_of_its_own(tmp_path: Path) -> None:
    plan = plan_folder(tmp_path / "plan")
    this_year = night(plan, "2026-02-24")
    before = bytes_of(this_year)
    last_year = night(plan, "2026-02-25", year="2025")
    assert last_year == plan / "reports" / "2026-02-25-for-2025"
    assert compared_with(last_year) is None
    assert {row["limitation_year"] for row in rows(last_year, "room")} == {"2025"}
    (posted_late,) = [row for row in rows(last_year, "room") if row["employee_id"] == "E3"]
    assert posted_late["employer_ytd"] == "412.30"
    assert bytes_of(this_year) == before
    assert compared_with(night(plan, "2026-02-26")) == "2026-02-24"
    assert compared_with(night(plan, "2026-02-26", year="2025")) == "2026-02-25"


def test_the_same_year_asked_for_by_name_says_the_same_as_unasked(tmp_path: Path) -> None:
    plan = plan_folder(tmp_path / "plan")
    unasked = bytes_of(night(plan, "2026-02-24"))
    named = night(plan, "2026-02-24", year="2026")
    assert named.name == "2026-02-24-for-2026"
    assert bytes_of(named) == unasked
