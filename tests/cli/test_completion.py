"""The tab key: the script of each shell names every command, and bash completes with it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from megaroth.cli import COMMANDS, main

NAMES = {name for name, *_ in COMMANDS} | {"completion"}
COMPLETES = """
source "$1"
cd "$2"
shift 2
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
COMP_LINE="$*"
COMP_POINT=${#COMP_LINE}
complete -p megaroth > /dev/null || exit 1
_megaroth
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The script for bash, as a person would keep it."""
    done = subprocess.run(
        [sys.executable, "-m", "megaroth", "completion", "bash"], capture_output=True, text=True, check=True
    )
    path = tmp_path_factory.mktemp("completion") / "megaroth.bash"
    path.write_text(done.stdout, "utf-8")
    return path


def completed(script: Path, *words: str, where: Path | None = None) -> set[str]:
    """What bash offers for the last of the words, without the space it would type after it."""
    command = ["bash", "-c", COMPLETES, "bash", str(script), str(where or Path.cwd()), *words]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={"PATH": os.environ["PATH"], "HOME": "/nonexistent"}
    )
    assert not done.stderr
    return {line.rstrip() for line in done.stdout.splitlines()} - {""}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_names_every_command_and_its_options(
    shell: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["completion", shell]) == 0
    told = capsys.readouterr().out
    assert all(name in told for name in NAMES)
    assert all(option in told for option in ("as-of", "birth-date", "fail-on"))


def test_bash_completes_a_command(script: Path) -> None:
    assert completed(script, "megaroth", "") >= NAMES
    assert completed(script, "megaroth", "ni") == {"nightly"}


def test_bash_completes_an_option_and_what_may_stand_behind_it(script: Path) -> None:
    assert completed(script, "megaroth", "nightly", "--f") == {"--fail-on"}
    assert completed(script, "megaroth", "nightly", "--fail-on", "") == {"error", "warning"}
    assert completed(script, "megaroth", "completion", "") >= {"bash", "zsh", "fish"}


def test_bash_completes_a_plan_folder(script: Path, tmp_path: Path) -> None:
    (tmp_path / "acme").mkdir()
    assert completed(script, "megaroth", "check", "ac", where=tmp_path) == {"acme"}


def test_an_unknown_shell_is_a_wrong_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", "bsh"]) == 2
    assert 'Did you mean "bash"?' in capsys.readouterr().err
