"""The command line: arguments in, exit status out. Each command's module is imported only when it runs."""

import errno
import os
import sys
from collections.abc import Sequence
from typing import Final

from cyclopts import App, CycloptsError, Parameter

from megaroth import __version__
from megaroth.errors import CommandError, MegarothError
from megaroth.faults import without_values

INTERRUPTED: Final = 130
READER_WENT_AWAY: Final = 141
"""What a shell reports of a program whose output nobody reads any more (SIGPIPE)."""

FAULTS_OF_THE_MACHINE: Final = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EACCES: "this user may not read or write it",
    errno.EPERM: "this user may not read or write it",
    errno.EROFS: "the disk is read-only",
}

app = App(
    name="megaroth",
    help="After-tax 401(k) room for every participant of a plan.",
    version=__version__,
    help_format="plaintext",
    default_parameter=Parameter(negative=(), show_default=False),
    result_action="return_value",
    suppress_keyboard_interrupt=False,
)
COMMANDS: Final = (
    (
        "nightly",
        "Load what is new, compute everybody's room, write the reports.",
        "sample_data/acme --as-of 2026-06-30",
    ),
    ("check", "Say what a night would accept and refuse, without touching the store.", "sample_data/acme"),
    (
        "precheck",
        "Which lines of a proposed payroll must be cut before money moves.",
        "sample_data/acme payroll_2026-07-10.csv",
    ),
    ("limits", "The limits of the law by year, each with its paragraph and its notice.", "2026 --json"),
    ("room", "One person's room today, from a few figures.", "--year 2026 --age 45 --deferrals 24500 --employer 9000"),
)
for name, what, example in COMMANDS:
    app.command(
        f"megaroth.commands.{name}:{name}",
        name=name,
        help=what,
        help_epilogue=f"Example: megaroth {name} {example}",
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and answer with its exit status; what went wrong goes to standard error in words."""
    try:
        return _run(sys.argv[1:] if arguments is None else arguments)
    except MegarothError as refusal:
        print(f"megaroth: {refusal}", file=sys.stderr)
        return refusal.exit_status
    except KeyboardInterrupt:
        print("megaroth: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_WENT_AWAY
    except OSError as fault:
        print(f"megaroth: {_of_the_machine(fault)}", file=sys.stderr)
        return MegarothError.exit_status


def _run(arguments: Sequence[str]) -> int:
    with without_values():
        try:
            status = app(arguments, exit_on_error=False, print_error=False)
        except CycloptsError as wrong:
            raise CommandError(
                f"{wrong}\nmegaroth --help shows the commands, megaroth COMMAND --help an example."
            ) from None
        sys.stdout.flush()
        return status if isinstance(status, int) else 0


def _of_the_machine(fault: OSError) -> str:
    words = FAULTS_OF_THE_MACHINE.get(fault.errno or 0) or fault.strerror or "the machine refused"
    return f"{fault.filename}: {words}" if fault.filename else words
