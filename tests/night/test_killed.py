"""kill -9 at any moment: store and reports are old or new, never between, and the next night makes everything good."""

import os
import random
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from flows import steps
from megaroth.errors import StoreInUse
from tests.night.folder import NOW, night, plan_folder, unheard
from tests.night.outcomes import Story, first_night, night_that_changes_reports

CLONE = Path(__file__).parents[2]
MOMENTS = 10  # of each story, spread over the run
LAST_STEPS = 6  # of each story one by one: the store is committed, the reports are put in place
EARLIER_STEPS = 2  # of each story, any of those before
SECONDS = 120


@dataclass(frozen=True)
class Length:
    """An undisturbed run: seconds from its being ready, and how many steps it takes (tests.night.driver)."""

    seconds: float
    steps: int


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Story]:
    place = tmp_path_factory.mktemp("stories")
    return {"first": first_night(place), "change": night_that_changes_reports(place)}


@pytest.fixture(scope="module")
def lengths(stories: dict[str, Story], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Length]:
    place = tmp_path_factory.mktemp("lengths")
    return {name: length(story.begin(place / name)) for name, story in stories.items()}


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> random.Random:
    """Random moments; the seed of a failed test is printed, and can be given again."""
    seed = int(os.environ.get("MEGAROTH_KILL_SEED") or secrets.randbelow(1_000_000))
    print(f"MEGAROTH_KILL_SEED={seed} for {request.node.name}")  # noqa: T201 - shown where the test fails
    return random.Random(seed)


@contextmanager
def running(plan_dir: Path, *dies_at: str) -> Iterator[subprocess.Popen[str]]:
    """A night in a process of its own; killed, if it still runs, at the end."""
    command = [sys.executable, "-m", "tests.night.driver", str(plan_dir), *dies_at]
    with subprocess.Popen(
        command, cwd=CLONE, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_for(process: subprocess.Popen[str], said: str) -> str:
    """Until the night says so; the line in which it does."""
    assert process.stdout is not None
    assert process.stderr is not None
    for line in process.stdout:
        if line.startswith(said):
            return line
    pytest.fail(f"It ended before it said: {said}\n{process.stderr.read()}")


def length(plan_dir: Path) -> Length:
    with running(plan_dir) as process:
        wait_for(process, "ready")
        began = time.monotonic()
        done = wait_for(process, "done")
        return Length(time.monotonic() - began, int(done.split()[-1]))


def is_good_afterwards(story: Story, plan_dir: Path) -> bool:
    """Old or new at once; after the next night new, and nothing left of the one that died."""
    assert story.old_or_new(plan_dir)
    night(plan_dir)
    return story.ends(plan_dir)


@pytest.mark.parametrize("name", ["first", "change"])
@pytest.mark.parametrize("part", range(MOMENTS))
def test_killed_at_any_moment_everything_is_old_or_new(
    stories: dict[str, Story], lengths: dict[str, Length], tmp_path: Path, name: str, part: int, chance: random.Random
) -> None:
    moment = (part + chance.random()) / MOMENTS * lengths[name].seconds
    plan_dir = stories[name].begin(tmp_path / "plan")
    with running(plan_dir) as process:
        wait_for(process, "ready")
        time.sleep(moment)
        process.kill()
    assert is_good_afterwards(stories[name], plan_dir), f"killed after {moment:.4f} of {lengths[name].seconds:.4f} s"


def killed_at_step(number: int, story: Story, plan_dir: Path) -> bool:
    with running(plan_dir, str(number)) as process:
        assert process.wait(SECONDS) == -signal.SIGKILL
    return is_good_afterwards(story, plan_dir)


@pytest.mark.parametrize("name", ["first", "change"])
@pytest.mark.parametrize("from_the_end", range(LAST_STEPS))
def test_killed_at_any_of_its_last_steps_everything_is_old_or_new(
    stories: dict[str, Story], lengths: dict[str, Length], tmp_path: Path, name: str, from_the_end: int
) -> None:
    number = lengths[name].steps - from_the_end
    assert killed_at_step(number, stories[name], stories[name].begin(tmp_path / "plan"))


@pytest.mark.parametrize("name", ["first", "change"])
@pytest.mark.parametrize("part", range(EARLIER_STEPS))
def test_killed_at_an_earlier_step_everything_is_old_or_new(
    stories: dict[str, Story], lengths: dict[str, Length], tmp_path: Path, name: str, part: int, chance: random.Random
) -> None:
    earlier = lengths[name].steps - LAST_STEPS
    number = 1 + int((part + chance.random()) / EARLIER_STEPS * earlier)
    assert killed_at_step(number, stories[name], stories[name].begin(tmp_path / "plan")), f"killed at step {number}"


def test_killed_twice_in_a_row_everything_is_old_or_new(
    stories: dict[str, Story], lengths: dict[str, Length], tmp_path: Path, chance: random.Random
) -> None:
    plan_dir = stories["change"].begin(tmp_path / "plan")
    last = lengths["change"].steps
    for _ in range(2):
        with running(plan_dir, str(chance.randint(last - LAST_STEPS, last))) as process:
            process.wait(SECONDS)
    assert is_good_afterwards(stories["change"], plan_dir)


# Two at once


def test_of_two_runs_at_once_one_waits_and_both_succeed(stories: dict[str, Story], tmp_path: Path) -> None:
    plan_dir = stories["first"].begin(tmp_path / "plan")
    with running(plan_dir) as one, running(plan_dir) as other:
        for process in (one, other):
            said, complaint = process.communicate(timeout=SECONDS)
            assert "\ndone after " in said, complaint
    assert stories["first"].ends(plan_dir)


def test_a_run_that_waits_goes_on_when_the_other_is_killed(stories: dict[str, Story], tmp_path: Path) -> None:
    plan_dir = stories["first"].begin(tmp_path / "plan")
    with running(plan_dir) as one:
        wait_for(one, "Holding the store")
        with running(plan_dir) as other:
            wait_for(other, "ready")
            one.kill()
            wait_for(other, "done")
    assert stories["first"].ends(plan_dir)


def test_a_run_that_may_not_wait_says_that_the_store_is_in_use(tmp_path: Path) -> None:
    plan_dir = plan_folder(tmp_path / "plan")
    with steps.open_night(plan_dir, NOW.date(), None, False, 0, NOW, unheard) as holding:
        with pytest.raises(StoreInUse, match="in use by another run") as refused:
            night(plan_dir, wait=0)
        assert refused.value.exit_status == 6
        steps.load(holding)
        steps.answer(holding)
        assert steps.publish(holding).reports.is_dir()
    assert night(plan_dir).is_dir()
