"""The night at its real size, measured: `python -m bench.nightly --people 100000 --repeat 3` prints a table.

Every measurement is a process of its own: seconds from its start to its end, processor seconds, and the most memory it
held, all as the kernel counts them. Of several tries the shortest counts: the others waited for somebody else.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

# Nothing heavy is imported here: a child begins with its parent's memory, and that would count as its own.

DAY_BEFORE_LAST, LAST_DAY = "2026-12-30", "2026-12-31"
SAMPLE = [sys.executable, "-m", "megaroth", "sample"]
NIGHT = [sys.executable, "-m", "bench.night"]
MEGABYTE = 2**20


@dataclass(frozen=True)
class Taken:
    """What a process took; `printed` is what it said."""

    seconds: float
    processor: float
    megabytes: float
    printed: str


def taken(command: list[str], **environment: str) -> Taken:
    """Runs a command to its end. SystemExit if it fails."""
    began = time.perf_counter()
    with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as told:
        process = subprocess.Popen(command, stdout=said, stderr=told, env=os.environ | environment)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - began
        said.seek(0)
        told.seek(0)
        printed, progress = said.read(), told.read()
    if process.returncode:
        print(progress, file=sys.stderr)
        raise SystemExit(f"{' '.join(command)}: exit status {process.returncode}")
    held = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / MEGABYTE
    return Taken(seconds, usage.ru_utime + usage.ru_stime, held, printed)


def forget(plan_dir: Path) -> None:
    """As if no night had been: no store, no reports."""
    (plan_dir / "megaroth.duckdb").unlink(missing_ok=True)
    shutil.rmtree(plan_dir / "reports", ignore_errors=True)


@contextmanager
def without_last_pay_date(plan_dir: Path) -> Iterator[None]:
    """The inbox while the last payroll and posting file have not come yet."""
    inbox = plan_dir / "inbox"
    last = [max(inbox.glob(f"{kind}_*.csv")) for kind in ("payroll", "contributions")]
    for file in last:
        file.rename(plan_dir / file.name)
    try:
        yield
    finally:
        for file in last:
            (plan_dir / file.name).rename(file)


def measured(plan_dir: Path) -> dict[str, Taken]:
    """Each kind of night once, and the yardstick."""
    forget(plan_dir)
    with without_last_pay_date(plan_dir):
        taken([*NIGHT, str(plan_dir), DAY_BEFORE_LAST])
    one_more = taken([*NIGHT, str(plan_dir), LAST_DAY])
    forget(plan_dir)
    whole = taken([*NIGHT, str(plan_dir), DAY_BEFORE_LAST])
    nothing_new = taken([*NIGHT, str(plan_dir), LAST_DAY])
    into = plan_dir / "yardstick.duckdb"
    yardstick = taken([sys.executable, "-m", "bench.duckdb_load", str(plan_dir), str(into)])
    into.unlink()
    return {
        "whole night, empty store": whole,
        "one more payroll and posting file": one_more,
        "nothing new": nothing_new,
        "DuckDB's own typed load": yardstick,
    }


def through_prefect(plan_dir: Path) -> Taken:
    """The whole night by the command, with Prefect's embedded server in a home that has none yet."""
    forget(plan_dir)
    command = [str(Path(sys.executable).with_name("megaroth")), "nightly", str(plan_dir), "--as-of", LAST_DAY]
    return taken(command, PREFECT_HOME=str(plan_dir / "prefect"))


def table(rows: dict[str, Taken]) -> str:
    """A line a measurement, and below it the steps of the nights."""
    lines = ["| | seconds | processor | peak MB |", "| --- | ---: | ---: | ---: |"]
    lines += [f"| {name} | {it.seconds:.1f} | {it.processor:.1f} | {it.megabytes:,.0f} |" for name, it in rows.items()]
    nights = {name: json.loads(it.printed) for name, it in rows.items() if it.printed.startswith("{")}
    lines += ["", f"| seconds (processor) | {' | '.join(nights)} |", "| --- |" + " ---: |" * len(nights)]
    for step in next(iter(nights.values())):
        cells = [f"{night[step][0]:.1f} ({night[step][1]:.1f})" if step in night else "" for night in nights.values()]
        lines.append(f"| {step} | {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> int:
    """0 where the oracle agrees with what was published."""
    asked = argparse.ArgumentParser(description="Measure the nightly run.")
    asked.add_argument("--people", type=int, default=100_000)
    asked.add_argument("--repeat", type=int, default=3)
    asked.add_argument("--drawn", type=int, default=500, help="people whose answer the oracle checks")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="megaroth-bench-") as scratch:
        plan_dir = Path(scratch) / "plan"
        made = taken([*SAMPLE, str(plan_dir), "--employees", str(given.people), "--year", LAST_DAY[:4]])
        size = sum(file.stat().st_size for file in (plan_dir / "inbox").iterdir()) / MEGABYTE
        print(f"{given.people:,} people, {size:,.0f} MB of CSV, made in {made.seconds:.0f} s")
        tries = [measured(plan_dir) for _ in range(given.repeat)]
        best = {name: min((each[name] for each in tries), key=lambda it: it.seconds) for name in tries[0]}
        prefect = {"the same by `megaroth nightly`, Prefect's first start": through_prefect(plan_dir)}
        print(table(best | prefect))
        compare = [sys.executable, "-m", "bench.agreement", str(plan_dir), LAST_DAY, "--people", str(given.drawn)]
        return subprocess.run(compare, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
