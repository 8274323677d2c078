"""The store: what a file brought, what replaces it, and that a night is kept whole or not at all."""

import os
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest

from schemas.columns import types
from schemas.reports import Findings, Room
from tests.doors.plan_folder import PlanFolder

PAYROLL = """
    employee_id | pay_date   | gross_compensation | pre_tax
    E1          | 2026-01-09 | 1,000.00           | 10.00
    E2          | 2026-01-09 | 2,000.00           | 20.00"""
ONE_CHANGED = """
    employee_id | pay_date   | gross_compensation | pre_tax
    E1          | 2026-01-09 | 1,000.00           | 10.00
    E2          | 2026-01-09 | 2,000.00           | 25.00"""
NO_PAY_DATE = """
    employee_id | gross_compensation | pre_tax
    E1          | 1,000.00           | 10.00"""


@pytest.fixture
def plan(tmp_path: Path) -> PlanFolder:
    return PlanFolder(tmp_path / "plan")


def test_every_line_in_is_accepted_rejected_or_duplicate_in_rows_and_cents(plan: PlanFolder) -> None:
    plan.put("payroll_1.csv", PAYROLL)
    plan.put(
        "payroll_2.csv",
        """
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-01-09 | 1,000.00           | 10.00
        E2          | 2026-01-09 | 2,000.00           | 7.00
        E3          | 2026-01-09 | twelve             | 5.00
        E4          | 2026-01-09 | 4,000.00           | 1.00""",
    )
    plan.load()
    assert plan.controls("rows_in", "rows_accepted", "rows_rejected", "rows_duplicate") == [
        ("payroll_1.csv", 2, 2, 0, 0),
        ("payroll_2.csv", 4, 1, 2, 1),
    ]
    assert plan.controls("amount_in", "amount_accepted", "amount_rejected", "amount_duplicate") == [
        ("payroll_1.csv", 3000, 3000, 0, 0),
        ("payroll_2.csv", 2300, 100, 1200, 1000),
    ]
    assert [(file, line, column) for file, line, column, _ in plan.rejects()] == [
        ("payroll_2.csv", 3, None),
        ("payroll_2.csv", 4, "gross_compensation"),
    ]


def test_equal_content_counts_once_whatever_its_name(plan: PlanFolder) -> None:
    plan.put("payroll_b.csv", PAYROLL)
    plan.load()
    plan.put("payroll_a.csv", PAYROLL)
    plan.load()
    assert {file for file, *_ in plan.payroll()} == {"payroll_a.csv"}
    assert plan.controls("rows_accepted", "rows_duplicate", "amount_duplicate") == [
        ("payroll_a.csv", 2, 0, 0),
        ("payroll_b.csv", 0, 2, 3000),
    ]


def test_a_known_name_with_new_content_replaces_what_the_old_one_brought(plan: PlanFolder) -> None:
    plan.put("payroll_1.csv", PAYROLL)
    plan.load()
    plan.put("payroll_1.csv", ONE_CHANGED)
    plan.load()
    assert plan.controls("rows_accepted", "amount_accepted") == [("payroll_1.csv", 2, 3500)]
    assert plan.query(
        "SELECT line, pre_tax::VARCHAR, outcome, superseded_at FROM v_payroll ORDER BY superseded_at, line"
    ) == [
        (2, "10.00", "superseded", datetime(2026, 7, 2, 2, 0)),
        (3, "20.00", "superseded", datetime(2026, 7, 2, 2, 0)),
        (2, "10.00", "accepted", None),
        (3, "25.00", "accepted", None),
    ]


def test_a_content_that_comes_back_is_in_force_again(plan: PlanFolder) -> None:
    for table in (PAYROLL, ONE_CHANGED, PAYROLL):
        plan.put("payroll_1.csv", table)
        plan.load()
    assert plan.controls("amount_accepted") == [("payroll_1.csv", 3000)]
    assert len(plan.query("FROM payroll")) == 4


def test_a_file_refused_whole_leaves_the_old_content_of_its_name_in_force(plan: PlanFolder) -> None:
    plan.put("payroll_1.csv", PAYROLL)
    plan.load()
    plan.put("payroll_1.csv", NO_PAY_DATE)
    plan.load()
    assert len(plan.payroll()) == 2
    assert sorted(plan.controls("rows_in", "rows_accepted", "rows_rejected")) == [
        ("payroll_1.csv", 1, 0, 1),
        ("payroll_1.csv", 2, 2, 0),
    ]
    with plan.opened() as opened:
        files = opened.book(date(2026, 1, 1), date(2026, 12, 31)).files
    assert files.filter(state="refused")["refused"].to_list() == ["required column pay_date is missing."]
    assert len(plan.rejects()) == 1


def test_a_good_file_ends_the_refusal_of_its_name(plan: PlanFolder) -> None:
    for table in (PAYROLL, NO_PAY_DATE, ONE_CHANGED):
        plan.put("payroll_1.csv", table)
        plan.load()
    assert plan.controls("rows_accepted", "amount_in") == [("payroll_1.csv", 2, 3500)]


def test_a_refused_file_that_is_taken_away_is_spoken_of_no_more(plan: PlanFolder) -> None:
    plan.put("payroll_1.csv", PAYROLL)
    plan.put("payroll_2.csv", NO_PAY_DATE)
    plan.load()
    (plan.inbox / "payroll_2.csv").unlink()
    plan.load()
    assert [file for file, *_ in plan.controls()] == ["payroll_1.csv"]


def test_an_empty_file_is_refused_and_a_header_alone_is_accepted(plan: PlanFolder) -> None:
    plan.put_text("payroll_1.csv", "")
    plan.put_text("payroll_2.csv", "employee_id,pay_date,gross_compensation\n")
    plan.load()
    assert plan.controls("rows_in", "amount_in") == [("payroll_1.csv", 0, 0), ("payroll_2.csv", 0, 0)]


def test_a_deleted_file_keeps_its_rows(plan: PlanFolder) -> None:
    plan.put("payroll_1.csv", PAYROLL)
    plan.load()
    (plan.inbox / "payroll_1.csv").unlink()
    plan.load()
    assert len(plan.payroll()) == 2


def test_a_file_that_looks_as_recorded_is_not_opened_unless_asked(plan: PlanFolder) -> None:
    plan.put("payroll_1.csv", PAYROLL)
    plan.load()
    assert plan.load().loaded == ()
    assert plan.load(verify=True).loaded == ("payroll_1.csv",)
    os.utime(plan.inbox / "payroll_1.csv", (1, 1))
    assert plan.load().loaded == ("payroll_1.csv",)
    assert plan.load().loaded == ()
    assert len(plan.query("FROM names")) == 1


def test_a_census_is_one_of_many_and_the_book_says_from_which_day_each_is(plan: PlanFolder) -> None:
    for day in ("2026-01-01", "2026-02-01"):
        plan.put_text(
            f"census_{day}.csv", f"employee_id,birth_date,hire_date,pay_group\nE1,1980-01-02,2010-01-04,{day}\n"
        )
    plan.load()
    with plan.opened() as opened:
        census = opened.book(date(2026, 1, 1), date(2026, 12, 31)).census.sort("file_date")
    assert census.select("pay_group", "file_date").rows() == [
        ("2026-01-01", date(2026, 1, 1)),
        ("2026-02-01", date(2026, 2, 1)),
    ]


def test_the_book_leaves_out_what_lies_before_the_day_asked_for(plan: PlanFolder) -> None:
    plan.put_text(
        "contributions_1.csv",
        "employee_id,posted_date,source,amount,pay_date,for_year\n"
        "E1,2025-12-30,roth,1.00,2025-12-29,\n"
        "E1,2025-12-30,roth,2.00,2025-12-29,2026\n"
        "E1,2026-01-02,roth,3.00,2025-12-31,\n"
        "E1,2025-12-30,roth,4.00,2026-01-02,\n",
    )
    plan.put_text("payroll_1.csv", "employee_id,pay_date,gross_compensation\nE1,2025-12-31,5.00\nE1,2026-01-01,6.00\n")
    plan.load()
    with plan.opened() as opened:
        book = opened.book(date(2026, 1, 1), date(2026, 12, 31))
    assert sorted(book.contributions["amount"]) == [200, 300, 400]
    assert book.payroll["gross_compensation"].to_list() == [600]


def test_notes_name_both_lines_and_whom_they_are_about(plan: PlanFolder) -> None:
    plan.put("payroll_1.csv", PAYROLL)
    plan.put("payroll_2.csv", ONE_CHANGED)
    plan.load()
    with plan.opened() as opened:
        notes = opened.book(date(2026, 1, 1), date(2026, 12, 31)).notes
    assert notes.select("outcome", "employee_id", "pay_date", "source").rows() == [
        ("duplicate", "E1", date(2026, 1, 9), None),
        ("restated", "E2", date(2026, 1, 9), None),
    ]
    assert notes.select(pl.col("file", "other_file").cast(pl.String), "line", "other_line").rows() == [
        ("payroll_2.csv", "payroll_1.csv", 2, 2),
        ("payroll_2.csv", "payroll_1.csv", 3, 3),
    ]


def test_the_winner_of_a_key_changes_with_the_name_its_content_stands_under(plan: PlanFolder) -> None:
    plan.put("payroll_2.csv", PAYROLL)
    plan.put("payroll_3.csv", ONE_CHANGED)
    plan.load()
    assert [(file, line) for file, line, *_ in plan.rejects()] == [("payroll_3.csv", 3)]
    plan.put("payroll_1.csv", ONE_CHANGED)
    plan.load()
    assert [(file, line) for file, line, *_ in plan.rejects()] == [("payroll_2.csv", 3)]


def test_a_restated_line_counts_once_its_winner_is_replaced(plan: PlanFolder) -> None:
    plan.put("payroll_1.csv", PAYROLL)
    plan.put("payroll_2.csv", ONE_CHANGED)
    plan.load()
    plan.put_text("payroll_1.csv", "employee_id,pay_date,gross_compensation\n")
    plan.load()
    assert [(file, line) for file, line, *_ in plan.payroll()] == [("payroll_2.csv", 2), ("payroll_2.csv", 3)]
    assert plan.rejects() == []


def night(check: str, as_of: date) -> pl.DataFrame:
    finding = dict.fromkeys(types(Findings)) | {"finding_id": "0" * 16, "check": check, "first_seen": as_of}
    return pl.DataFrame([finding], schema=types(Findings), orient="row")


def test_findings_are_compared_with_the_latest_night_strictly_before(plan: PlanFolder) -> None:
    end, days = date(2026, 12, 31), [date(2026, 6, day) for day in (1, 2, 3)]
    with plan.opened() as opened:
        opened.keep_findings(end, days[0], night("R01", days[0]))
        opened.keep_findings(end, days[1], night("R02", days[1]))
        opened.keep_findings(end, days[1], night("R03", days[1]))
        opened.keep_findings(date(2025, 12, 31), days[1], night("R04", days[1]))
        assert opened.earlier_findings(end, days[0])[0] is None
        as_of, found = opened.earlier_findings(end, days[2])
        assert (as_of, found["check"].to_list()) == (days[1], ["R03"])
        assert opened.earlier_findings(end, days[1])[1]["check"].to_list() == ["R01"]


def test_a_night_that_found_nothing_is_compared_with_too(plan: PlanFolder) -> None:
    end = date(2026, 12, 31)
    with plan.opened() as opened:
        opened.keep_findings(end, date(2026, 6, 1), night("R01", date(2026, 6, 1)))
        opened.keep_findings(end, date(2026, 6, 2), night("R01", date(2026, 6, 2)).clear())
        as_of, found = opened.earlier_findings(end, date(2026, 6, 3))
    assert (as_of, found.height) == (date(2026, 6, 2), 0)


def test_views_show_dollars_and_only_the_latest_room_of_a_limitation_year(plan: PlanFolder) -> None:
    end = date(2026, 12, 31)
    person = dict.fromkeys(types(Room)) | {"employee_id": "E1", "reasons": ["no_room"]}
    with plan.opened() as opened:
        for day, cents in ((1, -150), (2, 7_000_005)):
            room = pl.DataFrame([person | {"room_today": cents}], schema=types(Room), orient="row")
            opened.keep_people(end, date(2026, 6, day), {"room": room})
        opened.commit()
    assert plan.query("SELECT as_of, room_today::VARCHAR, reasons FROM v_room") == [
        (date(2026, 6, 2), "70000.05", ["no_room"])
    ]
