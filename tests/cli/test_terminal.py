"""What a terminal shows: tables and colour there, plain text of the same bytes everywhere else, numbers never cut."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from megaroth.commands.terminal import BAD, Toned, aligned, pairs, table

ESCAPE: Final = "\x1b["
SEQUENCE: Final = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")
PERSON: Final = ("room", "--year", "2026", "--age", "45", "--deferrals", "24500", "--employer", "9000")
LIMITS: Final = ("limits", "2026")
NO_SUCH_FOLDER: Final = ("check", "no/such/folder")
COLOURS: Final = ("NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS", "LINES")
ROWS: Final = (("name", "amount", "what"), ("one", "1,234.56", "a text of many words"), ("two", "0.00", "b"))
FIGURES: Final = frozenset({1})


def environment(changed: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in COLOURS} | dict(changed)


@cache
def on_a_terminal(*arguments: str, columns: int = 80, **changed: str) -> str:
    """What a terminal of that width gets from a command, standard error too."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    command = [sys.executable, "-m", "megaroth", *arguments]
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment({"TERM": "xterm-256color"} | changed)
    ):
        os.close(theirs)
        return read_to_the_end(ours).replace("\r\n", "\n")


def read_to_the_end(terminal: int) -> str:
    """Linux ends a terminal nobody writes to any more with an error, macOS with nothing."""
    told = b""
    try:
        while piece := os.read(terminal, 65_536):
            told += piece
    except OSError:
        pass
    finally:
        os.close(terminal)
    return told.decode("utf-8")


@cache
def in_a_pipe(*arguments: str, **changed: str) -> str:
    """What a pipe gets, standard error too."""
    command = [sys.executable, "-m", "megaroth", *arguments]
    done = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment(changed),
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout


def shown(told: str) -> str:
    """What is seen of it but the colour."""
    return "\n".join(line.rstrip() for line in SEQUENCE.sub("", told).splitlines())


@pytest.mark.parametrize("arguments", [LIMITS, NO_SUCH_FOLDER, ("--help",)])
def test_a_terminal_gets_colour_unless_it_must_not(arguments: tuple[str, ...]) -> None:
    coloured = on_a_terminal(*arguments)
    assert ESCAPE in coloured
    without = on_a_terminal(*arguments, NO_COLOR="1")
    assert ESCAPE not in without
    assert shown(without) == shown(coloured)
    assert ESCAPE not in on_a_terminal(*arguments, TERM="dumb")


@pytest.mark.parametrize("arguments", [LIMITS, NO_SUCH_FOLDER, ("--help",)])
def test_a_pipe_gets_no_colour_unless_it_must(arguments: tuple[str, ...]) -> None:
    assert ESCAPE not in in_a_pipe(*arguments, TERM="xterm-256color")
    assert ESCAPE in in_a_pipe(*arguments, FORCE_COLOR="1", TERM="xterm-256color")
    assert ESCAPE not in in_a_pipe(*arguments, FORCE_COLOR="1", NO_COLOR="1", TERM="xterm-256color")


def test_an_empty_no_color_does_not_count() -> None:
    assert ESCAPE in on_a_terminal(*LIMITS, NO_COLOR="")


def test_a_pipe_gets_the_same_bytes_whatever_the_width() -> None:
    assert in_a_pipe(*LIMITS, COLUMNS="30") == in_a_pipe(*LIMITS, COLUMNS="300") == in_a_pipe(*LIMITS)


def test_json_is_the_same_on_a_terminal_and_in_a_pipe() -> None:
    assert on_a_terminal(*LIMITS, "--json") == in_a_pipe(*LIMITS, "--json")


@pytest.mark.parametrize("columns", [30, 60, 80, 120])
def test_no_figure_is_cut_and_no_word_broken_however_narrow_the_terminal(columns: int) -> None:
    plain, on_terminal = in_a_pipe(*LIMITS), shown(on_a_terminal(*LIMITS, columns=columns))
    assert sorted(plain.split()) == sorted(on_terminal.replace("─", "").split())


@pytest.mark.parametrize("columns", [80, 120])
def test_tables_and_help_keep_within_the_terminal(columns: int) -> None:
    for arguments in (LIMITS, PERSON, ("--help",), ("nightly", "--help")):
        told = shown(on_a_terminal(*arguments, columns=columns))
        assert max(map(len, told.splitlines())) <= columns


def test_figures_stand_flush_right_and_text_flush_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "30")
    assert table(ROWS, FIGURES).splitlines() == [
        "name    amount  what",
        "──────────────────────────────",
        "one   1,234.56  a text of many",
        "                words",
        "two       0.00  b",
    ]
    assert pairs(ROWS[1:], FIGURES).splitlines() == [
        "one  1,234.56  a text of many",
        "               words",
        "two      0.00  b",
    ]


def test_a_tone_is_seen_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = (("severity", "number"), (Toned("error", BAD), "1"))
    for name in COLOURS:
        monkeypatch.delenv(name, raising=False)
    assert table(rows) == aligned(rows) == "severity  number\nerror     1"
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b[1;31merror" in table(rows)


def test_what_looks_like_markup_is_text(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = (("file", "what"), ("[bold]x[/bold].csv", ":warning: 1 [link]"))
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    assert table(rows).splitlines()[-1] == "[bold]x[/bold].csv  :warning: 1 [link]"


def test_commands_that_print_to_a_pipe_do_not_load_what_only_a_terminal_needs(tmp_path: Path) -> None:
    program = (
        "import sys; from megaroth.cli import main; main(['limits', '2026']); main(['check', sys.argv[1]]); "
        "sys.exit('rich' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, env=environment({}), check=False
    )
    assert done.returncode == 0
