"""What README.md and docs/reports.md show is what the commands print, on a copy of Acme and the README's own plan.

Run are blocks marked `console run` and `python run`, in the order of the pages; a block marked `file=NAME` is written.
A night runs without Prefect here (tests/flow runs it with).
"""

import csv
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest

import flows
from flows import steps
from flows.summary import NightSummary
from megaroth.cli import COMMANDS, main
from tests.docs.markdown import CLONE, Rows, blocks, page, table

PROMPT = "$ "
WARNING = "plan.toml: "
REFUSAL = "megaroth: "
DOTS = "\n...\n"


def a_night(plan_dir: str, as_of: date | None, year: str | None, verify: bool, wait: int) -> NightSummary:
    """The flow, as plain functions."""
    now = datetime.now(UTC)
    with steps.open_night(Path(plan_dir), as_of, year, verify, wait, now, lambda _: None) as night:
        steps.load(night)
        steps.answer(night)
        return steps.publish(night)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder with a copy of Acme, as the current one; what a command changes in this process is put back."""
    acme = tmp_path / "sample_data" / "acme"
    shutil.copytree(CLONE / "sample_data" / "acme" / "inbox", acme / "inbox")
    shutil.copy(CLONE / "sample_data" / "acme" / "plan.toml", acme)
    without_prefect = SimpleNamespace(nightly=a_night, only_warnings=lambda: None, await_server=lambda _: None)
    monkeypatch.setitem(sys.modules, "flows.nightly", without_prefect)
    monkeypatch.setattr(flows, "nightly", without_prefect, raising=False)
    monkeypatch.chdir(tmp_path)
    environment, mask = dict(os.environ), os.umask(0o022)
    os.umask(mask)
    yield tmp_path
    os.umask(mask)
    os.environ.clear()
    os.environ.update(environment)


def shown(text: str) -> Iterator[tuple[str, str]]:
    """Each command of a console block and what stands below it."""
    for part in f"\n{text}".split(f"\n{PROMPT}")[1:]:
        command, _, output = part.partition("\n")
        yield command, output.strip("\n")


def printed(command: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Exit status, and what stays on a terminal: a warning of plan.toml, standard output, a refusal."""
    program, *arguments = shlex.split(command)
    assert program == "megaroth"
    status = main(arguments)
    said = capsys.readouterr()
    warnings = [line for line in said.err.splitlines(keepends=True) if line.startswith(WARNING)]
    _, refused, why = said.err.partition(REFUSAL)
    return status, "".join([*warnings, said.out, refused, why]).strip("\n")


def rows(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_commands_of_the_readme_print_what_it_shows(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, commands = 0, 0
    for block in blocks("README.md"):
        if "file=" in block.mark:
            path = place / block.mark.partition("file=")[2]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, "utf-8")
        elif block.mark == "console run":
            for command, output in shown(block.text):
                if command == "echo $?":
                    assert str(status) == output
                else:
                    commands += 1
                    status, said = printed(command, capsys)
                    assert_shown(said, output, command)
    assert commands >= 7
    assert_the_rows_are_those_of_the_report(place / "sample_data/acme/reports/2026-06-30/room.csv")


def assert_shown(said: str, output: str, command: str) -> None:
    """All of it, or, where a line of three dots stands for the middle, what is before and after them."""
    before, dots, after = output.partition(DOTS)
    assert (said == output) if not dots else (said.startswith(before) and said.endswith(after)), command


def assert_the_rows_are_those_of_the_report(report: Path) -> None:
    """The README's rows of the room report, cell by cell."""
    people = {row["employee_id"]: row for row in rows(report)}
    told = table(page("README.md").partition("## Reading the room report")[2])
    assert told
    for row in told:
        assert row == {column: grouped(people[row["employee_id"]][column]) for column in row}


def grouped(cell: str) -> str:
    """1234.56 as 1,234.56; any other text as it is."""
    dollars, point, cents = cell.partition(".")
    return f"{int(dollars):,}.{cents}" if point else cell


@pytest.mark.parametrize("command", [name for name, *_ in COMMANDS])
def test_the_readme_names_every_option_of_a_command(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    options = set(re.findall(r"--[a-z][a-z-]+", capsys.readouterr().out))
    section = page("README.md").partition(f"\n### {command}\n")[2].partition("\n##")[0]
    assert options <= set(re.findall(r"--[a-z][a-z-]+", section))


@pytest.mark.parametrize(("command", "example"), [(name, example) for name, _, example in COMMANDS])
def test_the_example_in_the_help_of_a_command_runs(place: Path, command: str, example: str) -> None:
    if command in ("explain", "precheck"):
        assert main(["nightly", "sample_data/acme", "--as-of", "2026-06-30"]) == 0
    assert main([command, *shlex.split(example)]) == 0


def test_make_nightly_prints_what_the_readme_shows() -> None:
    """The command behind `make nightly` is one the test above runs; the same lines stand below both."""
    outputs = {
        command: output
        for block in blocks("README.md")
        if block.mark.startswith("console")
        for command, output in shown(block.text)
    }
    night = outputs["megaroth nightly sample_data/acme --as-of 2026-06-30"]
    assert outputs["make nightly"].endswith(night)
    assert "@$(BIN)/megaroth nightly $(PLAN) --as-of $(AS_OF)" in page("Makefile")


def test_the_queries_of_the_page_of_reports_run(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nightly", "sample_data/acme", "--as-of", "2026-06-30"]) == 0
    capsys.readouterr()
    queries = [(block, below) for block, below in pairwise(blocks("docs/reports.md")) if block.mark == "python run"]
    assert queries
    for query, below in queries:
        done = subprocess.run([sys.executable, "-c", query.text], cwd=place, capture_output=True, text=True, check=True)
        assert done.stdout == below.text
