"""A night on a company that `megaroth sample` invents, without Prefect; its reports as rows."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from flows import steps
from megaroth.sample import company
from megaroth.sample_folder import write_folder

Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Night:
    plan_dir: Path
    as_of: date

    def report(self, name: str) -> Rows:
        return rows(self.plan_dir / "reports" / self.as_of.isoformat() / f"{name}.csv")

    def room(self) -> dict[str, dict[str, str]]:
        return {row["employee_id"]: row for row in self.report("room")}

    def conversions(self) -> dict[str, dict[str, str]]:
        return {row["employee_id"]: row for row in self.report("conversions")}

    def found(self) -> set[tuple[str, str, str]]:
        """Check, severity and employee_id of each finding."""
        return {(row["check"], row["severity"], row["employee_id"]) for row in self.report("findings")}

    def inbox(self, feed: str) -> Rows:
        """All rows of a feed, in the order of its files."""
        return [row for path in sorted((self.plan_dir / "inbox").glob(f"{feed}*")) for row in rows(path)]


def rows(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(folder: Path, employees: int, through: date, seed: int = 1) -> Path:
    write_folder(folder, company(employees, through.year, seed, through))
    return folder


def run(plan_dir: Path, as_of: date) -> Night:
    """The night's plain steps."""
    with steps.open_night(plan_dir, as_of, None, False, 1, datetime.now(UTC), list[str]().append) as night:
        steps.load(night)
        steps.answer(night)
        steps.publish(night)
    return Night(plan_dir, as_of)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its path inside."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in files(folder)}


def files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())
