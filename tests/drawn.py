"""Tables drawn in a test's source, turned into the CSV text of a feed or into expected cells.

A line of dashes is only looks; cells are cut at `|` and stripped; thousands commas of amounts are dropped.
"""

import re
from decimal import Decimal

AMOUNT = re.compile(r"-?(\d{1,3}(,\d{3})+|\d+)\.\d\d")


def rows(table: str) -> list[dict[str, str]]:
    """The cells of a drawn table, by column name, in order."""
    lines = [line.strip() for line in table.strip().splitlines()]
    header, *body = [[cell.strip() for cell in line.split("|")] for line in lines if not set(line) <= set("-+ ")]
    return [dict(zip(header, [_plain(cell) for cell in cells], strict=True)) for cells in body]


def csv_text(table: str) -> str:
    """The drawn table as the text of a feed file."""
    cells = rows(table)
    return "\n".join([",".join(cells[0]), *(",".join(row.values()) for row in cells)]) + "\n"


def cents(amount: str) -> int:
    """A drawn amount, such as -1,060.00, in whole cents."""
    return int(_plain(amount).replace(".", ""))


def rate(percent: str) -> int:
    """A drawn rate, such as 12.5%, in hundred-millionths."""
    return int(Decimal(percent.removesuffix("%")) * 10**6)


def _plain(cell: str) -> str:
    return cell.replace(",", "") if AMOUNT.fullmatch(cell) else cell
