"""The deployment of prefect.yaml on a real Prefect server, run by a real worker."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.small_plan import AS_OF, small_plan

CLONE = Path(__file__).parents[2]
PREFECT = (sys.executable, "-m", "prefect")
SECONDS_TO_START = 120
SECONDS_TO_RUN = 180


@dataclass(frozen=True)
class Server:
    """A Prefect server of this test alone."""

    api: str
    environment: dict[str, str]

    def command(self, *arguments: str) -> None:
        """Run a Prefect command in the clone; what it printed is the failure."""
        done = subprocess.run(
            [*PREFECT, *arguments],
            cwd=CLONE,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=SECONDS_TO_RUN,
            check=False,
        )
        assert done.returncode == 0, f"prefect {' '.join(arguments)}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"

    def asked(self, what: str) -> list[dict[str, Any]]:
        """Everything the server has of a kind."""
        answer = httpx.post(f"{self.api}/{what}/filter", json={})
        answer.raise_for_status()
        found: list[dict[str, Any]] = answer.json()
        return found


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("prefect")
    api = f"http://127.0.0.1:{(port := free_port())}/api"
    environment = os.environ | {
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": api,
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }
    log = home / "server.log"
    with (
        log.open("w") as written,
        subprocess.Popen(
            [*PREFECT, "server", "start", "--port", str(port), "--no-ui"],
            env=environment,
            stdout=written,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            await_health(api, process, log)
            yield Server(api, environment)
        finally:
            process.terminate()


def await_health(api: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the server answers; fail with what it said if it does not."""
    give_up = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < give_up and process.poll() is None:
        try:
            if httpx.get(f"{api}/health").is_success:
                return
        except httpx.HTTPError:
            time.sleep(0.2)
    pytest.fail(f"No Prefect server on this machine ({api}); it said:\n{log.read_text()[-3000:]}")


@pytest.mark.slow
def test_the_deployment_runs_to_completed_on_a_real_server_and_worker(server: Server, tmp_path: Path) -> None:
    plan = small_plan(tmp_path / "small")
    server.command("work-pool", "create", "megaroth", "--type", "process")
    server.command("deploy", "--all")
    server.command(
        "deployment", "run", "nightly/nightly", "--params", json.dumps({"plan_dir": str(plan), "as_of": AS_OF})
    )
    server.command("worker", "start", "--pool", "megaroth", "--run-once")

    (run,) = [run for run in server.asked("flow_runs") if not run["auto_scheduled"]]
    assert run["state"]["type"] == "COMPLETED", run["state"]["message"]
    assert (plan / "reports" / AS_OF / "manifest.json").exists()

    (artifact,) = server.asked("artifacts")
    assert artifact["key"] == "nightly-small-401k"
    assert "| people | 2 |" in artifact["data"]
    assert "Ada" not in artifact["data"]

    everything_kept = json.dumps([server.asked(what) for what in ("flow_runs", "task_runs", "artifacts", "logs")])
    assert all(value not in everything_kept for value in ("Ada", "E1", "666-01-0001", "6000.00"))

    scheduled = [run for run in server.asked("flow_runs") if run["auto_scheduled"]]
    assert scheduled, "The server made no run of the nightly schedule."
