"""The flow around the steps: what is tried again, what Prefect is told, and the command on top of it."""

import errno
import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from prefect.testing.utilities import prefect_test_harness

from flows import nightly, steps
from flows.summary import NightSummary
from megaroth import inbox
from megaroth.cli import main
from megaroth.commands.nightly import exit_status
from megaroth.feed_text import FeedText
from tests.small_plan import AS_OF, small_plan

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("prefect")]


def night(findings: dict[tuple[str, str], int], refused: tuple[str, ...] = ()) -> NightSummary:
    return NightSummary("Acme 401(k)", date(2026, 6, 30), 2026, Path("reports"), 3, 2, 1, findings, 5, 1, 0, 2, refused)


@pytest.mark.parametrize(
    ("findings", "fail_on", "status"),
    [
        ({}, "warning", 0),
        ({("error", "new"): 1}, None, 0),
        ({("error", "new"): 1}, "error", 7),
        ({("error", "open"): 1}, "warning", 7),
        ({("warning", "new"): 1}, "error", 0),
        ({("warning", "new"): 1}, "warning", 7),
        ({("info", "new"): 1}, "warning", 0),
        ({("error", "resolved"): 1, ("error", "waived"): 1}, "warning", 0),
    ],
)
def test_fail_on_counts_what_is_still_to_be_looked_at(
    findings: dict[tuple[str, str], int], fail_on: str | None, status: int
) -> None:
    assert exit_status(night(findings), fail_on) == status


def test_a_refused_feed_exits_with_5_also_where_fail_on_is_met() -> None:
    assert exit_status(night({("error", "new"): 1}, refused=("payroll_1.csv",)), "error") == 5


def test_the_note_holds_counts_and_its_key_the_plan() -> None:
    lines = nightly.note(night({("error", "new"): 2, ("error", "open"): 1, ("error", "resolved"): 9})).splitlines()
    assert lines[0] == "# As of 2026-06-30, limitation year 2026"
    assert "| error findings to look at | 3 |" in lines
    assert "| rows rejected | 1 |" in lines
    assert "| people who can convert | 1 |" in lines
    assert "| people who must wait to convert | 1 |" in lines
    assert nightly.note_key("Acme 401(k)") == "nightly-acme-401-k"


@pytest.fixture(scope="module")
def home() -> Iterator[None]:
    """A Prefect server and database of this module alone."""
    with prefect_test_harness(server_startup_timeout=120):
        yield


@pytest.fixture(autouse=True)
def _process_as_it_was() -> Iterator[None]:
    """The command sets the umask and answers SIGTERM, for the whole process."""
    umask, handler = os.umask(0o022), signal.getsignal(signal.SIGTERM)
    os.umask(umask)
    yield
    os.umask(umask)
    signal.signal(signal.SIGTERM, handler)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return small_plan(tmp_path / "small")


@pytest.mark.usefixtures("home")
def test_a_file_share_that_stumbles_once_is_read_at_the_second_try(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nightly.load, "retry_delay_seconds", 0)
    tries: list[str] = []
    read = inbox.read

    def stumbling(path: Path) -> FeedText:
        tries.append(path.name)
        if len(tries) == 3:
            raise OSError(errno.EIO, "Input/output error", str(path))
        return read(path)

    monkeypatch.setattr(inbox, "read", stumbling)
    assert main(["nightly", str(plan), "--as-of", AS_OF]) == 0
    assert len(tries) == 6
    room = (plan / "reports" / AS_OF / "room.csv").read_text()
    assert room.count("\n") == 3


@pytest.mark.usefixtures("home")
def test_a_full_disk_is_not_tried_again(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[Path] = []

    def full(path: Path) -> FeedText:
        tries.append(path)
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(inbox, "read", full)
    assert main(["nightly", str(plan), "--as-of", AS_OF]) == 1
    assert len(tries) == 1


@pytest.mark.usefixtures("home")
def test_a_fault_nobody_foresaw_shows_no_value(
    plan: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def faulty(_: steps.Night) -> None:
        raise ValueError("could not convert 666-01-0001")

    monkeypatch.delenv("MEGAROTH_DEBUG", raising=False)
    monkeypatch.setattr(steps, "answer", faulty)
    assert main(["nightly", str(plan), "--as-of", AS_OF]) == 1
    said = capfd.readouterr()
    assert "A fault of the program: ValueError" in said.err
    assert "666" not in said.out + said.err
    assert not (plan / "reports").exists()


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["--as-of", "2027-06-30"], 4),
        (["--as-of", AS_OF, "--year", "2030"], 2),
    ],
)
def test_what_the_flow_refuses_keeps_its_exit_status(
    arguments: list[str], status: int, plan: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["nightly", str(plan), *arguments]) == status
    said = capfd.readouterr().err
    assert "megaroth: " in said
    assert "Traceback" not in said
    assert not (plan / "megaroth.duckdb").exists()


@pytest.mark.usefixtures("home")
def test_a_new_plan_without_feeds_exits_with_2_and_leaves_nothing(plan: Path) -> None:
    for feed in (plan / "inbox").iterdir():
        feed.unlink()
    assert main(["nightly", str(plan), "--as-of", AS_OF]) == 2
    assert not (plan / "megaroth.duckdb").exists()


@pytest.mark.usefixtures("home")
def test_a_feed_refused_whole_exits_with_5_and_the_others_go_on(plan: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (plan / "inbox" / "elections_2026.csv").write_text("employee_id,pre_tax_rate\nE1,0.06\n")
    assert main(["nightly", str(plan), "--as-of", AS_OF, "--json"]) == 5
    said = capfd.readouterr()
    summary = json.loads(said.out)
    assert summary["files_refused"] == ["elections_2026.csv"]
    assert summary["people"] == 2
    assert "elections_2026.csv" in said.err


def test_an_empty_home_runs_on_the_embedded_server_and_keeps_it_quiet(tmp_path: Path, plan: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "MEGAROTH_"))}
    done = subprocess.run(
        [sys.executable, "-m", "megaroth", "nightly", str(plan), "--as-of", AS_OF],
        env=ours | {"HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].split() == ["Reports", str(plan / "reports" / AS_OF)]
    assert "Starting Prefect's embedded server" in done.stderr
    assert not [word for word in ("Traceback", "nanobind", "WARNING", "ERROR", "Flow run") if word in done.stderr]
    made = [path for path in (home / ".prefect").rglob("*") if path.is_file()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in made} == {0o600}
    assert (home / ".prefect" / "prefect.db").read_bytes().find(b"666-01-0001") == -1


def test_a_server_that_does_not_answer_exits_with_1_and_says_what_to_do(plan: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "megaroth", "nightly", str(plan), "--as-of", AS_OF],
        env=os.environ | {"PREFECT_API_URL": "http://127.0.0.1:9/api"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "PREFECT_API_URL" in done.stderr
    assert "Traceback" not in done.stderr
