"""A sheet written from the top down: headings, labels with values, small tables, sentences."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from megaroth.render import STARTS_A_FORMULA
from megaroth.workbook.cells import write_date, write_money, write_text
from megaroth.workbook.looks import Looks

WIDTHS: Final = (38, 18, 18, 26, 64)


class Year(int):
    """A year: a number without a thousands comma."""


Value = str | int | Decimal | date


class Page:
    """The sheet and the row that comes next."""

    def __init__(self, sheet: Worksheet, looks: Looks) -> None:
        self._sheet, self._looks, self._row = sheet, looks, 0
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)

    def title(self, text: str) -> None:
        """The heading of the page."""
        self._text(0, text, self._looks.title)
        self._row += 1

    def section(self, text: str) -> None:
        """A heading with a line under it, after an empty row."""
        self._row += 1
        self._text(0, text, self._looks.section)
        for column in range(1, len(WIDTHS)):
            self._sheet.write_blank(self._row, column, None, self._looks.section)
        self._row += 1

    def heading(self, label: str, numbers: Sequence[str], texts: Sequence[str] = ()) -> None:
        """The first row of a small table: a label, columns of numbers, columns of text."""
        self._text(0, label, self._looks.heading)
        for column, text in enumerate(numbers, start=1):
            self._text(column, text, self._looks.number_heading)
        for column, text in enumerate(texts, start=1 + len(numbers)):
            self._text(column, text, self._looks.text_heading)
        self._row += 1

    def sentence(self, text: str) -> None:
        """Text that runs over the columns to its right."""
        self._text(0, text, self._looks.label)
        self._row += 1

    def fact(self, label: str, text: str) -> None:
        """A label and a text, set as the numbers under and above it."""
        self._text(0, label, self._looks.label)
        self._text(1, text, self._looks.fact)
        self._row += 1

    def line(self, *values: Value) -> None:
        """A label and what belongs to it."""
        for column, value in enumerate(values):
            self._value(column, value)
        self._row += 1

    def _value(self, column: int, value: Value) -> None:
        match value:
            case str():
                self._text(column, value, self._looks.wrapped if column else self._looks.label)
            case Decimal():
                write_money(self._sheet, self._row, column, value, self._looks.money)
            case date():
                write_date(self._sheet, self._row, column, value, self._looks.day)
            case Year():
                self._sheet.write_number(self._row, column, value, self._looks.year)
            case int():
                self._sheet.write_number(self._row, column, value, self._looks.whole)

    def _text(self, column: int, text: str, look: Format) -> None:
        """As in CSV: an apostrophe before what a spreadsheet would run."""
        safe = f"'{text}" if re.match(STARTS_A_FORMULA, text) else text
        write_text(self._sheet, self._row, column, safe, look)
