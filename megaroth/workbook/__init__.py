"""The workbook a benefits manager keeps: a summary, and a sheet for each report, to read, filter and print.

It shows the reports and computes nothing but counts and totals; no cell holds a formula. Rows stand in the order of the
reports.
"""

from collections.abc import Mapping
from datetime import datetime, time
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final

import polars as pl
from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from megaroth.headline import Headline
from megaroth.workbook.held import rows_held
from megaroth.workbook.looks import looks
from megaroth.workbook.sheets import SHEETS, write_sheet
from megaroth.workbook.summary import write_summary

__all__ = ["NAME", "write"]

NAME: Final = "workbook.xlsx"


def write(file: BinaryIO, tables: Mapping[str, pl.DataFrame], night: Headline, scratch: Path) -> None:
    """The workbook of a night, into an open file. `tables` are the whole reports by name, money in cents.

    Rows wait in files of the folder `scratch` until their sheet is packed, not in memory; none is left there. It must
    be the plan's own, since a run that is killed leaves what it wrote. Same reports, same bytes. Raises OSError.
    """
    packed = BytesIO()  # small; given a file on a full disk, XlsxWriter would try again behind our back, and complain
    workbook = Workbook(packed, {"constant_memory": True, "tmpdir": str(scratch)})
    # The as-of date stands for the time of making: a clock would change the bytes.
    workbook.set_properties({"title": night.plan_name, "created": datetime.combine(night.as_of, time.min)})
    seen_as = looks(workbook)
    held = rows_held(tables)
    write_summary(workbook, tables, held, night, seen_as)
    for sheet in SHEETS:
        write_sheet(workbook, sheet, held[sheet.report].rows, night, seen_as)
    try:
        workbook.close()
    except FileCreateError as fault:  # holds the OSError it was made from
        raise OSError(*fault.args[0].args) from None
    file.write(packed.getbuffer())
