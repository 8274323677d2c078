"""The published room report against the oracle in plain Python (tests/oracle), for people drawn at random.

`python -m bench.agreement PLAN_DIR 2026-12-31 --people 500`. Exit status 1 when they disagree, naming columns.
"""

import argparse
import random
import sys
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl

from tests.oracle.law import answer
from tests.oracle.reading import read_book, read_plan

NOT_COMPARED = {"name"}
PEOPLE_AT_ONCE = 25  # the oracle looks through all the rows it has for each person


def published(plan_dir: Path, as_of: date) -> pl.DataFrame:
    """The room report, money as decimals."""
    return pl.read_parquet(plan_dir / "reports" / as_of.isoformat() / "room.parquet")


def rows_of(plan_dir: Path, people: list[str], as_of: date) -> dict[str, pl.DataFrame]:
    """Each file's rows of these people, as text, without refused rows and a register line's repeat."""
    rejects = pl.read_csv(plan_dir / "reports" / as_of.isoformat() / "rejects.csv", infer_schema=False)
    refused = {name: lines["line"].cast(pl.Int64).to_list() for (name,), lines in rejects.group_by("file")}
    rows = {}
    for path in sorted((plan_dir / "inbox").glob("*.csv")):
        lines = pl.scan_csv(path, infer_schema=False, row_index_name="#", row_index_offset=2)
        chosen = pl.col("employee_id").is_in(people), ~pl.col("#").is_in(refused.get(path.name, []))
        frame = lines.filter(*chosen).drop("#").collect(engine="streaming")
        rows[path.name] = frame.unique(maintain_order=True) if path.name.startswith("payroll") else frame
    return rows


def oracle(plan_dir: Path, people: list[str], as_of: date) -> dict[str, dict[str, object]]:
    """What the oracle answers for these people."""
    rows = rows_of(plan_dir, people, as_of)
    plan = read_plan((plan_dir / "plan.toml").read_text())
    said: dict[str, dict[str, object]] = {}
    for start in range(0, len(people), PEOPLE_AT_ONCE):
        some = people[start : start + PEOPLE_AT_ONCE]
        texts = {name: frame.filter(pl.col("employee_id").is_in(some)).write_csv() for name, frame in rows.items()}
        said |= {person: row.columns() for person, row in answer(read_book(texts), plan, as_of).items()}
    return said


def as_oracle(row: dict[str, object]) -> dict[str, object]:
    """A row of the report in the oracle's units: cents, and reasons by their codes."""
    return {name: in_its_units(value) for name, value in row.items() if name not in NOT_COMPARED}


def in_its_units(value: object) -> object:
    """Money as whole cents, a rate as hundred-millionths, a reason as its code."""
    if isinstance(value, Decimal):
        return int(value.scaleb(-int(value.as_tuple().exponent)))
    return tuple(str(reason).split(":")[0] for reason in value) if isinstance(value, list) else value


def differing(report: Iterable[dict[str, object]], said: dict[str, dict[str, object]]) -> list[str]:
    """Person and columns, a line each; the people are invented."""
    found = []
    for row in report:
        person = str(row["employee_id"])
        expected = said.pop(person, {})
        columns = [name for name, value in as_oracle(row).items() if expected.get(name) != value]
        found += [f"{person}: {', '.join(columns)}"] if columns else []
    return found + [f"{person}: not in the report" for person in said]


def main() -> int:
    """0 where all agree."""
    asked = argparse.ArgumentParser(description="Compare the published room report with the oracle.")
    asked.add_argument("plan_dir", type=Path)
    asked.add_argument("as_of", type=date.fromisoformat)
    asked.add_argument("--people", type=int, default=500)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    report = published(given.plan_dir, given.as_of)
    everybody = report["employee_id"].to_list()
    people = sorted(random.Random(given.seed).sample(everybody, min(given.people, len(everybody))))
    drawn = report.filter(pl.col("employee_id").is_in(people))
    found = differing(drawn.to_dicts(), oracle(given.plan_dir, people, given.as_of))
    room = drawn.select((pl.col("room") == 0).sum(), (pl.col("excess") > 0).sum(), pl.col("unreconciled").sum()).row(0)
    print(f"Oracle and report: {len(people)} people, {len(found)} differ", end=" ")
    print(f"({room[0]} without room, {room[1]} over the limit, {room[2]} unreconciled)")
    print("\n".join(found), file=sys.stderr, end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
