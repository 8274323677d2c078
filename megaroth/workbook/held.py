"""Which rows the workbook holds: everybody in a plan of ordinary size, else those with something to look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

EVERYBODY_UP_TO: Final = 20_000
"""People up to whom the workbook holds everybody."""

ROWS_OF_A_SHEET: Final = 1_048_576 - 1
"""What an XLSX sheet can hold under its heading."""

TO_LOOK_AT: Final = ("new", "open")
OF_PEOPLE: Final = ("room", "conversions", "forms_1099r", "strategy", "doors", "payroll_caps")
ALL_ROWS: Final = "All rows"
WITH_A_FINDING: Final = f"Only people with a new or open finding, as there are more than {EVERYBODY_UP_TO:,} people"
FIRST_ROWS: Final = "; only the first of them: a sheet holds no more rows"


@dataclass(frozen=True)
class Held:
    """The rows of one report that are in the workbook, how many the report has, and which these are, in words."""

    rows: pl.DataFrame
    of: int
    which: str


def rows_held(tables: Mapping[str, pl.DataFrame]) -> dict[str, Held]:
    """Every report's rows in the workbook, in the report's order."""
    few = tables["room"].height <= EVERYBODY_UP_TO
    looked_at = tables["findings"].filter(pl.col("status").is_in(TO_LOOK_AT)).select("employee_id")
    held: dict[str, Held] = {}
    for name, report in tables.items():
        everybody = few or name not in OF_PEOPLE
        rows = report if everybody else report.join(looked_at, on="employee_id", how="semi", maintain_order="left")
        which = ALL_ROWS if everybody else WITH_A_FINDING
        if rows.height > ROWS_OF_A_SHEET:
            rows, which = rows.head(ROWS_OF_A_SHEET), which + FIRST_ROWS
        held[name] = Held(rows, report.height, which)
    return held
