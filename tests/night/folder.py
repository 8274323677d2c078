"""A plan folder with a little of everything that arrives, and nights run on it without Prefect."""

import csv
import shutil
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from flows import steps
from tests import drawn

NOW: Final = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
AS_OF: Final = "2026-02-28"

PLAN: Final = """
[plan]
id = "rich-401k"
name = "Rich 401(k) Plan"

[pay_calendar]
dates = [2026-01-09, 2026-01-23, 2026-02-06, 2026-02-20]

[[amendment]]
effective = 2026-02-01
deferrals = { max_rate = 0.50 }
"""

PAYROLL: Final = {
    "payroll_2026-01-09.csv": """
        employee_id | pay_date   | gross_compensation | pre_tax   | after_tax | match
        E1          | 2026-01-09 | 60,000.00          | 20,000.00 | 300.00    | 180.00
        E2          | 2026-01-09 | 4,000.00           | 400.00    | 100.00    |
        E3          | 2026-01-09 | 5,000.00           | 500.00    | 0.00      | 150.00""",
    "payroll_2026-01-23.csv": """
        employee_id | pay_date   | gross_compensation | pre_tax   | after_tax | match
        E1          | 2026-01-23 | 60,000.00          | 12,000.00 | 300.00    | 180.00
        E2          | 2026-01-23 | 4,000.00           | 400.00    | 100.00    |
        E2          | 2026-01-09 | 4,000.00           | 400.00    | 150.00    |
        E3          | 2026-01-09 | 5,000.00           | 500.00    | 0.00      | 150.00
        E9          | 2026-01-23 | 3,000.00           | 90.00     | 0.00      | 90.00""",
    "payroll_2026-02-20.csv": """
        employee_id | pay_date   | gross_compensation | pre_tax | after_tax | match
        E1          | 2026-02-20 | 60,000.00          | 0.00    | 9,000.00  | 180.00
        E2          | 2026-02-20 | 4,000.00           | 400.00  | 100.00    |
        E3          | 2026-02-20 | 5,000.00           | 500.00  | 0.00      | 150.00""",
}

FILES = PAYROLL | {
    "census_2026-01-02.csv": """
        employee_id | first_name | last_name | ssn         | birth_date | hire_date  | prior_year_compensation
        E1          | Ada        | Example   | 666-01-0001 | 1970-02-03 | 2010-01-04 | 170,000.00
        E2          | Ben        | Example   | 666-01-0002 | 1990-05-06 | 2021-03-01 |
        E3          | =Cleo      | Example   | 666-01-0003 | 1960-01-01 | 2022-03-01 |""",
    "census_2026-02-02.csv": """
        employee_id | first_name | last_name | birth_date | hire_date  | termination_date | related_employer_additions
        E2          | Ben        | Sample    | 1990-05-06 | 2021-03-01 | 2026-02-13       | 1,000.00
        E4          | Dora       | Example   | 1985-07-08 | 2025-11-03 |                  |""",
    "payroll_2026-02-06.csv": """
        employee_id | pay_date   | gross_compensation | pre_tax | after_tax | match  | note
        E1          | 2026-02-06 | 60,000.00          | 400.00  | 300.00    | 180.00 | paid
        E3          | 2026-02-06 | 5OOO.00            | 500.00  | 0.00      | 150.00 |
        E4          | 2026-02-06 | 7,000.00           | 700.00  | 200.00    | 210.00 |""",
    "contributions_2026-01.csv": """
        employee_id | posted_date | source    | amount    | pay_date   | transaction_id | activity     | for_year
        E1          | 2026-01-13  | pre_tax   | 20,000.00 | 2026-01-09 | T1             |              |
        E1          | 2026-01-13  | after_tax | 350.00    | 2026-01-09 | T2             |              |
        E2          | 2026-01-13  | match     | 120.00    | 2026-01-09 | T3             |              |
        E2          | 2026-01-27  | match     | 120.00    | 2026-01-23 | T4             |              |
        E2          | 2026-01-27  | match     | 15.00     |            |                |              |
        E2          | 2026-01-27  | match     | 15.00     |            |                |              |
        E3          | 2026-01-28  | match     | 412.30    |            | T5             | true_up      | 2025""",
    "contributions_2026-02.csv": """
        employee_id | posted_date | source    | amount  | pay_date   | transaction_id | activity     | for_year
        E3          | 2026-02-10  | pre_tax   | 500.00  | 2026-02-06 | T6             |              |
        E2          | 2026-02-11  | match     | -15.00  |            | T7             | reversal     |
        E1          | 2026-02-12  | after_tax | -80.00  |            | T8             | reversal     |
        E1          | 2026-02-12  | pre_tax   | 75.00   |            | T9             | refund_402g  |
        E2          | 2026-02-24  | match     | 1,50    |            | T10            |              |
        E1          | 2026-02-24  | after_tax | 9000.00 | 2026-02-20 | T2             |              |""",
    "opening_2026-01-23.csv": """
        employee_id | as_of      | gross_compensation | pre_tax  | after_tax | match
        E4          | 2026-01-23 | 14,000.00          | 1,400.00 | 400.00    | 420.00""",
    "elections_2026.csv": """
        employee_id | pre_tax_rate
        E1          | 0.10""",
    "balances_2026-01-31.csv": """
        employee_id | as_of      | after_tax_basis | after_tax_value
        E1          | 2026-01-31 | 600.00          | 612.00""",
    "withdrawals_2026-02.csv": """
        employee_id | date       | amount | basis  | route
        E1          | 2026-02-03 | 100.00 | 98.00  | roth_ira
        E1          | 2026-02-03 | 100.00 | 98.00  | roth_ira""",
}
FILES |= {
    "payroll_2026-01-09_again.csv": FILES["payroll_2026-01-09.csv"],
    "census_2026-01-31.csv": FILES["census_2026-01-02.csv"],
}
"""Drawn, by name. Among them: equal files, restated lines, a duplicate, equal lines, refused rows, a comma that
makes a cell too many, a refused file, an unknown column, a posting of the year before, reversals with and without an
original, an opening, and somebody the census lacks."""


def text_of(name: str) -> str:
    """The file as it arrives."""
    return drawn.csv_text(FILES[name])


def drop(plan_dir: Path, files: Mapping[str, str]) -> None:
    """Puts files, text by name, into the inbox."""
    for name, text in files.items():
        (plan_dir / "inbox" / name).write_text(text, encoding="utf-8")


def plan_folder(plan_dir: Path, names: Iterable[str] = FILES) -> Path:
    """Writes the plan folder with the files of these names in its inbox."""
    (plan_dir / "inbox").mkdir(parents=True)
    (plan_dir / "plan.toml").write_text(PLAN, encoding="utf-8")
    drop(plan_dir, {name: text_of(name) for name in names})
    return plan_dir


def another(plan_dir: Path, place: Path) -> Path:
    """The same plan and inbox elsewhere, without store and reports."""
    shutil.copytree(plan_dir / "inbox", place / "inbox")
    shutil.copy(plan_dir / "plan.toml", place)
    return place


def unheard(_: str) -> None:
    """Takes what a night says of its progress."""


def night(
    plan_dir: Path, as_of: str = AS_OF, *, year: str | None = None, verify: bool = False, wait: float = 5
) -> Path:
    """One night; the folder of its reports."""
    with steps.open_night(plan_dir, date.fromisoformat(as_of), year, verify, wait, NOW, unheard) as tonight:
        steps.load(tonight)
        steps.answer(tonight)
        return steps.publish(tonight).reports


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path there; nothing where there is no folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def rows(reports: Path, table: str, *, without: Iterable[str] = ()) -> list[dict[str, str]]:
    """A report's rows as its CSV prints them, without some columns."""
    with (reports / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return [{name: cell for name, cell in row.items() if name not in without} for row in csv.DictReader(file)]
