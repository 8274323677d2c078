"""A random book written as the files of a plan folder, so that the real store reads it."""

import csv
from collections.abc import Iterable
from io import StringIO
from typing import Any

from tests.withdrawals.books_of_accounts import Books, Row

MONEY = (
    *("amount", "earnings", "basis", "taxable", "after_tax", "gross_compensation"),
    *("after_tax_basis", "after_tax_value", "pre_1987_basis", "vested_balance"),
    *("box_1", "box_2a", "box_4", "box_5", "box_10"),
)


def files(asked: Books) -> dict[str, str]:
    """The texts of the inbox by name; a feed without rows sends no file."""
    pay = [{**each, "gross_compensation": 0, "check_number": line} for line, each in enumerate(asked.payroll)]
    people = [
        {name: cell for name, cell in each.items() if name != "name"} | {"first_name": each["name"]}
        for each in asked.persons
    ]
    feeds: dict[str, Iterable[Row]] = {
        "balances_1.csv": asked.balances,
        "contributions_1.csv": asked.postings,
        "withdrawals_1.csv": asked.withdrawals,
        "opening_1.csv": [{**each, "gross_compensation": 0} for each in asked.openings],
        "payroll_1.csv": pay,
        "forms_1.csv": asked.forms,
        "census_2020-01-01.csv": people,
    }
    return {name: text(rows) for name, rows in feeds.items() if rows}


def text(rows: Iterable[Row]) -> str:
    """Rows as CSV."""
    written = [{name: written_cell(name, cell) for name, cell in row.items()} for row in rows]
    into = StringIO()
    writer = csv.DictWriter(into, list(written[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(written)
    return into.getvalue()


def written_cell(name: str, cell: Any) -> str:  # noqa: ANN401 - a cell is of any type
    """Dollars where the column is money; nothing where there is nothing."""
    if cell is None:
        return ""
    if name not in MONEY:
        return str(cell)
    return f"{'-' if cell < 0 else ''}{abs(cell) // 100}.{abs(cell) % 100:02}"
