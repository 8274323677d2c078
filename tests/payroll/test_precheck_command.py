"""`megaroth precheck` on a plan folder: the day it looks from, what it says, its exit status, and nothing written."""

from pathlib import Path

import pytest

from megaroth.cli import main
from tests import drawn
from tests.ahead import paid
from tests.night.folder import bytes_of
from tests.payroll.proposed import Desk, after_a_night, run_night

AFTER_TAX_30 = paid(pre_tax="10,000.00", after_tax="30,000.00")
"""72,000 - 40,000 - 10,000 on 30 September - 4,500 on 31 December, where 402(g) is reached: 17,500 left."""


def september(**cells: str) -> str:
    """A proposed payroll of one line."""
    return paid("2026-09-30", **cells)


def test_a_date_already_paid_is_not_cleared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = Desk(after_a_night(tmp_path / "plan", paid()), capsys)
    both = """
        employee_id | pay_date   | gross_compensation | after_tax
        E1          | 2026-06-30 | 100,000.00         | 100.00
        E1          | 2026-09-30 | 100,000.00         | 100.00
        E1          | 2027-01-15 | 100,000.00         | 100.00"""
    assert [(row["line"], row["cut"], row["why"]) for row in desk.cuts(both, "--as-of", "2026-06-30")] == [
        (2, None, ["date_already_paid"]),
        (4, None, ["other_limitation_year"]),
    ]


def test_lines_that_were_not_checked_are_counted_apart_and_have_no_cut(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(after_a_night(tmp_path / "plan", paid()), capsys)
    header, june = "employee_id,pay_date,gross_compensation,after_tax\n", "E1,2026-06-30,100000.00,100.00\n"
    september, later = "E1,2026-09-30,100000.00,100.00\n", "E1,2027-01-15,100000.00,0.00\n"
    seen = ("--as-of", "2026-06-30")
    assert desk.status(header + june + september + later, *seen) == 0
    assert (
        "1 lines checked, 2 not checked, 0 refused, 0 duplicate; as of 2026-06-30, limitation year 2026: " in desk.said
    )
    assert "nothing to cut." in desk.said
    assert "2026-06-30     2     100.00                     0.00" in desk.said
    assert "\ndate_already_paid: the pay date is not after the as-of date: the line was not checked\n" in desk.said
    assert desk.status(header + june, *seen) == 0
    assert "0 lines checked, 1 not checked, 0 refused, 0 duplicate; " in desk.said
    assert "limitation year 2026: nothing was checked." in desk.said
    assert desk.status(header + june + september, *seen, "--fail-on", "cut") == 7
    assert desk.status(header + september, *seen, "--fail-on", "cut") == 0
    (row,) = desk.cuts(header.replace(",", " | ") + june.replace(",", " | "), *seen)
    told = ("cut", "allowed", "deferrals_cut", "deferrals_allowed")
    assert [row[name] for name in told] == [None] * 4
    assert "1 not checked" in desk.said_beside


def test_a_code_is_told_in_words_and_missing_history_by_its_pay_dates(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dates = "2026-06-30 2026-07-31 2026-08-31 2026-09-30"
    desk = Desk(after_a_night(tmp_path / "plan", AFTER_TAX_30, dates=dates), capsys)
    assert desk.status("employee_id,pay_date,gross_compensation,after_tax\nE1,2026-09-30,100000.00,100.00\n") == 0
    words = "a pay date of the limitation year has neither payroll nor opening balance"
    told = f"\nhistory_missing: {words}; pay dates: 2026-07-31, 2026-08-31\n1 lines checked"
    assert told in desk.said


def test_a_night_of_a_late_day_makes_no_difference(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """2027 has no limits yet: a day taken from that night would end in exit status 4."""
    folder = after_a_night(tmp_path / "plan", AFTER_TAX_30)
    run_night(folder, "2027-01-20", "2026")
    desk = Desk(folder, capsys)
    (row,) = desk.cuts(september(pre_tax="10,000.00", after_tax="17,500.01"))
    assert (row["cut"], row["why"]) == (1, ["415c_dollar"])
    header = "employee_id,pay_date,gross_compensation\n"
    assert desk.status(header) == 0
    assert "as of 2027-01-20, limitation year 2026: nothing to cut." in desk.said


def test_payroll_that_the_store_has_of_later_dates_counts_as_received_early(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """72,000 - 40,000 on 30 June - 12,000 on 30 September: 20,000 are left for 31 August."""
    folder = after_a_night(tmp_path / "plan", AFTER_TAX_30, dates="2026-06-30 2026-08-31 2026-09-30")
    received = september(pre_tax="0.00", after_tax="12,000.00")
    (folder / "inbox" / "payroll_2026-09-30.csv").write_text(drawn.csv_text(received), encoding="utf-8")
    run_night(folder, "2026-10-31")
    desk = Desk(folder, capsys)
    assert desk.cuts(paid("2026-08-31", pre_tax="0.00", after_tax="20,000.00")) == []
    (row,) = desk.cuts(paid("2026-08-31", pre_tax="0.00", after_tax="20,000.01"))
    assert (row["cut"], row["why"]) == (1, ["415c_dollar"])


def test_a_pay_date_in_between_without_payroll_stands_in_the_way_unless_it_is_seen_from_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = after_a_night(tmp_path / "plan", dates="2026-06-30 2026-08-31 2026-09-30")
    desk = Desk(folder, capsys)
    (row,) = desk.cuts(september(after_tax="100.00"))
    assert row["why"] == ["history_missing"]
    assert desk.cuts(september(after_tax="100.00"), "--as-of", "2026-06-30") == []


def test_a_payroll_of_the_limitation_years_first_day_counts_in_that_year(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From 1 July the year before is closed: its 72,000 take nothing from the new year's."""
    june = paid(after_tax="72,000.00")
    folder = after_a_night(tmp_path / "plan", june, dates="2026-06-30 2026-07-01 2026-12-31", start="07-01")
    desk = Desk(folder, capsys)
    assert desk.cuts(paid("2026-07-01", after_tax="72,000.00")) == []
    (row,) = desk.cuts(paid("2026-07-01", after_tax="72,000.01"))
    assert (row["cut"], row["why"]) == (1, ["415c_dollar"])


def test_nothing_is_written_or_loaded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = after_a_night(tmp_path / "plan", AFTER_TAX_30)
    before = bytes_of(folder)
    Desk(folder, capsys).cuts(september(after_tax="60,000.00"))
    assert bytes_of(folder) == before


def test_exit_statuses_and_what_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = Desk(after_a_night(tmp_path / "plan", AFTER_TAX_30), capsys)
    header = "employee_id,pay_date,gross_compensation,pre_tax,after_tax\n"
    line = "E1,2026-09-30,100000.00,10000.00,17500.01\n"
    assert desk.status(header) == 0
    assert "0 lines checked" in desk.said
    assert desk.status(header, "--fail-on", "cut") == 0
    assert desk.status(header + line) == 0
    assert "17,500.01  0.01  17,500.00" in desk.said
    assert "1 to cut, 0.01 after tax and 0.00 of deferrals." in desk.said
    assert desk.status(header + line, "--fail-on", "cut") == 7
    assert desk.status(header + line.replace(".01", ".00"), "--fail-on", "cut") == 0
    unread = header + line.replace("100000.00", "1OO000.00")
    assert [desk.status(unread), desk.status(unread, "--fail-on", "cut")] == [0, 7]
    assert desk.status("") == 5
    assert desk.status("employee_id,gross_compensation\nE1,1.00\n") == 5
    assert "refused whole: required column pay_date is missing" in desk.said
    assert desk.status(header + line.replace("2026-09-30", "2027-09-30")) == 4
    assert desk.status(header + line, "--as-of", "2025-12-30") == 2


def test_a_refused_row_is_named_by_line_and_rule_and_never_by_value(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(after_a_night(tmp_path / "plan"), capsys)
    header = "employee_id,pay_date,gross_compensation,after_tax\n"
    twice = "E1,2026-09-30,5000.00,100.00\nE1,2026-09-30,5000.00,100.00\nE1,2026-09-30,5000.00,77.00\n"
    assert desk.status(f"{header}E1,2026-09-30,sixpence,1.00\n{twice}") == 0
    assert "proposed.csv:2: gross_compensation: rule broken: is money like 1234.56" in desk.said
    assert "proposed.csv:4: the same as line 3; counts once" in desk.said
    assert "proposed.csv:5: refused: line 3 has the same key" in desk.said
    assert "1 lines checked, 2 refused, 1 duplicate" in desk.said
    assert "sixpence" not in desk.said
    assert "77.00" not in desk.said


def test_without_a_file_or_a_night_the_command_was_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = after_a_night(tmp_path / "plan")
    desk = Desk(folder, capsys)
    (folder / "megaroth.duckdb").unlink()
    assert desk.status("employee_id,pay_date,gross_compensation\n") == 2
    assert "no night has run yet" in desk.said
    (tmp_path / "proposed.csv").unlink()
    assert main(["precheck", str(folder), str(tmp_path / "proposed.csv")]) == 2
    assert "no such file" in capsys.readouterr().err
