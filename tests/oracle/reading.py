"""Reads a plan folder's texts into the oracle's rows: the shortest reader that can, for good rows only."""

import csv
import io
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from tests.oracle.calendars import PayCalendar
from tests.oracle.rows import Book, Census, Election, OpeningRow, PayrollLine, PlanTerms, Posting

TERMS = {
    ("deferrals", "roth"): "roth",
    ("deferrals", "catch_up"): "catch_up",
    ("deferrals", "catch_up_60_63"): "catch_up_60_63",
    ("deferrals", "max_rate"): "max_rate",
    ("deferrals", "max_dollars"): "max_dollars",
    ("deferrals", "spillover"): "spillover",
    ("deferrals", "assume"): "assume",
    ("after_tax", "allowed"): "after_tax_allowed",
    ("after_tax", "max_rate"): "after_tax_max_rate",
    ("after_tax", "max_dollars"): "after_tax_max_dollars",
    ("after_tax", "hce_max_rate"): "hce_max_rate",
    ("after_tax", "requires_deferral_limit"): "requires_deferral_limit",
    ("after_tax", "election_step"): "election_step",
    ("match", "tiers"): "tiers",
    ("match", "dollar_cap"): "dollar_cap",
    ("match", "sources"): "matched",
    ("match", "catch_up_matched"): "catch_up_matched",
    ("match", "timing"): "match_timing",
    ("match", "true_up_last_day"): "true_up_last_day",
    ("nonelective", "rate"): "nonelective_rate",
    ("nonelective", "timing"): "nonelective_timing",
    ("nonelective", "last_day"): "nonelective_last_day",
}
DOLLARS = ("max_dollars", "after_tax_max_dollars", "dollar_cap")


def read_plan(text: str) -> PlanTerms:
    """The terms the law page looks at, and the pay calendars."""
    plan = tomllib.loads(text, parse_float=Fraction)
    month, day = plan["plan"].get("limitation_year_start", "01-01").split("-")
    calendars = {"": plan.get("pay_calendar", {}), **plan.get("pay_calendars", {})}
    return PlanTerms(
        limitation_year_start=(int(month), int(day)),
        short_years=[(short["start"], short["end"]) for short in plan["plan"].get("short_years", [])],
        calendars={name: PayCalendar(**_with_tuples(calendar)) for name, calendar in calendars.items()},
        amendments=tuple((amendment["effective"], _terms(amendment)) for amendment in plan.get("amendment", [])),
        **_terms(plan),
    )


def _terms(tables: Mapping[str, Any]) -> dict[str, Any]:
    found = {}
    for (table, key), name in TERMS.items():
        if key in tables.get(table, {}):
            value = tables[table][key]
            if name in DOLLARS:
                value = int(value * 100)
            elif name == "tiers":
                value = [(tier["rate"], tier["up_to"]) for tier in value]
            found[name] = value
    return _with_tuples(found)


def _with_tuples(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}


FEEDS: dict[str, Any] = {
    "census": Census,
    "payroll": PayrollLine,
    "contributions": Posting,
    "opening": OpeningRow,
    "elections": Election,
}


def read_book(files: Mapping[str, str]) -> Book:
    """The rows of all files, in the order of their names."""
    rows: dict[str, list[Any]] = {name: [] for name in FEEDS}
    for name, text in sorted(files.items()):
        feed = re.split(r"[_.-]", name)[0]
        if feed in rows:
            rows[feed] += [_row(feed, name, cells) for cells in _lines(text)]
    return Book(*(rows[feed] for feed in FEEDS))


def _lines(text: str) -> Iterator[dict[str, str]]:
    for cells in csv.DictReader(io.StringIO(text)):
        yield {column: cell for column, cell in cells.items() if cell}


def _row(feed: str, name: str, cells: dict[str, str]) -> Any:  # noqa: ANN401
    row = FEEDS[feed]
    known = {column: _cell(column, cell) for column, cell in cells.items() if column in row.__dataclass_fields__}
    if feed == "census":
        dated = re.search(r"\d{4}-\d{2}-\d{2}", name)
        known["file_date"] = date.fromisoformat(dated.group()) if dated else None
        known.setdefault("birth_date", None)
    return row(**known)


TEXTS = ("employee_id", "pay_group", "run_type", "check_number", "source", "transaction_id", "activity", "for_year")
DATES = (
    "birth_date",
    "hire_date",
    "rehire_date",
    "termination_date",
    "pay_date",
    "posted_date",
    "as_of",
    "effective_date",
)
RATES = ("ownership_percent", "pre_tax_rate", "roth_rate", "after_tax_rate")


def _cell(column: str, cell: str) -> object:
    if column in TEXTS:
        return cell
    if column in DATES:
        return date.fromisoformat(cell)
    if column in RATES:
        return Fraction(cell)
    if column == "hce":
        return cell == "true"
    return int(Fraction(cell.replace(",", "")) * 100)
