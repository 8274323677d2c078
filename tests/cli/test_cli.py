"""The command line as a person or a script meets it: exit status, messages, help."""

import errno
import json
import subprocess
import sys
from pathlib import Path

import pytest

from megaroth import __version__, cli
from megaroth.cli import main

COMMANDS = (*(name for name, *_ in cli.COMMANDS), "completion")


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_shows_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    assert f"Example: megaroth {command} " in capsys.readouterr().out


def test_the_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(command in shown for command in COMMANDS)


def test_the_version_is_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.strip() == __version__


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["nightly"],
        ["nightly", "no/such/folder"],
        ["nightly", ".", "--as-of", "2026-02-30"],
        ["nightly", ".", "--as-of", "20260630"],
        ["nightly", ".", "--as-of", "06/30/2026"],
        ["nightly", ".", "--year", "26"],
        ["nightly", ".", "--year", "2026-13-01"],
        ["nightly", ".", "--fail-on", "info"],
        ["nightly", ".", "--wait", "-1"],
        ["check", "no/such/folder"],
        ["limits", "soon"],
        ["limits", "2026", "--nonsense"],
        ["room"],
        ["room", "--year", "2026"],
        ["room", "--year", "2026", "--age", "-1"],
        ["room", "--year", "2026", "--age", "40", "--compensation", "1.005"],
        ["room", "--year", "2026", "--age", "40", "--compensation", "-1"],
        ["room", "--year", "2026", "--age", "40", "--birth-date", "1986-01-01"],
    ],
)
def test_a_wrong_command_exits_with_2_and_says_why(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.err.startswith("megaroth: ")
    assert "Traceback" not in said.err
    assert not said.out


@pytest.mark.parametrize("command", ["nightly", "check"])
def test_a_folder_without_plan_toml_exits_with_3(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, str(tmp_path)]) == 3
    assert "plan.toml" in capsys.readouterr().err


def test_limits_prints_each_figure_with_its_citation(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["limits", "2026"]) == 0
    line = next(line for line in capsys.readouterr().out.splitlines() if "annual_additions" in line)
    assert line.split(None, 3) == ["2026", "annual_additions", "72,000.00", "26 USC 415(c)(1)(A)     Notice 2025-67"]


def test_limits_as_json_are_numbers_with_two_decimals(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["limits", "2026", "--json"]) == 0
    shown = capsys.readouterr().out
    assert '"amount": 72000.00,' in shown
    assert {figure["year"] for figure in json.loads(shown)} == {2026}


def test_a_year_the_table_does_not_know_exits_with_4(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["limits", "2027"]) == 4
    assert "the table ends with 2026" in capsys.readouterr().err


def raising(fault: BaseException, monkeypatch: pytest.MonkeyPatch) -> int:
    """The exit status of a command in which that goes wrong."""

    def app(*_: object, **__: object) -> int:
        raise fault

    monkeypatch.setattr(cli, "app", app)
    return main(["limits"])


def test_a_full_disk_exits_with_1_in_plain_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert raising(OSError(errno.ENOSPC, "No space left on device", "reports/room.csv"), monkeypatch) == 1
    assert capsys.readouterr().err == "megaroth: reports/room.csv: the disk is full\n"


def test_an_interrupt_exits_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    assert raising(KeyboardInterrupt(), monkeypatch) == 130


def test_a_fault_of_the_program_exits_with_1_without_the_value_it_holds(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("MEGAROTH_DEBUG", raising=False)
    assert raising(ValueError("666-01-0001"), monkeypatch) == 1
    said = capsys.readouterr().err
    assert "ValueError" in said
    assert "666" not in said
    assert "Traceback" not in said


def test_a_fault_of_the_program_shows_its_trace_where_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MEGAROTH_DEBUG", "1")
    assert raising(ValueError("666-01-0001"), monkeypatch) == 1
    assert "666-01-0001" in capsys.readouterr().err


def test_only_nightly_imports_prefect(tmp_path: Path) -> None:
    program = (
        "import sys; from megaroth.cli import main; "
        "main(['limits', '2026']); main(['room', '--year', '2026', '--age', '45']); main(['check', sys.argv[1]]); "
        "main(['--help']); main(['nightly', '--help']); "
        "sys.exit('prefect' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, check=False)
    assert done.returncode == 0


def test_a_reader_that_stops_reading_is_no_fault() -> None:
    pipe = f"{sys.executable} -m megaroth limits | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", pipe], capture_output=True, check=False)
    assert done.returncode in (0, 141)
    assert not done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("roth-ira --year 2026 --status single --magi 9999", "parameter --age is missing."),
        ("roth-ira --year 2026 --status single --magi 9999 --age", "parameter --age requires an argument."),
        ("check", "parameter PLAN_DIR is missing."),
    ],
)
def test_an_option_that_was_not_typed_is_missing_and_one_that_was_lacks_its_argument(
    arguments: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments.split()) == 2
    assert said in capsys.readouterr().err
