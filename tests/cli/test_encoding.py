"""Output of any encoding: no command fails for want of a character, bars stay bars, and JSON changes no name."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from megaroth.commands.output import as_json
from megaroth.commands.terminal import EMPTY, FULL, write_whatever
from tests.ahead import paid
from tests.payroll.proposed import after_a_night

NAME = "Wrzesie\u0144"
FIGURES = ("--year", "2026", "--age", "45", "--compensation", "100000", "--deferrals", "18000")
PART_USED = ("room", *FIGURES, "--as-of", "2026-06-30", "--plan")


def written(encoding: str, *arguments: str, **changed: str) -> tuple[int, str]:
    """Exit status and standard output of a command whose output has that encoding."""
    command = [sys.executable, "-m", "megaroth", *arguments]
    plain = {name: value for name, value in os.environ.items() if name not in ("FORCE_COLOR", "COLUMNS")}
    done = subprocess.run(
        command, capture_output=True, env=plain | changed | {"PYTHONIOENCODING": encoding}, check=False
    )
    return done.returncode, done.stdout.decode(encoding)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return after_a_night(tmp_path / "plan", paid(pre_tax="18,000.00"))


@pytest.mark.parametrize("encoding", ["latin-1", "ascii", "cp1252"])
def test_the_rest_of_a_year_is_drawn_in_what_the_encoding_has(encoding: str, folder: Path) -> None:
    for arguments in ((*PART_USED, str(folder)), ("explain", str(folder), "E1")):
        status, told = written(encoding, *arguments)
        assert status == 0
        bars = [line.split()[-1] for line in told.splitlines() if line.startswith(("2026-09-30", "2026-12-31"))]
        assert len(bars) == 2
        assert all(set(bar) == {"#", "."} for bar in bars)
        status, in_utf8 = written("utf-8", *arguments)
        assert status == 0
        assert told == in_utf8.replace(FULL, "#").replace(EMPTY, ".")


def test_frames_and_help_are_drawn_in_what_the_encoding_has() -> None:
    for arguments in (("--help",), ("limits", "2026"), ("room", "--help")):
        assert written("ascii", *arguments, FORCE_COLOR="1")[0] == 0


@pytest.mark.parametrize(
    ("encoding", "text", "member"),
    [("latin-1", b"Wrzesie?", b"Wrzesie\\u0144"), ("utf-8", NAME.encode(), NAME.encode())],
)
def test_a_name_that_the_encoding_has_not_is_a_question_mark_in_text_and_whole_in_json(
    encoding: str, text: bytes, member: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding=encoding)
    monkeypatch.setattr(sys, "stdout", out)
    write_whatever(out)
    out.write(NAME)
    out.flush()
    assert raw.getvalue() == text
    told = as_json({"name": NAME})
    assert member in told.encode(encoding)
    assert json.loads(told) == {"name": NAME}


def test_a_path_that_is_no_text_can_be_complained_of() -> None:
    command: list[str | bytes] = [sys.executable, "-m", "megaroth", "check", b"no/such/f\xe9lder"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(b"megaroth: no/such/f")
