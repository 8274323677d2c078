"""A night on drawn feeds: the plan folder is written, the steps run, and the findings report is read back."""

import csv
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from flows import steps
from tests import drawn

Rows = list[dict[str, str]]

CENSUS = """
    employee_id | first_name | last_name | birth_date | hire_date
    E1          | Ada        | Example   | 1980-02-03 | 2020-01-06
    E2          | Ben        | Example   | 1990-05-06 | 2021-03-01
"""
NOW = datetime(2027, 12, 31, 12, 0, tzinfo=UTC)


def plan(*pay_dates: str, more: str = "", year_starts: str = "01-01", short_year: str = "") -> str:
    """The text of a plan.toml that is paid on these dates and no others; `more` is further tables."""
    return f"""
        [plan]
        id = "drawn-401k"
        name = "Drawn 401(k) Plan"
        limitation_year_start = "{year_starts}"
        short_years = [{short_year}]

        [pay_calendar]
        dates = [{", ".join(pay_dates)}]
        {more}
    """


def findings(
    folder: Path, as_of: str, plan_text: str, feeds: Mapping[str, str], year: str | None = None, census: str = CENSUS
) -> Rows:
    """The findings report of a night. `feeds`: the drawn table of each file, by its name without .csv."""
    inbox = folder / "inbox"
    inbox.mkdir(exist_ok=True)
    (folder / "plan.toml").write_text(plan_text, encoding="utf-8")
    for name, table in {"census_2026-01-01": census, **feeds}.items():
        (inbox / f"{name}.csv").write_text(drawn.csv_text(table), encoding="utf-8")
    return night(folder, as_of, year)


def night(folder: Path, as_of: str, year: str | None = None) -> Rows:
    """The findings report of a night on the folder as it is."""
    with steps.open_night(folder, date.fromisoformat(as_of), year, False, 1, NOW, list[str]().append) as tonight:
        steps.load(tonight)
        steps.answer(tonight)
        reports = steps.publish(tonight).reports
    with (reports / "findings.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def of_check(found: Rows, check: str) -> Rows:
    """The findings of one check."""
    return [finding for finding in found if finding["check"] == check]


def same(found: Rows, table: str) -> bool:
    """Whether the findings are those of the drawn table, in its columns and order; `place` is file:line."""
    expected = drawn.rows(table)
    placed = [finding | {"place": ":".join(filter(None, [finding["file"], finding["line"]]))} for finding in found]
    said = [{column: finding[column] for column in expected[0]} for finding in placed]
    assert said == expected
    return True
