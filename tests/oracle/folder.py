"""Writes a drawn example as a real plan folder: plan.toml, and an inbox of CSV files."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date
from fractions import Fraction
from pathlib import Path

from tests.oracle.rows import Book, Census, OpeningRow, PayrollLine, PlanTerms, Posting

Row = Census | PayrollLine | Posting | OpeningRow
REQUIRED = {
    Census: {"employee_id", "birth_date", "hire_date"},
    PayrollLine: {"employee_id", "pay_date", "gross_compensation"},
    Posting: {"employee_id", "posted_date", "source", "amount"},
    OpeningRow: {"employee_id", "as_of", "gross_compensation"},
}


def plan_text(plan: PlanTerms) -> str:
    """The plan as plan.toml says it."""
    month, day = plan.limitation_year_start
    short = ", ".join(f"{{ start = {first}, end = {last} }}" for first, last in plan.short_years)
    text = f"""
[plan]
id = "drawn"
name = "A drawn plan"
limitation_year_start = "{month:02}-{day:02}"
short_years = [{short}]

[pay_calendar]
dates = [{", ".join(day.isoformat() for day in plan.pay_dates)}]

[deferrals]
roth = {_toml(plan.roth)}
catch_up = {_toml(plan.catch_up)}
catch_up_60_63 = {_toml(plan.catch_up_60_63)}
max_rate = {_toml(plan.max_rate)}
max_dollars = {_toml(plan.max_dollars)}

[after_tax]
allowed = {_toml(plan.after_tax_allowed)}
"""
    for effective, changes in plan.amendments:
        text += f"\n[[amendment]]\neffective = {effective}\n"
        deferrals = [f"{key} = {_toml(value)}" for key, value in changes.items() if key != "after_tax_allowed"]
        text += f"deferrals = {{ {', '.join(deferrals)} }}\n" if deferrals else ""
        if "after_tax_allowed" in changes:
            text += f"after_tax = {{ allowed = {_toml(changes['after_tax_allowed'])} }}\n"
    return text


def _toml(value: Fraction | int | bool) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return _decimal(value, 8) if isinstance(value, Fraction) else _decimal(Fraction(value, 100), 2)


def _decimal(value: Fraction, places: int) -> str:
    """An exact decimal; the value must have one of so many places."""
    scaled = value * 10**places
    assert scaled.denominator == 1
    digits = f"{abs(scaled.numerator):0{places + 1}}"
    return f"{'-' * (scaled < 0)}{digits[:-places]}.{digits[-places:]}"


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return _decimal(Fraction(value, 100), 2)
    return _decimal(value, 4) if isinstance(value, Fraction) else str(value)


def csv_of(rows: Sequence[Row], kind: type[Row], *, drop_empty_columns: bool) -> str:
    """The rows as CSV text; optional columns without any cell are left out if asked."""
    names = [column.name for column in fields(kind) if column.name != "file_date"]
    if drop_empty_columns:
        names = [
            name for name in names if name in REQUIRED[kind] or any(getattr(row, name) is not None for row in rows)
        ]
    lines = [names, *([_cell(getattr(row, name)) for name in names] for row in rows)]
    return "\n".join(",".join(cells) for cells in lines) + "\n"


def files_of(book: Book, *, one_file_per_pay_date: bool, drop_empty_columns: bool) -> dict[str, str]:
    """The texts of the inbox by file name."""
    texts = {}
    for dated in _distinct(row.file_date for row in book.census):
        rows = [row for row in book.census if row.file_date == dated]
        name = f"census_{dated}.csv" if dated else "census.csv"
        texts[name] = csv_of(rows, Census, drop_empty_columns=drop_empty_columns)
    if one_file_per_pay_date:
        for pay_date in _distinct(line.pay_date for line in book.payroll):
            lines = [line for line in book.payroll if line.pay_date == pay_date]
            texts[f"payroll_{pay_date}.csv"] = csv_of(lines, PayrollLine, drop_empty_columns=drop_empty_columns)
    else:
        texts["payroll.csv"] = csv_of(book.payroll, PayrollLine, drop_empty_columns=drop_empty_columns)
    texts["contributions.csv"] = csv_of(book.postings, Posting, drop_empty_columns=drop_empty_columns)
    texts["opening.csv"] = csv_of(book.openings, OpeningRow, drop_empty_columns=drop_empty_columns)
    if "census.csv" not in texts and not book.census:
        texts["census.csv"] = csv_of([], Census, drop_empty_columns=drop_empty_columns)
    return texts


def _distinct(days: Iterable[date | None]) -> list[date | None]:
    return sorted(set(days), key=lambda day: day or date.min)


def write_plan_folder(
    path: Path, plan: PlanTerms, book: Book, *, one_file_per_pay_date: bool = False, drop_empty_columns: bool = False
) -> None:
    """Write plan.toml and inbox/ below `path`."""
    inbox = path / "inbox"
    inbox.mkdir(parents=True)
    (path / "plan.toml").write_text(plan_text(plan), encoding="utf-8")
    texts = files_of(book, one_file_per_pay_date=one_file_per_pay_date, drop_empty_columns=drop_empty_columns)
    for name, text in texts.items():
        (inbox / name).write_text(text, encoding="utf-8")
