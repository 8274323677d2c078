"""One night without Prefect, its steps timed: `python -m bench.night PLAN_DIR 2026-12-31`.

Prints, as JSON, each step's seconds on the clock and of processor time.
"""

import json
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, Final

from flows import intake, steps
from megaroth import outbox, render
from megaroth.store import Store

STEPS: Final[list[tuple[Any, str, str]]] = [
    (steps, "load", "read, parse, keep"),
    (intake, "settle_rows", "settle"),
    (Store, "book", "book"),
    (steps, "answer_book", "answer"),
    (steps, "gathered", "checks"),
    (steps, "compared", "checks"),
    (Store, "keep_findings", "write"),
    (Store, "keep_people", "write"),
    (render, "held", "write"),
    (render, "texts", "write"),
    (render, "typed", "write"),
    (outbox, "prepare", "write"),
    (Store, "commit", "commit"),
]
"""Where a step's function is looked up, its name there, and the step it belongs to."""


class Clock:
    """Seconds on the clock and of processor time by step; what an inner step takes is not the outer one's."""

    def __init__(self) -> None:
        self.steps = {step: [0.0, 0.0] for _, _, step in STEPS}
        self._inner = [[0.0, 0.0]]

    def timed(self, function: Callable[..., Any], step: str) -> Callable[..., Any]:
        """The function, its time booked to the step."""

        @wraps(function)
        def measured(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - stands for any step
            self._inner.append([0.0, 0.0])
            began = perf_counter(), process_time()
            try:
                return function(*given, **named)
            finally:
                took = perf_counter() - began[0], process_time() - began[1]
                inner, own = self._inner.pop(), self.steps[step]
                for place, seconds in enumerate(took):
                    own[place] += seconds - inner[place]
                    self._inner[-1][place] += seconds

        return measured


def run(plan_dir: Path, as_of: date) -> dict[str, list[float]]:
    """The whole night, as `flows.nightly` runs it."""
    clock = Clock()
    for place, name, step in STEPS:
        setattr(place, name, clock.timed(getattr(place, name), step))
    now = datetime.now(UTC)
    with steps.open_night(plan_dir, as_of, None, verify=False, wait=0, now=now, say=lambda _: None) as night:
        steps.load(night)
        steps.answer(night)
        steps.publish(night)
    return clock.steps


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]))))
