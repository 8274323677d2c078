"""The rest of the year on the page: the path to the limit, what will not fit, who runs out, whom payroll has to cut."""

from datetime import date

import pytest

from megaroth.page import page
from megaroth.page.path import path_to_limit
from tests.page.everything import EVERYTHING
from tests.page.reading import Page, one_line
from tests.workbook.nights import NIGHT, Row, report, tables

JULY = date(2026, 7, 10)
STEPS = (
    "Additions to date",
    "Deferrals to come",
    "Employer to come",
    "Room",
    "Cannot be used",
    "Above the limit",
    "Limits, added up",
)


def read(**rows: list[Row]) -> Page:
    return Page(page(tables(**rows), NIGHT))


@pytest.fixture(scope="module")
def everything() -> Page:
    return Page(page(tables(**EVERYTHING), NIGHT))


# The path to the limit


def test_the_path_tells_in_words_and_numbers_how_the_limits_are_used(everything: Page) -> None:
    amounts = (
        "236,725.00",  # 13,260 + 71,950 + 72,675 + 73,640 + 5,200
        "7,800.00",  # 6,000 + 1,800
        "9,600.00",  # 3,000 + 6,600
        "85,000.00",  # 40,000 + 45,000
        "9,740.00",  # A01: 72,000 - 13,260 - 6,000 - 3,000 - 40,000
        "-8,865.00",  # A07: 71,950 + 6,600 - 72,000; A08: 675; A09: 1,640
        "340,000.00",  # 4 x 72,000 + 52,000
    )
    table = everything.tables["The path to the limit"]
    assert list(zip(table.column("Step"), table.column("Amount"), strict=True)) == list(
        zip(STEPS, amounts, strict=True)
    )
    told = "; ".join(f"{step}: {amount}" for step, amount in zip(STEPS, amounts, strict=True))
    assert everything.images[0] == f"Bar chart. The path to the limit, step by step. {told}."


@pytest.mark.parametrize(
    "cells",
    [
        {},
        {"limit_415c": 5},
        {"limit_415c": 5, "annual_additions_ytd": 7},
        {"limit_415c": 5, "annual_additions_ytd": 2, "reserved_deferrals": 1, "reserved_employer": 3},
        {"limit_415c": 7_200_000, "reserved_employer": 1, "room": 7_199_999},
        {"limit_415c": 7_200_000, "room": 1, "plan_cap_left": 1},
    ],
)
def test_the_steps_of_the_path_make_the_limits_to_the_cent(cells: Row) -> None:
    beside = {"employee_id": "A2", "limit_415c": 900, "annual_additions_ytd": 1_000}
    path = path_to_limit(report("room", {"employee_id": "A1", **cells}, beside))
    assert sum(step.cents for step in path.steps) == path.limit.cents


def test_a_path_of_large_amounts_is_exact() -> None:
    rows = [{"employee_id": f"A{at}", "annual_additions_ytd": 4 * 10**18} for at in range(3)]
    path = path_to_limit(report("room", *rows))
    assert [step.cents for step in path.steps] == [12 * 10**18, 0, 0, 0, 0, -12 * 10**18]
    assert path.svg


# The next pay dates


CAPS: list[Row] = [
    {"employee_id": "A1", "pay_date": JULY, "after_tax_cap": 100, "elected_after_tax": 100},
    {"employee_id": "A2", "name": "Ada Example", "pay_date": JULY, "after_tax_cap": 100, "elected_after_tax": 101},
    {"employee_id": "A3", "pay_date": JULY, "elected_after_tax": 90_000, "binding": "available_pay"},
    {"employee_id": "A4", "pay_date": date(2026, 7, 2), "after_tax_cap": 7},
    {"employee_id": "A5", "pay_date": date(2026, 7, 2), "elected_after_tax": 1, "binding": "none"},
]


def test_to_cut_is_what_is_elected_above_the_cap_the_next_date_and_the_largest_first() -> None:
    table = read(payroll_caps=CAPS).tables["After-tax to cut"]
    assert table.column("Employee") == ["A5", "A3", "A2"]
    assert table.column("Name") == ["", "", "Ada Example"]
    assert table.column("Pay date") == ["2026-07-02", "2026-07-10", "2026-07-10"]
    assert table.column("Elected") == ["0.01", "900.00", "1.01"]
    assert table.column("At most") == ["0.00", "0.00", "1.00"]
    assert table.column("To cut") == ["0.01", "900.00", "0.01"]
    assert table.column("Cap set by") == ["deferral limit first", "pay of the date", "dollar amount"]


def test_each_next_pay_date_stands_with_its_people_and_what_of_theirs_is_to_cut() -> None:
    table = read(payroll_caps=CAPS).tables["Elected after tax by next pay date"]
    assert [[cell.words for cell in row] for row in table.rows] == [
        ["2026-07-02", "2", "1", "0.01", "1", "0.01"],
        ["2026-07-10", "3", "3", "902.01", "2", "900.01"],
    ]


def test_where_all_that_is_elected_fits_nothing_is_to_cut() -> None:
    said = one_line(read(payroll_caps=CAPS[:1]))
    assert "What is elected fits: nothing to cut." in said
    assert "To cut on the next pay date 0 0.00 elected above the cap" in said


# Who will not get through the year


def test_what_will_not_fit_is_told_of_everybody_who_has_that_finding_now_the_earliest_first() -> None:
    found = {"check": "R15", "severity": "warning", "who_acts": "sponsor", "expected": 7_200_000, "difference": 655_000}
    findings: list[Row] = [
        {**found, "employee_id": "A2", "pay_date": date(2026, 12, 31), "actual": 7_855_000, "status": "open"},
        {**found, "employee_id": "A1", "pay_date": date(2026, 8, 7), "actual": 7_855_000, "status": "new"},
        {**found, "employee_id": "A3", "pay_date": JULY, "status": "resolved"},
        {**found, "employee_id": "A4", "pay_date": JULY, "check": "R14"},
    ]
    read_page = read(findings=findings, room=[{"employee_id": "A1", "name": "Ada Example"}])
    table = read_page.tables["Will not fit"]
    assert table.column("Employee") == ["A1", "A2"]
    assert table.column("Name") == ["Ada Example", ""]
    assert table.column("Passes on") == ["2026-08-07", "2026-12-31"]
    assert table.column("Limit") == ["72,000.00", "72,000.00"]
    assert table.column("Additions by then") == ["78,550.00", "78,550.00"]
    assert table.column("Above the limit") == ["6,550.00", "6,550.00"]
    assert "Will not fit 2" in one_line(read_page)


def test_who_runs_out_of_room_is_told_with_the_date_and_the_rate_that_lasts(everything: Page) -> None:
    table = everything.tables["Runs out of room before the year ends"]
    assert table.column("Employee") == ["A07", "A20", "A01"]
    assert table.column("Room") == ["0.00", "45,000.00", "40,000.00"]
    assert table.column("Room a pay date") == ["0.00", "3,750.00", "3,076.92"]
    assert table.column("Suggested rate") == ["0%", "6.25%", "7%"]
    assert table.column("Runs out on") == ["2026-07-10", "2026-11-13", "2026-12-24"]
    assert table.column("Room set by") == ["dollar amount", "the year's pay", "plan's cap"]


def test_the_page_says_what_room_sets_aside_and_that_room_today_does_not(everything: Page) -> None:
    said = one_line(everything)
    assert "less the deferrals and employer money that the rest of the year will bring" in said
    assert "Room today sets nothing aside." in said
