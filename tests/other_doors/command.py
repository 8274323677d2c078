"""`megaroth COMMAND --json` run in this process, its amounts as whole cents."""

from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from typing import Any

from megaroth.cli import main
from tests.withdrawals.command import in_cents


def run(*arguments: str) -> tuple[int, str, str]:
    """Exit status, standard output and standard error; each argument may be several words."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = main([word for argument in arguments for word in argument.split()])
    return status, out.getvalue(), err.getvalue()


def answered(*arguments: str) -> dict[str, Any]:
    """The JSON of a command that succeeds and has nothing to say beside it."""
    status, out, err = run(*arguments, "--json")
    assert (status, err) == (0, "")
    return in_cents(out)


def dollars(cents: int) -> str:
    """1234 as 12.34, -1234 as -12.34."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}"
