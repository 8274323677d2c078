"""Writes a drawn example as a real plan folder: plan.toml, and an inbox of CSV files."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from tests.oracle.calendars import PayCalendar
from tests.oracle.reading import DOLLARS, TERMS
from tests.oracle.rows import Book, Census, Election, OpeningRow, PayrollLine, PlanTerms, Posting

Row = Census | PayrollLine | Posting | OpeningRow | Election
REQUIRED = {
    Census: {"employee_id", "birth_date", "hire_date"},
    PayrollLine: {"employee_id", "pay_date", "gross_compensation"},
    Posting: {"employee_id", "posted_date", "source", "amount"},
    OpeningRow: {"employee_id", "as_of", "gross_compensation"},
    Election: {"employee_id", "effective_date"},
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
"""
    for name, calendar in plan.calendars.items():
        text += f"\n[pay_calendars.{name}]\n" if name else "\n[pay_calendar]\n"
        text += _calendar_text(calendar)
    said = {name: getattr(plan, name) for name in TERMS.values()}
    for table, keys in _by_table(said).items():
        text += f"\n[{table}]\n" + "".join(f"{key} = {value}\n" for key, value in keys.items())
    for effective, changes in plan.amendments:
        text += f"\n[[amendment]]\neffective = {effective}\n"
        for table, keys in _by_table(changes).items():
            text += f"{table} = {{ {', '.join(f'{key} = {value}' for key, value in keys.items())} }}\n"
    return text


def _calendar_text(calendar: PayCalendar) -> str:
    days = ", ".join(f'"{day}"' if isinstance(day, str) else str(day) for day in calendar.days)
    dates = ", ".join(day.isoformat() for day in calendar.dates)
    return f'dates = [{dates}]\nfrequency = "{calendar.frequency}"\nanchor = {calendar.anchor}\ndays = [{days}]\n'


def _by_table(said: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The terms under the tables and keys of plan.toml, as text."""
    tables: dict[str, dict[str, str]] = {}
    for (table, key), name in TERMS.items():
        if name in said:
            tables.setdefault(table, {})[key] = _toml(name, said[name])
    return tables


def _toml(name: str, value: Any) -> str:  # noqa: ANN401
    if name == "tiers":
        tiers = [f"{{ rate = {_decimal(rate, 8)}, up_to = {_decimal(up_to, 8)} }}" for rate, up_to in value]
        return f"[{', '.join(tiers)}]"
    if name == "matched":
        return f"[{', '.join(_quoted(source) for source in value)}]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return _quoted(value)
    return _decimal(Fraction(value, 100), 2) if name in DOLLARS else _decimal(Fraction(value), 8)


def _quoted(text: str) -> str:
    return f'"{text}"'


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
    return _decimal(value, 8) if isinstance(value, Fraction) else str(value)


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
    texts["elections.csv"] = csv_of(book.elections, Election, drop_empty_columns=drop_empty_columns)
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
