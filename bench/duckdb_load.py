"""The yardstick: DuckDB's own typed load of the same CSV files: `python -m bench.duckdb_load PLAN_DIR FILE`."""

import sys
from pathlib import Path

import duckdb

from schemas.columns import columns
from schemas.feeds import FEEDS
from schemas.fields import CENTS, DATE

TYPES = {CENTS: "DECIMAL(18, 2)", DATE: "DATE"}
KINDS = ("census", "payroll", "contributions")


def load(inbox: Path, into: Path) -> None:
    """A table for each feed. No line number, no reject, no key, no hash: what reading and writing alone cost."""
    with duckdb.connect(into) as connection:
        for kind in KINDS:
            files = sorted(str(path) for path in inbox.glob(f"{kind}_*.csv"))
            with Path(files[0]).open() as file:
                header = file.readline().strip().split(",")
            units = {column.name: column.unit for column in columns(FEEDS[kind])}
            types = {name: TYPES.get(units.get(name, ""), "VARCHAR") for name in header}
            rows = connection.read_csv(files, header=True, dtype=types)  # type: ignore[arg-type]
            rows.create(kind)


if __name__ == "__main__":
    load(Path(sys.argv[1]) / "inbox", Path(sys.argv[2]))
