"""The shape of a case: drawn feeds in, columns of the room report out, with numbers typed by hand.

A case is only data. The oracle and the engine both answer it; neither knows the other's way.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tests import drawn


@dataclass(frozen=True)
class Case:
    """One plan folder on one day, and what must come of it.

    `files`: texts of the inbox by file name. `expected`: report columns by employee, as a CSV report prints them.
    `findings`: by employee, `excess_deferrals YEAR`, and `roth_catch_up_wrong YEAR` with what the `wages YEAR` do.
    `worked`: the arithmetic in words, where the tables do not show it.
    """

    name: str
    says: str
    as_of: date
    plan: str
    files: Mapping[str, str]
    expected: Mapping[str, Mapping[str, str]]
    year: str | None = None
    findings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    worked: str = ""


def plan(*pay_dates: str, start: str = "01-01", short_years: str = "[]", terms: str = "") -> str:
    """A plan that pays on exactly these dates."""
    return f"""
[plan]
id = "case"
name = "A case"
limitation_year_start = "{start}"
short_years = {short_years}

[pay_calendar]
dates = [{", ".join(pay_dates)}]
{terms}
"""


def case(
    name: str,
    says: str,
    *,
    as_of: str,
    census: str,
    expected: str,
    payroll: str = "",
    contributions: str = "",
    opening: str = "",
    elections: str = "",
    further_dates: str = "",
    terms: str = "",
    start: str = "01-01",
    short_years: str = "[]",
    year: str | None = None,
    findings: str = "",
    further: Mapping[str, str] | None = None,
    worked: str = "",
) -> Case:
    """A case whose plan pays on the dates of its payroll, and `further_dates`; `further` files by name, drawn too."""
    feeds = {
        "census": census,
        "payroll": payroll,
        "contributions": contributions,
        "opening": opening,
        "elections": elections,
    }
    paid = {row["pay_date"] for row in drawn.rows(payroll)} if payroll else set()
    pay_dates = sorted({*paid, *further_dates.split()})
    return Case(
        name=name,
        says=says,
        as_of=date.fromisoformat(as_of),
        plan=plan(*pay_dates, start=start, short_years=short_years, terms=terms),
        files={f"{feed}.csv": drawn.csv_text(table) for feed, table in feeds.items() if table}
        | {name: drawn.csv_text(table) for name, table in (further or {}).items()},
        expected=_by_employee(expected),
        year=year,
        findings=_by_employee(findings) if findings else {},
        worked=worked,
    )


def _by_employee(table: str) -> dict[str, dict[str, str]]:
    return {row.pop("employee_id"): row for row in drawn.rows(table)}


def born(day: str, **more: str) -> str:
    """A census of one person, E1, hired long ago, with further columns if given."""
    columns = {"employee_id": "E1", "birth_date": day, "hire_date": "2010-03-01", **more}
    return " | ".join(columns) + "\n" + " | ".join(columns.values())
