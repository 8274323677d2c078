"""The first days of a year: what was paid before the book begins is all the forecast has to go by."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from flows import steps
from tests import drawn

PLAN = """
[plan]
id = "january"
name = "Paid once a month"

[pay_calendar]
frequency = "monthly"
days = [15]
"""
CENSUS = """
    employee_id | birth_date | hire_date
    E1          | 1980-02-03 | 2015-01-05
"""
MAXED_IN_OCTOBER = """
    employee_id | pay_date   | gross_compensation | pre_tax  | run_type
    E1          | 2025-08-15 | 20,000.00          | 8,000.00 | regular
    E1          | 2025-09-15 | 20,000.00          | 8,000.00 | regular
    E1          | 2025-10-15 | 20,000.00          | 7,500.00 | regular
    E1          | 2025-11-14 | 21,000.00          | 0.00     | regular
    E1          | 2025-12-15 | 22,000.00          | 0.00     | regular
    E1          | 2025-12-23 | 50,000.00          | 0.00     | bonus
"""


def room(folder: Path, as_of: str, payroll: str) -> dict[str, str]:
    """The one person's row of a night's room report."""
    (folder / "inbox").mkdir()
    (folder / "plan.toml").write_text(PLAN, encoding="utf-8")
    for kind, table in {"census": CENSUS, "payroll": payroll}.items():
        (folder / "inbox" / f"{kind}.csv").write_text(drawn.csv_text(table), encoding="utf-8")
    now = datetime(2026, 12, 31, 12, 0, tzinfo=UTC)
    with steps.open_night(folder, date.fromisoformat(as_of), None, False, 1, now, list[str]().append) as tonight:
        steps.load(tonight)
        steps.answer(tonight)
        reports = steps.publish(tonight).reports
    with (reports / "room.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    return row


def test_who_reached_the_limit_in_october_is_forecast_to_defer_again_in_january(tmp_path: Path) -> None:
    """12 dates of the last regular pay, 22,000.00; the rate is September's 40% (October's pay reached 402(g)).

    12 x 8,800.00 stops at 24,500.00 of 2026. Pay 264,000.00: the dollar limit, 72,000.00. Room 47,500.00.
    """
    row = room(tmp_path, "2026-01-02", MAXED_IN_OCTOBER)
    assert row["pay_dates_left"] == "12"
    assert row["reserved_deferrals"] == "24500.00"
    assert row["limit_415c"] == "72000.00"
    assert row["room"] == "47500.00"


@pytest.mark.parametrize(
    ("as_of", "paid", "reserved"),
    [
        ("2026-01-14", "", "24500.00"),
        ("2026-01-15", "E1 | 2026-01-15 | 20,000.00 | 1,000.00 | regular", "11000.00"),
    ],
)
def test_the_first_pay_of_the_year_takes_the_place_of_last_years(
    tmp_path: Path, as_of: str, paid: str, reserved: str
) -> None:
    """From 15 January the rate is 5%: 11 dates of 20,000.00 at 1,000.00."""
    row = room(tmp_path, as_of, f"{MAXED_IN_OCTOBER.rstrip()}\n{paid}\n")
    assert row["reserved_deferrals"] == reserved


def test_a_pay_of_years_ago_is_still_the_last_one(tmp_path: Path) -> None:
    """Two years on leave: 12 dates of 20,000.00 at 40% stop at 24,500.00."""
    table = """
    employee_id | pay_date   | gross_compensation | pre_tax  | run_type
    E1          | 2023-08-15 | 20,000.00          | 8,000.00 | regular
    """
    assert room(tmp_path, "2026-01-02", table)["reserved_deferrals"] == "24500.00"


def test_nobodys_pay_is_no_pay_and_said(tmp_path: Path) -> None:
    table = """
    employee_id | pay_date   | gross_compensation | pre_tax  | run_type
    E1          | 2025-12-15 | 20,000.00          | 8,000.00 | bonus
    """
    row = room(tmp_path, "2026-01-02", table)
    assert (row["pay_dates_left"], row["reserved_deferrals"], row["room"]) == ("12", "0.00", "0.00")
    assert [reason.split(":")[0] for reason in row["reasons"].split("; ")] == ["no_room", "pay_unknown"]
