"""A plan folder after one night, and what `megaroth precheck` makes of a proposed payroll, as JSON."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from flows import steps
from megaroth.cli import main
from megaroth.limits import load_limits
from megaroth.people import Moment
from megaroth.plan import parse_plan
from megaroth.precheck import precheck
from schemas.reports import Precheck
from tests import drawn
from tests.agreement.engine import book_of
from tests.ahead import AT_45, paid
from tests.feeds_as_text import parsed

NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
DATES = "2026-06-30 2026-09-30 2026-12-31"
DEFERRED_TO_THE_LIMIT_OF_2025 = """
    employee_id | pay_date   | gross_compensation | pre_tax
    E1          | 2025-08-29 | 100,000.00         | 4,000.00
    E1          | 2025-11-28 | 100,000.00         | 19,500.00"""
UNTIL_JUNE = {
    "dates": "2025-08-29 2025-11-28 2025-12-31 2026-01-30 2026-02-27 2026-03-31 2026-04-30 2026-05-29 2026-06-30",
    "start": "07-01",
    "terms": "[after_tax]\nrequires_deferral_limit = true",
}
"""A limitation year that crosses 1 January; as elected, 4,000 are deferred on each of the six dates of 2026."""


def after_a_night(
    folder: Path,
    payroll: str = paid(),
    *,
    dates: str = DATES,
    start: str = "01-01",
) -> Path:
    """The plan folder with a store."""
    inbox = folder / "inbox"
    inbox.mkdir(parents=True)
    (folder / "plan.toml").write_text(plan_of(dates, start=start), encoding="utf-8")
    for name, table in {"census_2026-01-01": AT_45, "payroll_2026-06-30": payroll}.items():
        (inbox / f"{name}.csv").write_text(drawn.csv_text(table), encoding="utf-8")
    run_night(folder, "2026-06-30")
    return folder


def run_night(folder: Path, as_of: str, year: str | None = None) -> None:
    """One more night of the plan."""
    with steps.open_night(folder, date.fromisoformat(as_of), year, False, 1, NOW, list[str]().append) as tonight:
        steps.load(tonight)
        steps.answer(tonight)
        steps.publish(tonight)


def cuts_of(
    proposed: str,
    payroll: str = paid(),
    *,
    census: str = AT_45,
    terms: str = "",
    dates: str = DATES,
    as_of: str = "2026-09-29",
    received: str = "",
    start: str = "01-01",
) -> list[dict[str, Any]]:
    """The lines to cut of a drawn payroll, without a store; amounts in cents. `received`: payroll that came early."""
    feeds = {"census_2026-01-01.csv": census, "payroll_1.csv": payroll, "payroll_2.csv": received}
    book = book_of({name: drawn.csv_text(table) for name, table in feeds.items() if table})
    plan = parse_plan(plan_of(dates, terms, start))
    lines = parsed("payroll", drawn.csv_text(proposed)).accepted
    day = date.fromisoformat(as_of)
    told = precheck(book, lines, plan, load_limits(), Moment(plan.years.containing(day), day)).lines
    return Precheck.validate(told, lazy=True).to_dicts()


def plan_of(dates: str, terms: str = "", start: str = "01-01") -> str:
    """A plan that pays on exactly these dates."""
    return (
        f'[plan]\nid = "p"\nname = "p"\nlimitation_year_start = "{start}"\n'
        f"[pay_calendar]\ndates = [{', '.join(dates.split())}]\n{terms}\n"
    )


class Desk:
    """Where a proposed payroll is looked at."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capsys = capsys
        self.said = ""
        self.said_beside = ""

    def status(self, text: str, *arguments: str) -> int:
        """The exit status of `precheck` on the text of a file; what it said is kept, standard error last."""
        file = self.folder.parent / "proposed.csv"
        file.write_text(text, encoding="utf-8")
        self.capsys.readouterr()
        status = main(["precheck", str(self.folder), str(file), *arguments])
        told = self.capsys.readouterr()
        self.said = told.out + told.err
        return status

    def cuts(self, table: str, *arguments: str) -> list[dict[str, Any]]:
        """The lines to cut of a drawn payroll; amounts in cents. What standard error says is kept."""
        file = self.folder.parent / "proposed.csv"
        file.write_text(drawn.csv_text(table), encoding="utf-8")
        self.capsys.readouterr()
        assert main(["precheck", str(self.folder), str(file), "--json", *arguments]) == 0
        printed = self.capsys.readouterr()
        self.said_beside = printed.err
        told: list[dict[str, Any]] = json.loads(printed.out, parse_float=drawn.cents)
        return told
