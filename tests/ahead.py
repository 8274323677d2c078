"""The shape most cases of the rest of the year share: paid 100,000 on 30 June, two pay dates left."""

from typing import Final

from tests.case import Case, born, case

AT_45: Final = born("1981-05-05", hce="false")
AT_52: Final = born("1974-05-05", hce="false")
SEPTEMBER_AND_DECEMBER: Final = "2026-09-30 2026-12-31"


def row(**cells: str) -> str:
    """A table of one row, of E1."""
    columns = {"employee_id": "E1", **cells}
    return " | ".join(columns) + "\n" + " | ".join(columns.values())


def paid(pay_date: str = "2026-06-30", gross_compensation: str = "100,000.00", **cells: str) -> str:
    """A register of one line."""
    return row(pay_date=pay_date, gross_compensation=gross_compensation, **cells)


def elects(effective_date: str = "2026-01-01", **cells: str) -> str:
    """An election of one row."""
    return row(effective_date=effective_date, **cells)


def ahead(
    name: str,
    says: str,
    worked: str,
    *,
    expected: str,
    as_of: str = "2026-06-30",
    census: str = AT_45,
    payroll: str = paid(),
    dates: str = SEPTEMBER_AND_DECEMBER,
    contributions: str = "",
    opening: str = "",
    elections: str = "",
    terms: str = "",
    start: str = "01-01",
    year: str | None = None,
) -> Case:
    """A case of somebody 45 and not highly compensated, unless said otherwise. `expected`: without employee_id."""
    columns, cells = expected.strip().splitlines()
    return case(
        name,
        says,
        as_of=as_of,
        census=census,
        payroll=payroll,
        further_dates=dates,
        contributions=contributions,
        opening=opening,
        elections=elections,
        terms=terms,
        start=start,
        year=year,
        worked=worked,
        expected=f"employee_id | {columns.strip()}\nE1 | {cells.strip()}",
    )
