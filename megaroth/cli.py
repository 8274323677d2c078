"""The command line: arguments in, exit status out. Each command's module is imported only when it runs."""

import errno
import os
import re
import sys
from collections.abc import Sequence
from typing import Annotated, Final, Literal

from cyclopts import App, CycloptsError, MissingArgumentError, Parameter

from megaroth import __version__
from megaroth.commands.terminal import HELP_LAYOUT, PROGRAM, complain, help_console, write_whatever
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
HELP: Final = frozenset({"--help", "-h", "--version"})

app = App(
    name=PROGRAM,
    help="After-tax 401(k) room for every participant of a plan.",
    help_epilogue="megaroth COMMAND --help shows an example of it.",
    version=__version__,
    help_format="plaintext",
    help_formatter=HELP_LAYOUT,
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
    ("explain", "Every step from one person's rows to their numbers.", "sample_data/acme C03"),
    (
        "precheck",
        "Which lines of a proposed payroll must be cut before money moves.",
        "sample_data/acme sample_data/acme/inbox/payroll_2026-06-26.csv --as-of 2026-06-25",
    ),
    ("limits", "The limits of the law by year, each with its paragraph and its notice.", "2026 --json"),
    ("room", "One person's room today, from a few figures.", "--year 2026 --age 45 --deferrals 24500 --employer 9000"),
    (
        "roth-ira",
        "The front door: what may go into a Roth IRA directly.",
        "--year 2026 --status single --age 40 --magi 160000",
    ),
    (
        "backdoor",
        "The backdoor: a nondeductible IRA contribution converted, on Form 8606.",
        "--year 2026 --nondeductible 7500 --converted 7500 --year-end-value 92500",
    ),
    ("solo", "The plan of an owner without employees: what fits into it.", "--year 2026 --net-profit 100000 --age 52"),
    (
        "project",
        "What contributions become in a Roth account, and in a taxable one.",
        "--amount 38000 --years 20 --rate 0.07 --tax-rate 0.32",
    ),
    ("sample", "Write a plan folder of an invented company, of any size.", "acme --employees 250 --through 2026-06-30"),
    (
        "split",
        "One withdrawal of after-tax money: basis, earnings, taxes and forms.",
        "--basis 30000 --value 36000 --amount 12000",
    ),
)
for name, what, example in COMMANDS:
    app.command(
        f"megaroth.commands.{name}:{name}".replace("-", "_"),
        name=name,
        help=what,
        help_epilogue=f"Example: megaroth {name} {example}",
    )


@app.command(
    help="Print what makes a shell complete commands and options with the tab key.",
    help_epilogue="Example: megaroth completion bash",
)
def completion(shell: Annotated[Literal["bash", "zsh", "fish"], Parameter(metavar="SHELL")], /) -> None:
    """The script for that shell, made from the commands as they are."""
    print(app.generate_completion(prog_name=PROGRAM, shell=shell))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and answer with its exit status; what went wrong goes to standard error in words."""
    write_whatever(sys.stdout)
    try:
        return _run(sys.argv[1:] if arguments is None else arguments)
    except MegarothError as refusal:
        complain(str(refusal))
        return refusal.exit_status
    except KeyboardInterrupt:
        complain("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_WENT_AWAY
    except OSError as fault:
        complain(_of_the_machine(fault))
        return MegarothError.exit_status


def _run(arguments: Sequence[str]) -> int:
    with without_values():
        try:
            asks_for_help = not arguments or not HELP.isdisjoint(arguments)
            console = help_console() if asks_for_help else None
            status = app(arguments, console=console, exit_on_error=False, print_error=False)
        except CycloptsError as wrong:
            help_beside = "megaroth --help shows the commands, megaroth COMMAND --help an example."
            raise CommandError(f"{_in_words(wrong, arguments)}\n{help_beside}") from None
        sys.stdout.flush()
        return status if isinstance(status, int) else 0


def _in_words(wrong: CycloptsError, arguments: Sequence[str]) -> str:
    """What is wrong with the arguments; an option that was not typed is missing, and lacks no argument."""
    said = str(wrong)
    typed = {given.partition("=")[0] for given in arguments}
    if isinstance(wrong, MissingArgumentError) and not typed.intersection(re.findall(r"--[a-z0-9-]+", said)):
        return said.replace(" requires an argument", " is missing")
    return said


def _of_the_machine(fault: OSError) -> str:
    words = FAULTS_OF_THE_MACHINE.get(fault.errno or 0) or fault.strerror or "the machine refused"
    return f"{fault.filename}: {words}" if fault.filename else words
