"""The same through `megaroth nightly` itself: killed at three moments, and turned away where it may not wait."""

import os
import random
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows import steps
from tests.flow.test_deployment import await_health, free_port
from tests.night.folder import AS_OF, NOW, night, unheard
from tests.night.outcomes import Story, night_that_changes_reports

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("prefect")]

CLONE = Path(__file__).parents[2]
SECONDS = 120
SECONDS_OF_A_STAGE = 0.1
STORE_IN_USE = 6


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return night_that_changes_reports(tmp_path_factory.mktemp("story"))


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A Prefect server of this module alone, named to every run: a killed one leaves none of its own behind."""
    home, port = tmp_path_factory.mktemp("prefect"), free_port()
    named = os.environ | {
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    }
    command = [sys.executable, "-m", "prefect", "server", "start", "--port", str(port), "--no-ui"]
    log = home / "server.log"
    with (
        log.open("w") as written,
        subprocess.Popen(command, env=named, stdout=written, stderr=subprocess.STDOUT) as server,
    ):
        try:
            await_health(named["PREFECT_API_URL"], server, log)
            yield named
        finally:
            server.terminate()


def command(plan_dir: Path, environment: dict[str, str], *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "megaroth", "nightly", str(plan_dir), "--as-of", AS_OF, *more],
        cwd=CLONE,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_killed_command_leaves_everything_old_or_new(
    story: Story, environment: dict[str, str], tmp_path: Path
) -> None:
    seed = int(os.environ.get("MEGAROTH_KILL_SEED") or secrets.randbelow(1_000_000))
    chance = random.Random(seed)
    for stage in ("Reading payroll", "Settling", "Writing"):
        plan_dir = story.begin(tmp_path / stage)
        with command(plan_dir, environment) as process:
            assert process.stderr is not None
            assert any(line.startswith(stage) for line in process.stderr), "it ended before that"
            time.sleep(chance.random() * SECONDS_OF_A_STAGE)
            process.kill()
        assert story.old_or_new(plan_dir), f"{stage}, MEGAROTH_KILL_SEED={seed}"
        night(plan_dir)
        assert story.ends(plan_dir), f"{stage}, MEGAROTH_KILL_SEED={seed}"


def test_a_command_that_may_not_wait_exits_with_6(story: Story, environment: dict[str, str], tmp_path: Path) -> None:
    plan_dir = story.begin(tmp_path / "plan")
    with steps.open_night(plan_dir, NOW.date(), None, False, 0, NOW, unheard):
        turned_away = command(plan_dir, environment, "--wait", "0")
        _, complaint = turned_away.communicate(timeout=SECONDS)
    assert turned_away.returncode == STORE_IN_USE
    assert "in use by another run" in complaint
    assert "Traceback" not in complaint
    assert story.old_or_new(plan_dir)
