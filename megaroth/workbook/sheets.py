"""A report as a sheet: one heading row with notes and filters, then the rows, in the order of the report."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name, xl_range
from xlsxwriter.worksheet import Worksheet

from megaroth.headline import Headline
from megaroth.workbook.cells import WRITE, Write, cells
from megaroth.workbook.looks import TABLOID, Looks, set_up_print
from schemas.columns import Column, columns
from schemas.fields import CENTS
from schemas.reports import REPORTS

FILTER_BUTTON: Final = 4
PADDING: Final = 3
WIDEST: Final = 66
LETTERS_A_ROW: Final = WIDEST - 8  # words end before the edge does
LINE_HEIGHT: Final = 15
HIGHEST: Final = 405
NOTE_LETTERS: Final = 44
NOTE_WIDTH: Final = 300
NOTE_LINE: Final = 18
TABS: Final = {"forms_1099r": "Forms 1099-R"}
"""What a tab says where it is not the report's name."""

RED_ABOVE: Final = {"excess": None, "elected_after_tax": "after_tax_cap"}
"""Amounts that are red above another of their row, or above 0."""


@dataclass(frozen=True)
class Sheet:
    """A sheet of the workbook: the report it shows, and how many first columns stay in sight."""

    report: str
    kept_in_sight: int

    @property
    def tab(self) -> str:
        """What its tab says."""
        return TABS.get(self.report, self.report.replace("_", " ").capitalize())

    @property
    def columns(self) -> tuple[Column, ...]:
        """The report's own, in its order."""
        return columns(REPORTS[self.report])


SHEETS: Final = (
    Sheet("room", kept_in_sight=2),
    Sheet("conversions", kept_in_sight=2),
    Sheet("forms_1099r", kept_in_sight=2),
    Sheet("strategy", kept_in_sight=2),
    Sheet("doors", kept_in_sight=2),
    Sheet("payroll_caps", kept_in_sight=2),
    Sheet("findings", kept_in_sight=0),
    Sheet("controls", kept_in_sight=1),
)


def write_sheet(workbook: Workbook, shown: Sheet, report: pl.DataFrame, night: Headline, looks: Looks) -> None:
    """The sheet, whole."""
    sheet = workbook.add_worksheet(shown.tab)
    printed = cells(report, REPORTS[shown.report])
    _lay_out(sheet, shown, printed, looks)
    _colour(sheet, printed, looks)
    set_up_print(sheet, night, TABLOID)
    sheet.repeat_rows(0)
    sheet.hide_gridlines(0)  # lines lead the eye along a printed row too
    for number, column in enumerate(shown.columns):
        sheet.write_string(0, number, column.name, looks.text_heading)
        sheet.write_comment(0, number, note(column), _size(note(column)))
    _write_rows(sheet, printed, [WRITE[column.unit] for column in shown.columns])


def _write_rows(sheet: Worksheet, printed: pl.DataFrame, write: Sequence[Write]) -> None:
    """Row by row, as the library wants them to keep none in memory. An empty cell is not written."""
    for line, (lines, row) in enumerate(zip(_lines(printed), printed.iter_rows(), strict=True), start=1):
        if lines > 1:
            sheet.set_row(line, min(lines * LINE_HEIGHT, HIGHEST))
        for number, cell in enumerate(row):
            if cell is not None:
                write[number](sheet, line, number, cell)


def note(column: Column) -> str:
    """What the contract says of the column: its meaning, and the law it rests on."""
    law = f"\n\nLaw: {column.law}" if column.law else ""
    return column.meaning.replace("`", "") + law


def _lay_out(sheet: Worksheet, shown: Sheet, printed: pl.DataFrame, looks: Looks) -> None:
    """Widths and formats of the columns, filters over all rows, heading and names always in sight."""
    last_row, last_column = printed.height, printed.width - 1
    for number, column in enumerate(shown.columns):
        longest = _longest(printed[column.name], column.unit) + PADDING
        width = max(len(column.name) + FILTER_BUTTON, min(longest, WIDEST))
        sheet.set_column(number, number, width, looks.wrapped if longest > WIDEST else looks.cells[column.unit])
    sheet.freeze_panes(1, shown.kept_in_sight)
    sheet.autofilter(0, 0, last_row, last_column)
    if last_row:
        # An employee_id of digits is text on purpose.
        sheet.ignore_errors({"number_stored_as_text": xl_range(1, 0, last_row, last_column)})


def _colour(sheet: Worksheet, printed: pl.DataFrame, looks: Looks) -> None:
    """Severities in their colours; in red an excess above the limit, and what is elected above its cap."""
    if printed.is_empty():
        return
    if "severity" in printed.columns:
        at = printed.get_column_index("severity")
        for severity, look in looks.severities.items():
            rule = {"type": "cell", "criteria": "==", "value": f'"{severity}"', "format": look}
            sheet.conditional_format(1, at, printed.height, at, rule)
    for column, limit in RED_ABOVE.items():
        if column in printed.columns:
            at = printed.get_column_index(column)
            beside = f"=${xl_col_to_name(printed.get_column_index(limit))}2" if limit else 0
            rule = {"type": "cell", "criteria": ">", "value": beside, "format": looks.over}
            sheet.conditional_format(1, at, printed.height, at, rule)


def _longest(printed: pl.Series, unit: str) -> int:
    """The characters of the longest cell."""
    longest = printed.to_frame("cell").select(pl.col("cell").cast(pl.String).str.len_chars().max()).item() or 0
    commas = (longest - len(".00") - 1) // 3 if unit == CENTS else 0
    return int(longest) + max(commas, 0)


def _lines(printed: pl.DataFrame) -> pl.Series:
    """How many lines each row takes, by its longest text: not every program counts them itself."""
    letters = pl.col(pl.String).str.len_chars()
    wrapped = pl.when(letters + PADDING > WIDEST).then((letters - 1) // LETTERS_A_ROW).otherwise(0)
    return printed.select(
        1 + pl.max_horizontal(wrapped + pl.col(pl.String).str.count_matches("\n")).fill_null(0)
    ).to_series()


def _size(words: str) -> dict[str, float | str]:
    """A note large enough to be read whole."""
    lines = sum(len(textwrap.wrap(part, NOTE_LETTERS)) or 1 for part in words.split("\n"))
    return {"width": NOTE_WIDTH, "height": NOTE_LINE * (lines + 1), "font_size": 10}
