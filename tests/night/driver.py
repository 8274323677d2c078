"""A night in a process of its own, without Prefect, that tells what it does.

`python -m tests.night.driver PLAN_DIR [NUMBER]`. With a number it kills itself, as kill -9 does, just before the step
of that number: every file operation that changes the plan folder is one (DuckDB's own are not heard), and so are the
moments before and after the store is committed.
"""

import os
import signal
import sys
from datetime import date
from pathlib import Path
from typing import Any, Final

from flows import steps
from tests.night.folder import AS_OF, NOW

SECONDS_TO_WAIT: Final = 60
CHANGES: Final = ("os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "shutil.rmtree")
TO_WRITE: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def tell(what: str) -> None:
    """A line that whoever started this process can wait for."""
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


class Steps:
    """Counts what the night does to the plan folder, and dies at one of them."""

    def __init__(self, plan_dir: Path, dies_at: int | None) -> None:
        self.number = 0
        self._folder = str(plan_dir)
        self._dies_at = dies_at
        sys.addaudithook(self._hear)

    def count(self) -> None:
        self.number += 1
        if self.number == self._dies_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def _hear(self, event: str, details: tuple[Any, ...]) -> None:
        writes = event == "open" and isinstance(details[2], int) and bool(details[2] & TO_WRITE)
        if (writes or event in CHANGES) and str(details[0]).startswith(self._folder):
            self.count()


def main(plan_dir: Path, dies_at: int | None) -> None:
    """One night."""
    counted = Steps(plan_dir, dies_at)
    tell("ready")
    with steps.open_night(plan_dir, date.fromisoformat(AS_OF), None, False, SECONDS_TO_WAIT, NOW, tell) as night:
        tell("Holding the store")
        steps.load(night)
        steps.answer(night)
        commit = night.store.commit

        def counted_commit() -> None:
            counted.count()
            commit()
            counted.count()

        night.store.commit = counted_commit  # type: ignore[method-assign]
        steps.publish(night)
    tell(f"done after {counted.number}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else None)
