"""One night without Prefect, its steps timed: `python -m bench.night PLAN_DIR 2026-12-31`.

Prints, as JSON, each step's seconds on the clock and of processor time.
"""

import json
import sys
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, Final
from unittest.mock import patch

import polars as pl

from flows import intake, steps
from megaroth import answers, night_reports
from megaroth.outbox import Prepared
from megaroth.store import Store

STEPS: Final[list[tuple[Any, str, str]]] = [
    (steps, "load", "read, parse, keep"),
    (intake, "settle_rows", "settle"),
    (Store, "book", "book"),
    (night_reports, "answer", "answer"),
    (answers, "dates_ahead", "forecast"),
    (answers, "with_late", "forecast"),
    (answers, "rest_of_year", "forecast"),
    (night_reports, "followed_accounts", "accounts"),
    (night_reports, "conversions", "accounts"),
    (night_reports, "forms_1099r", "forms"),
    (night_reports, "strategy", "strategy"),
    (night_reports, "doors", "doors"),
    (night_reports, "payroll_caps", "payroll caps"),
    (night_reports, "gathered", "checks"),
    (Store, "earlier_findings", "checks"),
    (steps, "compared", "checks"),
    (Store, "rejects", "write"),
    (Store, "controls", "write"),
    (Store, "keep_findings", "write"),
    (Store, "keep_people", "write"),
    (steps, "prepare", "write"),  # tables, workbook and page
    (Store, "commit", "commit"),
    (Prepared, "publish", "commit"),
]
"""Where a step's function is looked up, its name there, and the step it belongs to."""


class Clock:
    """Seconds on the clock and of processor time by step; what an inner step takes is not the outer one's."""

    def __init__(self) -> None:
        self.steps = {step: [0.0, 0.0] for _, _, step in STEPS}
        self.called: list[tuple[object, str]] = []
        self._inner = [[0.0, 0.0]]

    def timed(self, place: object, name: str, step: str) -> Callable[..., Any]:
        """The function of that place, its time booked to the step."""
        function: Callable[..., Any] = getattr(place, name)

        @wraps(function)
        def measured(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - stands for any step
            self.called.append((place, name))
            self._inner.append([0.0, 0.0])
            began = perf_counter(), process_time()
            try:
                return worked_out(function(*given, **named))
            finally:
                took = perf_counter() - began[0], process_time() - began[1]
                inner, own = self._inner.pop(), self.steps[step]
                for kind, seconds in enumerate(took):
                    own[kind] += seconds - inner[kind]
                    self._inner[-1][kind] += seconds

        return measured


def worked_out(made: object) -> object:
    """What a step made, a lazy frame computed: the work would be booked to whoever asks for its rows."""
    return made.collect().lazy() if isinstance(made, pl.LazyFrame) else made


def run(plan_dir: Path, as_of: date) -> Clock:
    """The whole night, as `flows.nightly` runs it."""
    clock, now = Clock(), datetime.now(UTC)
    with ExitStack() as until_done:
        for place, name, step in STEPS:
            until_done.enter_context(patch.object(place, name, clock.timed(place, name, step)))
        with steps.open_night(plan_dir, as_of, None, verify=False, wait=0, now=now, say=lambda _: None) as night:
            steps.load(night)
            steps.answer(night)
            steps.publish(night)
    return clock


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]), date.fromisoformat(sys.argv[2])).steps))
