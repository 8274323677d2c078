"""Numbers are numbers, dates are dates, and text is never anything that runs."""

import io
import random
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from megaroth.workbook.cells import CUT, LONGEST_TEXT, fitting
from schemas.columns import columns
from schemas.fields import CENTS, COUNT, DATE, FLAG, RATE
from schemas.reports import REPORTS
from tests.workbook.nights import Row, cells, opened, packed, report, tab, tables

PERSON = {"employee_id": "E1", "name": "Ada Sample", "limitation_year": 2026, "age": 52, "compensation_ytd": 5_250_000}
AHEAD = {"per_pay_date": 123_456, "suggested_rate": 6_250_000, "stop_date": date(2026, 11, 13)}
BALANCE = {"employee_id": "E1", "balance_date": date(2026, 6, 12), "after_tax_value": 1_100, "after_tax_basis": 1_250}
LOSS = BALANCE | {"after_tax_earnings": -150, "next_date": date(2026, 7, 1), "can_convert": True}
WAIT = {
    "in_transit": 25_000,
    "waiting_since": date(2026, 2, 28),
    "days_waiting": 122,
    "five_years_end": date(2030, 12, 31),
}
FINDING = {"pay_date": date(2026, 5, 29), "line": 1_234, "difference": -1_250}
FILE = {"rows_in": 26, "rows_accepted": 26, "amount_in": 123_456_789, "amount_accepted": 123_456_789}
SEVERAL: dict[str, list[Row]] = {
    "room": [PERSON | AHEAD],
    "conversions": [LOSS | WAIT],
    "forms_1099r": [{"tax_year": 2025, "box_1": 1_020_000, "box_5": 1_000_000, "box_7": "7", "withdrawals": 3}],
    "strategy": [{"deferrals_left": 405_000, "waiting": 1_100, "rolled_to": ["roth_ira", "split"]}],
    "doors": [{"mega_backdoor": True, "mega_backdoor_most": 4_001_100, "backdoor_most": 750_000}],
    "payroll_caps": [{"pay_date": date(2026, 7, 10), "elected_after_tax": 305_000}],
    "findings": [FINDING],
    "controls": [FILE | {"amount_rejected": 0}],
}
KINDS = {CENTS: int | float, RATE: int | float, COUNT: int, DATE: datetime, FLAG: bool}
FORMATS = {CENTS: "#,##0.00", RATE: "0.00##%", COUNT: "0", DATE: "yyyy-mm-dd"}


@pytest.mark.parametrize("name", SEVERAL)
def test_every_cell_is_of_its_columns_kind_and_format(name: str, tmp_path: Path) -> None:
    sheet = opened(tables(**SEVERAL), tmp_path)[tab(name)]
    heading, row = sheet.iter_rows()
    for column, above, cell in zip(columns(REPORTS[name]), heading, row, strict=True):
        assert above.value == column.name
        if cell.value is not None:
            kind = KINDS.get(column.unit, str)
            assert isinstance(cell.value, kind), column.name
            assert isinstance(cell.value, bool) == (column.unit == FLAG), column.name
            assert cell.number_format == FORMATS.get(column.unit, cell.number_format), column.name


def test_the_cells_are_the_values_of_the_report(tmp_path: Path) -> None:
    book = opened(tables(**SEVERAL), tmp_path)
    assert cells(book["Room"], "compensation_ytd") == [52_500]
    assert cells(book["Room"], "can_contribute") == [False]
    assert cells(book["Room"], "suggested_rate") == [0.0625]
    assert cells(book["Room"], "stop_date") == [datetime(2026, 11, 13)]
    assert cells(book["Payroll caps"], "elected_after_tax") == [3_050]
    assert cells(book["Forms 1099-R"], "tax_year") == [2025]
    assert cells(book["Forms 1099-R"], "box_1") == [10_200]
    assert cells(book["Forms 1099-R"], "box_7") == ["7"]
    assert cells(book["Conversions"], "after_tax_earnings") == [-1.5]
    assert cells(book["Conversions"], "balance_date") == [datetime(2026, 6, 12)]
    assert cells(book["Conversions"], "can_convert") == [True]
    assert cells(book["Conversions"], "in_transit") == [250]
    assert cells(book["Conversions"], "waiting_since") == [datetime(2026, 2, 28)]
    assert cells(book["Conversions"], "days_waiting") == [122]
    assert cells(book["Conversions"], "five_years_end") == [datetime(2030, 12, 31)]
    assert cells(book["Strategy"], "deferrals_left") == [4_050]
    assert cells(book["Strategy"], "deferrals_reached_on") == [None]
    assert cells(book["Strategy"], "waiting") == [11]
    assert cells(book["Strategy"], "rolled_to") == ["roth_ira; split"]
    assert cells(book["Doors"], "mega_backdoor") == [True]
    assert cells(book["Doors"], "mega_backdoor_most") == [40_011]
    assert cells(book["Doors"], "backdoor_most") == [7_500]
    assert cells(book["Doors"], "front_door_most") == [None]
    assert cells(book["Findings"], "line") == [1234]
    assert cells(book["Findings"], "employee_id") == [None]


def test_another_reader_finds_the_same_kinds(tmp_path: Path) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(packed(tables(**SEVERAL), tmp_path)))
    heading, row = book.get_sheet_by_name("Conversions").to_python()
    told = dict(zip(heading, row, strict=True))
    assert told["balance_date"] == date(2026, 6, 12)
    assert told["after_tax_value"] == 11
    assert told["can_convert"] is True


@pytest.mark.parametrize(
    ("rate", "cell"), [(0, 0), (1, 0.00000001), (6_000_000, 0.06), (12_345_678, 0.12345678), (100_000_000, 1)]
)
def test_a_rate_is_a_number_to_its_last_digit(tmp_path: Path, rate: int, cell: object) -> None:
    assert cells(opened(tables(room=[{"suggested_rate": rate}]), tmp_path)["Room"], "suggested_rate") == [cell]


CENTS_OF_EVERY_SIZE = [
    *(0, 1, -1, 99, 100, -12_345, 7_200_000, 5_000_000_000),
    *(999_999_999_999_999, -999_999_999_999_999, 900_719_925_474_099, 123_456_789_012_345),
]


def test_money_comes_back_to_the_cent_and_so_do_its_sums(tmp_path: Path) -> None:
    rows: list[Row] = [
        {"employee_id": f"E{at:02}", "compensation_ytd": cents} for at, cents in enumerate(CENTS_OF_EVERY_SIZE)
    ]
    read = cells(opened(tables(room=rows), tmp_path)["Room"], "compensation_ytd")
    assert all(isinstance(amount, int | float) for amount in read)
    cents = [int(Decimal(str(amount)) * 100) for amount in read]
    assert cents == CENTS_OF_EVERY_SIZE
    assert sum(cents) == 1_024_181_721_674_298


@pytest.mark.parametrize(
    ("cents", "cell"),
    [
        (999_999_999_999_999, 9_999_999_999_999.99),
        (1_000_000_000_000_000, "10,000,000,000,000.00"),
        (-123_456_789_012_345_678, "-1,234,567,890,123,456.78"),
    ],
)
def test_an_amount_of_more_digits_than_a_spreadsheet_keeps_is_text(tmp_path: Path, cents: int, cell: object) -> None:
    assert cells(opened(tables(room=[{"compensation_ytd": cents}]), tmp_path)["Room"], "compensation_ytd") == [cell]


@pytest.mark.parametrize(
    ("day", "cell"),
    [
        (date(1900, 2, 28), "1900-02-28"),
        (date(1900, 3, 1), datetime(1900, 3, 1)),
        (date(9999, 12, 31), datetime(9999, 12, 31)),
        (date(1, 1, 1), "0001-01-01"),
    ],
)
def test_a_day_that_spreadsheets_count_differently_is_text(tmp_path: Path, day: date, cell: object) -> None:
    rows = [BALANCE | {"after_tax_earnings": -150, "balance_date": day}]
    assert cells(opened(tables(conversions=rows), tmp_path)["Conversions"], "balance_date") == [cell]


@pytest.mark.parametrize("first", list("=+-@\t\r\n\0"))
def test_text_that_a_spreadsheet_would_run_is_text_with_an_apostrophe(tmp_path: Path, first: str) -> None:
    rows = [{"employee_id": f"{first}1+1", "name": f'{first}HYPERLINK("x")', "reasons": [f"{first}A1", f"{first}B1"]}]
    file = packed(tables(room=rows), tmp_path)
    sheet = openpyxl.load_workbook(io.BytesIO(file))["Room"]
    read = text_cells(file)
    for column, text in (
        ("employee_id", f"'{first}1+1"),
        ("name", f'\'{first}HYPERLINK("x")'),
        ("reasons", f"'{first}A1; {first}B1"),
    ):
        (cell,) = [row[heading(sheet, column)] for row in sheet.iter_rows(min_row=2)]
        assert (cell.data_type, read[column]) == ("s", text), column


def text_cells(file: bytes) -> dict[str, object]:
    """The one row of Room, by a reader that decodes characters XML cannot hold."""
    heading, row = CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_name("Room").to_python()
    return dict(zip(map(str, heading), row, strict=True))


def heading(sheet: Worksheet, column: str) -> int:
    return [cell.value for cell in sheet[1]].index(column)


def test_no_sheet_holds_a_formula_or_a_link(tmp_path: Path) -> None:
    rows = [{"employee_id": "{=1+1}", "name": "https://example.com"}, {"employee_id": "=1", "name": "mailto:a@b.c"}]
    book = opened(tables(room=rows), tmp_path)
    everything = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in everything} <= {"s", "n", "d", "b"}
    assert not [cell for cell in everything if cell.hyperlink]


TEXTS = [
    "  spaces about  ",
    "Zoë Ångström 李 \U0001f600",
    "<b>&amp; \"both\" 'quotes'",
    "a\tb\nc",
    "bell \x07 escape \x1b delete \x7f",
    "_x0041_ is not A",
    "0012",
    "1e5",
    "TRUE",
    "2026-06-30",
]


@pytest.mark.parametrize("text", TEXTS)
def test_text_comes_back_as_it_was(tmp_path: Path, text: str) -> None:
    assert text_cells(packed(tables(room=[{"name": text}]), tmp_path))["name"] == text


def test_characters_that_no_xml_can_hold_do_not_break_the_file(tmp_path: Path) -> None:
    every = "".join(map(chr, [*range(1, 32), 0x7F, 0x85, 0x2028, 0xFFFE, 0xFFFF, 0x10FFFF]))
    (read,) = cells(opened(tables(room=[{"name": f"a{every}b"}]), tmp_path)["Room"], "name")
    assert str(read).startswith("a_x0001_")
    assert str(read).endswith("\U0010ffffb")


@pytest.mark.parametrize("text", ["<r>", "<r></r>", "<r><t>shown</t></r>", "<r><unclosed></r>", "<r>&</r>"])
def test_text_that_looks_like_the_librarys_markup_stays_text(tmp_path: Path, text: str) -> None:
    assert text_cells(packed(tables(room=[{"name": text}]), tmp_path))["name"] == text


@pytest.mark.parametrize("letter", ["a", "\U0001f600"])
def test_a_text_too_long_for_a_cell_is_cut_with_a_mark(tmp_path: Path, letter: str) -> None:
    units = len(letter.encode("utf-16-le")) // 2
    (read,) = cells(opened(tables(room=[{"name": letter * 40_000}]), tmp_path)["Room"], "name")
    assert isinstance(read, str)
    assert read.endswith(CUT)
    assert set(read.removesuffix(CUT)) == {letter}
    assert LONGEST_TEXT - units < len(read.encode("utf-16-le")) // 2 <= LONGEST_TEXT


def test_a_text_that_just_fits_is_whole() -> None:
    assert fitting("a" * LONGEST_TEXT) == "a" * LONGEST_TEXT
    assert fitting("a" * (LONGEST_TEXT + 1)) != "a" * (LONGEST_TEXT + 1)
    assert fitting("\U0001f600" * 16_383) == "\U0001f600" * 16_383
    assert fitting("\U0001f600" * 16_384).endswith(CUT)


def test_reasons_are_one_text(tmp_path: Path) -> None:
    rows: list[Row] = [{"employee_id": "E1", "reasons": ["no_room: full", "not_employed: left"]}, {"employee_id": "E2"}]
    read = cells(opened(tables(room=rows), tmp_path)["Room"], "reasons")
    assert read == ["no_room: full; not_employed: left", None]


def test_the_rows_are_those_of_the_report_in_its_order(tmp_path: Path) -> None:
    found = report("findings", {"severity": "error"}, {"severity": "info"}, {"severity": "error", "status": "resolved"})
    book = opened(tables() | {"findings": found}, tmp_path)
    assert cells(book["Findings"], "severity") == ["error", "info", "error"]


@pytest.mark.parametrize("name", SEVERAL)
def test_every_money_column_adds_up_to_the_reports_cents(name: str, tmp_path: Path) -> None:
    money = [column.name for column in columns(REPORTS[name]) if column.unit == CENTS]
    drawn = random.Random(name)
    sums, columns_of_cents = {}, []
    for column in money:
        cents = [drawn.randrange(-(10**12), 10**12) for _ in range(300)]
        sums[column] = sum(cents)
        columns_of_cents.append(pl.Series(column, cents, dtype=pl.Int64))
    rows = pl.concat([report(name, {})] * 300).with_columns(columns_of_cents)
    sheet = opened(tables() | {name: rows}, tmp_path)[tab(name)]
    told = {column: sum(int(Decimal(str(amount)) * 100) for amount in cells(sheet, column)) for column in money}
    assert told == sums
