"""The yardstick: DuckDB's own typed load of the same CSV files: `python -m bench.duckdb_load PLAN_DIR FILE`."""

import sys
from pathlib import Path
from statistics import mode

import duckdb

from schemas.columns import columns
from schemas.feeds import FEEDS
from schemas.fields import CENTS, DATE

TYPES = {CENTS: "DECIMAL(18, 2)", DATE: "DATE"}
KINDS = ("census", "payroll", "contributions")


def load(inbox: Path, into: Path) -> None:
    """A table for each feed, of its files with the commonest header and without rows that break a type.

    No line number, no reject, no key, no hash: what reading and writing alone cost.
    """
    with duckdb.connect(into) as connection:
        for kind in KINDS:
            every = sorted(inbox.glob(f"{kind}*.csv"))
            header = mode(header_of(path) for path in every)
            files = [path for path in every if header_of(path) == header]
            units = {column.name: column.unit for column in columns(FEEDS[kind])}
            types = {name: TYPES.get(units.get(name, ""), "VARCHAR") for name in header}
            rows = connection.read_csv(
                [str(path) for path in files],  # type: ignore[arg-type]
                header=True,
                dtype=types,
                ignore_errors=True,
            )
            rows.create(kind)


def header_of(path: Path) -> tuple[str, ...]:
    with path.open(encoding="utf-8") as file:
        return tuple(file.readline().strip().split(","))


if __name__ == "__main__":
    load(Path(sys.argv[1]) / "inbox", Path(sys.argv[2]))
