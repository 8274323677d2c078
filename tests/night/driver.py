"""A night in a process of its own, without Prefect, that tells what it does: `python -m tests.night.driver PLAN_DIR`."""

import sys
from datetime import date
from pathlib import Path

from flows import steps
from tests.night.folder import AS_OF, NOW

SECONDS_TO_WAIT = 60


def tell(what: str) -> None:
    """A line that whoever started this process can wait for."""
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


def main(plan_dir: Path) -> None:
    """One night."""
    tell("ready")
    with steps.open_night(plan_dir, date.fromisoformat(AS_OF), None, False, SECONDS_TO_WAIT, NOW, tell) as night:
        tell("Holding the store")
        steps.load(night)
        steps.answer(night)
        steps.publish(night)
        tell("Published")
    tell("done")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
