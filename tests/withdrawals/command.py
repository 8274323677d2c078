"""`megaroth split --json` run in this process, its amounts as whole cents."""

import json
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from typing import Any

from megaroth.cli import main


def split(*arguments: str) -> tuple[int, str, str]:
    """Exit status, standard output and standard error."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = main(["split", *arguments])
    return status, out.getvalue(), err.getvalue()


def in_cents(text: str) -> dict[str, Any]:
    """The JSON; a number must have two decimals."""

    def cents(number: str) -> int:
        dollars, _, rest = number.partition(".")
        assert len(rest) == 2
        return int(dollars + rest)

    answer: dict[str, Any] = json.loads(text, parse_float=cents)
    return answer


def dollars(cents: int) -> str:
    """1234 as 12.34."""
    return f"{cents // 100}.{cents % 100:02}"
