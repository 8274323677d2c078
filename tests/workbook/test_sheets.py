"""A sheet can be read, filtered and printed: headings in sight, notes on each, the plan and date on paper."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl.utils import get_column_letter

from schemas.columns import columns
from schemas.reports import REPORTS, Room
from tests.workbook.nights import NIGHT, opened, packed, tab, tables

SHOWN = ("room", "conversions", "forms_1099r", "strategy", "doors", "payroll_caps", "findings", "controls")
TABS = {tab(name): name for name in SHOWN}
SOMEBODY = tables(
    room=[
        {"employee_id": "0012", "name": "Ada Sample", "compensation_ytd": 123_456_789, "reasons": ["no_room: " * 40]}
    ],
    conversions=[{"employee_id": "0012"}],
    forms_1099r=[{"employee_id": "0012"}],
    strategy=[{"employee_id": "0012"}],
    doors=[{"employee_id": "0012"}],
    payroll_caps=[{"employee_id": "0012"}],
    findings=[{"severity": severity} for severity in ("error", "warning", "info")],
    controls=[{"file": "payroll_2026-01-09.csv", "sha256": "a" * 64}],
)


def test_the_sheets_stand_in_the_order_they_are_read(tmp_path: Path) -> None:
    book = opened(SOMEBODY, tmp_path)
    assert book.sheetnames == [
        *("Summary", "Room", "Conversions", "Forms 1099-R", "Strategy", "Doors", "Payroll caps", "Findings", "Controls")
    ]
    assert book.active is not None
    assert book.active.title == "Summary"


@pytest.mark.parametrize("sheet_name", TABS)
def test_every_heading_has_a_note_of_what_the_contract_says_and_nothing_else(sheet_name: str, tmp_path: Path) -> None:
    sheet = opened(SOMEBODY, tmp_path)[sheet_name]
    for cell, column in zip(sheet[1], columns(REPORTS[TABS[sheet_name]]), strict=True):
        law = f"\n\nLaw: {column.law}" if column.law else ""
        assert cell.comment is not None
        assert cell.comment.text == column.meaning.replace("`", "") + law
        assert "`" not in cell.comment.text


def test_a_note_is_as_high_as_its_text_is_long(tmp_path: Path) -> None:
    drawn = zipped(packed(SOMEBODY, tmp_path), "xl/drawings/vmlDrawing1.vml")
    heights = [float(points) for points in re.findall(r"height:([\d.]+)pt", drawn)]
    by_length = sorted((len(column.meaning + column.law), heights[at]) for at, column in enumerate(columns(Room)))
    assert len(heights) == len(columns(Room))
    assert by_length[0][1] < 40
    assert by_length[-1][1] > 70


@pytest.mark.parametrize(
    ("sheet_name", "cell"),
    [
        ("Room", "C2"),
        ("Conversions", "C2"),
        ("Forms 1099-R", "C2"),
        ("Strategy", "C2"),
        ("Doors", "C2"),
        ("Payroll caps", "C2"),
        ("Findings", "A2"),
        ("Controls", "B2"),
    ],
)
def test_the_heading_and_the_names_stay_in_sight(sheet_name: str, cell: str, tmp_path: Path) -> None:
    assert opened(SOMEBODY, tmp_path)[sheet_name].freeze_panes == cell


@pytest.mark.parametrize(
    ("sheet_name", "rows"),
    [*((name, 2) for name in TABS if name != "Findings"), ("Findings", 4)],
)
def test_the_filter_reaches_over_every_row_and_column(sheet_name: str, rows: int, tmp_path: Path) -> None:
    sheet = opened(SOMEBODY, tmp_path)[sheet_name]
    assert sheet.auto_filter.ref == f"A1:{get_column_letter(len(columns(REPORTS[TABS[sheet_name]])))}{rows}"


@pytest.mark.parametrize("sheet_name", ["Summary", *TABS])
def test_a_page_of_paper_says_which_plan_date_sheet_and_page_it_is(sheet_name: str, tmp_path: Path) -> None:
    sheet = opened(SOMEBODY, tmp_path)[sheet_name]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in [(None, 0), (1, 0)]
    parts = [sheet.oddHeader.left, sheet.oddHeader.right, sheet.oddFooter.center, sheet.oddFooter.right]  # type: ignore[union-attr]
    assert [part.text for part in parts] == ["Acme Corp 401(k) Plan", "As of 2026-06-30", "&A", "Page &P of &N"]


@pytest.mark.parametrize("sheet_name", TABS)
def test_the_heading_is_printed_on_every_page(sheet_name: str, tmp_path: Path) -> None:
    assert opened(SOMEBODY, tmp_path)[sheet_name].print_title_rows == "$1:$1"


def test_a_plan_name_of_any_kind_does_no_harm_to_the_header(tmp_path: Path) -> None:
    name = "&P&Q " * 60 + "Plan"
    book = opened(SOMEBODY, tmp_path, replace(NIGHT, plan_name=name))
    assert "&&P&&Q &&P" in zipped(
        packed(SOMEBODY, tmp_path, replace(NIGHT, plan_name=name)), "xl/worksheets/sheet2.xml"
    ).replace("&amp;", "&")
    assert book["Summary"]["A1"].value == name


def zipped(book: bytes, part: str) -> str:
    return zipfile.ZipFile(io.BytesIO(book)).read(part).decode()


def test_columns_are_as_wide_as_their_longest_cell_and_long_text_is_wrapped(tmp_path: Path) -> None:
    sheet = opened(SOMEBODY, tmp_path)["Room"]
    widths = {
        column.name: sheet.column_dimensions[get_column_letter(at)].width
        for at, column in enumerate(columns(Room), start=1)
    }
    wraps = {str(above.value): cell.alignment.wrap_text for above, cell in zip(sheet[1], sheet[2], strict=True)}
    assert widths["compensation_ytd"] >= len("1,234,567.89")
    assert widths["annual_additions_ytd"] > len("annual_additions_ytd")
    assert 60 < widths["reasons"] < 80
    assert wraps["reasons"]
    assert not wraps["name"]


def test_the_next_step_and_what_a_door_needs_are_wrapped_names_and_amounts_are_not(tmp_path: Path) -> None:
    words = "convert: after-tax money waits; ask for its withdrawal or conversion now"
    shown = {"employee_id": "E1", "name": "Ada Sample"}
    needs = [f"{door}: {'word ' * 20}" for door in ("mega_backdoor", "backdoor")]
    book = opened(tables(strategy=[shown | {"next_step": words}], doors=[shown | {"conditions": needs}]), tmp_path)
    wraps = {
        str(above.value): bool(cell.alignment.wrap_text)
        for sheet in (book["Strategy"], book["Doors"])
        for above, cell in zip(sheet[1], sheet[2], strict=True)
    }
    assert {column for column, wrapped in wraps.items() if wrapped} == {"next_step", "conditions"}
    assert book["Strategy"].row_dimensions[2].height == 2 * 15
    assert book["Doors"].row_dimensions[2].height == 4 * 15


def test_a_row_is_as_high_as_its_longest_text(tmp_path: Path) -> None:
    messages = ["short", "word " * 40, "one\ntwo\nthree", "word " * 8_000]
    found = [{"message": message} for message in messages]
    sheet = opened(tables(findings=found), tmp_path)["Findings"]
    assert [sheet.row_dimensions[row].height for row in (2, 3, 4, 5)] == [None, 4 * 15, 3 * 15, 27 * 15]


@pytest.mark.parametrize(("sheet_name", "paper"), [("Summary", "1"), ("Room", "3"), ("Findings", "3")])
def test_wide_sheets_are_printed_on_tabloid_the_summary_on_letter(sheet_name: str, paper: str, tmp_path: Path) -> None:
    assert str(opened(SOMEBODY, tmp_path)[sheet_name].page_setup.paperSize) == paper


def test_a_severity_has_a_colour_beside_its_word_and_an_excess_is_red(tmp_path: Path) -> None:
    book = opened(SOMEBODY, tmp_path)
    ((where, rules),) = [(str(each.sqref), each.rules) for each in book["Findings"].conditional_formatting]
    assert where == "C2:C4"
    assert [rule.formula for rule in rules] == [['"error"'], ['"warning"'], ['"info"']]
    assert len({rule.dxf.fill.bgColor.rgb for rule in rules}) == 3
    ((rule,),) = [each.rules for each in book["Room"].conditional_formatting]
    assert (rule.operator, rule.formula) == ("greaterThan", ["0"])


def test_what_is_elected_above_its_cap_is_red_row_by_row(tmp_path: Path) -> None:
    rows = [{"employee_id": "E1", "after_tax_cap": 100}, {"employee_id": "E2", "elected_after_tax": 1}]
    sheet = opened(tables(payroll_caps=rows), tmp_path)["Payroll caps"]
    headings = {cell.value: get_column_letter(at) for at, cell in enumerate(sheet[1], start=1)}
    ((where, (rule,)),) = [(str(each.sqref), each.rules) for each in sheet.conditional_formatting]
    assert where == f"{headings['elected_after_tax']}2:{headings['elected_after_tax']}3"
    assert (rule.operator, rule.formula) == ("greaterThan", [f"${headings['after_tax_cap']}2"])


def test_an_employee_id_of_digits_is_text_and_is_not_called_a_mistake(tmp_path: Path) -> None:
    assert opened(SOMEBODY, tmp_path)["Room"]["A2"].value == "0012"
    assert '<ignoredError sqref="A2:' in zipped(packed(SOMEBODY, tmp_path), "xl/worksheets/sheet2.xml")


@pytest.mark.parametrize("sheet_name", TABS)
def test_an_empty_report_is_its_heading(sheet_name: str, tmp_path: Path) -> None:
    sheet = opened(tables(), tmp_path)[sheet_name]
    assert sheet.max_row == 1
    assert [cell.value for cell in sheet[1]] == [column.name for column in columns(REPORTS[TABS[sheet_name]])]
    assert sheet.auto_filter.ref == f"A1:{get_column_letter(len(columns(REPORTS[TABS[sheet_name]])))}1"
