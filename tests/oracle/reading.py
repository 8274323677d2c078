"""Reads a plan folder's texts into the oracle's rows: the shortest reader that can, for good rows only."""

import csv
import io
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from tests.oracle.rows import Book, Census, OpeningRow, PayrollLine, PlanTerms, Posting

TERMS = {
    ("deferrals", "roth"): "roth",
    ("deferrals", "catch_up"): "catch_up",
    ("deferrals", "catch_up_60_63"): "catch_up_60_63",
    ("deferrals", "max_rate"): "max_rate",
    ("deferrals", "max_dollars"): "max_dollars",
    ("after_tax", "allowed"): "after_tax_allowed",
}


def read_plan(text: str) -> PlanTerms:
    """The terms the law page looks at; pay dates must be listed one by one."""
    plan = tomllib.loads(text, parse_float=Fraction)
    month, day = plan["plan"].get("limitation_year_start", "01-01").split("-")
    return PlanTerms(
        limitation_year_start=(int(month), int(day)),
        short_years=[(short["start"], short["end"]) for short in plan["plan"].get("short_years", [])],
        pay_dates=plan.get("pay_calendar", {}).get("dates", []),
        amendments=[(amendment["effective"], _terms(amendment)) for amendment in plan.get("amendment", [])],
        **_terms(plan),
    )


def _terms(tables: Mapping[str, Any]) -> dict[str, Any]:
    found = {}
    for (table, key), name in TERMS.items():
        if key in tables.get(table, {}):
            value = tables[table][key]
            found[name] = int(value * 100) if name == "max_dollars" else value
    return found


def read_book(files: Mapping[str, str]) -> Book:
    """The rows of all files, in the order of their names."""
    rows: dict[str, list[Any]] = {"census": [], "payroll": [], "contributions": [], "opening": []}
    for name, text in sorted(files.items()):
        feed = re.split(r"[_.-]", name)[0]
        if feed in rows:
            rows[feed] += [_row(feed, name, cells) for cells in _lines(text)]
    return Book(rows["census"], rows["payroll"], rows["contributions"], rows["opening"])


def _lines(text: str) -> Iterator[dict[str, str]]:
    for cells in csv.DictReader(io.StringIO(text)):
        yield {column: cell for column, cell in cells.items() if cell}


def _row(feed: str, name: str, cells: dict[str, str]) -> Any:  # noqa: ANN401
    kinds: dict[str, Any] = {"census": Census, "payroll": PayrollLine, "contributions": Posting, "opening": OpeningRow}
    row = kinds[feed]
    known = {column: _cell(column, cell) for column, cell in cells.items() if column in row.__dataclass_fields__}
    if feed == "census":
        dated = re.search(r"\d{4}-\d{2}-\d{2}", name)
        known["file_date"] = date.fromisoformat(dated.group()) if dated else None
        known.setdefault("birth_date", None)
    return row(**known)


TEXTS = ("employee_id", "run_type", "check_number", "source", "transaction_id", "activity", "for_year")
DATES = ("birth_date", "hire_date", "rehire_date", "termination_date", "pay_date", "posted_date", "as_of")


def _cell(column: str, cell: str) -> object:
    if column in TEXTS:
        return cell
    if column in DATES:
        return date.fromisoformat(cell)
    if column == "ownership_percent":
        return Fraction(cell)
    if column == "hce":
        return cell == "true"
    return int(Fraction(cell.replace(",", "")) * 100)
