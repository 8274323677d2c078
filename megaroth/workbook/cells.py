"""One cell of a sheet: numbers as numbers, dates as dates, text as text and never as anything that runs."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Final

import pandera.polars as pa
import polars as pl
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from megaroth import render
from schemas.columns import columns
from schemas.fields import CENTS, COUNT, DATE, FLAG, RATE, REASONS, TEXT

BEYOND_NUMBERS: Final = Decimal(10) ** 13
"""A spreadsheet keeps 15 digits of a number: an amount from here on would lose its cents, and is written as text."""

CALENDARS_AGREE_FROM: Final = date(1900, 3, 1)
"""Spreadsheets number earlier days differently, or not at all: those are written as text."""

LONGEST_TEXT: Final = 32_767
"""Of a cell, in UTF-16 units."""

CUT: Final = " [cut: the whole text is in the CSV]"
LIBRARY_MARKUP: Final = "<r>"

Write = Callable[[Worksheet, int, int, Any], object]
"""Sheet, row, column, cell."""


def cells(report: pl.DataFrame, contract: type[pa.DataFrameModel]) -> pl.DataFrame:
    """The report as its cells: exact decimals for money, texts guarded as in CSV, reasons joined."""
    texts = [column for column in columns(contract) if column.unit in (TEXT, REASONS)]
    return render.typed(report, contract).with_columns(
        render.TEXTS[column.unit](pl.col(column.name)).alias(column.name) for column in texts
    )


def write_text(sheet: Worksheet, row: int, column: int, text: str, look: Format | None = None) -> None:
    """Text of whatever characters, as text. XlsxWriter takes `<r>...</r>` for its own markup; in parts it does not."""
    whole = fitting(text)
    if whole.startswith(LIBRARY_MARKUP):
        sheet.write_rich_string(row, column, whole[:1], whole[1:2], whole[2:], *([look] if look else []))
    else:
        sheet.write_string(row, column, whole, look)


def write_money(sheet: Worksheet, row: int, column: int, dollars: Decimal, look: Format | None = None) -> None:
    """Dollars from an exact decimal, which XlsxWriter prints digit by digit: no float touches it."""
    if abs(dollars) < BEYOND_NUMBERS:
        # XlsxWriter takes decimals; its hints do not say so.
        sheet.write_number(row, column, dollars, look)  # type: ignore[call-overload]
    else:
        sheet.write_string(row, column, f"{dollars:,}", look)


def write_rate(sheet: Worksheet, row: int, column: int, rate: Decimal, look: Format | None = None) -> None:
    """A fraction from an exact decimal, shown in percent."""
    sheet.write_number(row, column, rate, look)  # type: ignore[call-overload]


def write_date(sheet: Worksheet, row: int, column: int, day: date, look: Format | None = None) -> None:
    """A day as the spreadsheet's own date."""
    if day >= CALENDARS_AGREE_FROM:
        # And so with plain dates.
        sheet.write_datetime(row, column, day, look)  # type: ignore[call-overload]
    else:
        sheet.write_string(row, column, day.isoformat(), look)


def write_count(sheet: Worksheet, row: int, column: int, count: int, look: Format | None = None) -> None:
    """A whole number."""
    sheet.write_number(row, column, count, look)


def write_flag(sheet: Worksheet, row: int, column: int, flag: bool, look: Format | None = None) -> None:
    """TRUE or FALSE."""
    sheet.write_boolean(row, column, flag, look)


def fitting(text: str) -> str:
    """The text, or as much of it as a cell holds, with a mark that it was cut."""
    if len(text) <= LONGEST_TEXT // 2:  # no character takes more than two units
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST_TEXT:
        return text
    return units[: 2 * (LONGEST_TEXT - len(CUT))].decode("utf-16-le", errors="ignore") + CUT


WRITE: Final[dict[str, Write]] = {
    TEXT: write_text,
    REASONS: write_text,
    CENTS: write_money,
    RATE: write_rate,
    COUNT: write_count,
    DATE: write_date,
    FLAG: write_flag,
}
"""How a cell of each unit is written."""
