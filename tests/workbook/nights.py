"""A night's report tables made of a few cells, and the workbook of them, written and opened again."""

import io
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pandera.polars as pa
import polars as pl
from openpyxl.worksheet.worksheet import Worksheet

from megaroth import render, workbook
from megaroth.headline import Headline
from schemas.columns import Column, columns, types
from schemas.fields import CENTS, COUNT, DATE, FLAG, REASONS
from schemas.reports import REPORTS

NIGHT = Headline(
    plan_id="acme-401k",
    plan_name="Acme Corp 401(k) Plan",
    as_of=date(2026, 6, 30),
    year_start=date(2026, 1, 1),
    year_end=date(2026, 12, 31),
    program_version="1.2.3",
    compared_with=date(2026, 6, 29),
    dollar_limit=7_200_000,
    limits=(("annual_additions", 2026, 7_200_000, "26 USC 415(c)(1)(A)", "Notice 2025-67"),),
)
PLAIN = {CENTS: 0, COUNT: 0, DATE: date(2026, 6, 30), FLAG: False, REASONS: []}
ENOUGH_PAY = 20_000_000
"""200,000.00: no room_today is larger."""

Row = Mapping[str, object]


def report(name: str, *rows: Row) -> pl.DataFrame:
    """A report of these rows, held to its contract; a cell that is not given is the plainest there is."""
    contract = REPORTS[name]
    whole = [
        {column.name: row.get(column.name, plain(column, at)) for column in columns(contract)}
        for at, row in numbered(rows)
    ]
    return render.held(name, pl.DataFrame(whole, schema=schema(contract), orient="row"), contract)


def tab(name: str) -> str:
    """What the sheet of a report is called."""
    return "Forms 1099-R" if name == "forms_1099r" else name.replace("_", " ").capitalize()


def tables(**rows: Sequence[Row]) -> dict[str, pl.DataFrame]:
    """Every report; without rows, an empty one."""
    return {name: report(name, *rows.get(name, [])) for name in REPORTS}


def numbered(rows: tuple[Row, ...]) -> list[tuple[int, Row]]:
    return list(enumerate(rows, start=1))


def plain(column: Column, at: int) -> object:
    if column.name == "finding_id":
        return f"{at:016x}"
    if column.name == "compensation_ytd":
        return ENOUGH_PAY
    if column.optional:
        return None
    return PLAIN.get(column.unit, column.words[0] if column.words else f"{column.name} {at}")


def schema(contract: type[pa.DataFrameModel]) -> dict[str, pl.DataType]:
    of = types(contract)
    return {
        column.name: pl.List(pl.String) if column.unit == REASONS else of[column.name] for column in columns(contract)
    }


def packed(reports: Mapping[str, pl.DataFrame], scratch: Path, night: Headline = NIGHT) -> bytes:
    """The bytes of the workbook."""
    file = io.BytesIO()
    workbook.write(file, reports, night, scratch)
    return file.getvalue()


def opened(reports: Mapping[str, pl.DataFrame], scratch: Path, night: Headline = NIGHT) -> openpyxl.Workbook:
    """The workbook as openpyxl reads it, formulas as formulas."""
    return openpyxl.load_workbook(io.BytesIO(packed(reports, scratch, night)), rich_text=True)


def cells(sheet: Worksheet, column: str) -> list[object]:
    """What stands under a heading, from the first row down."""
    (at,) = [cell.column for cell in sheet[1] if cell.value == column]
    return [row[at - 1].value for row in sheet.iter_rows(min_row=2)]


def said(sheet: Worksheet) -> dict[str, list[object]]:
    """The lines of the summary: what stands right of each label. A label that comes twice is the later one."""
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    return {str(line[0]): [value for value in line[1:] if value is not None] for line in lines if line[0] is not None}
