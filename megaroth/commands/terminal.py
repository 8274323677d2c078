"""How commands look on a terminal: tables, tones, help. Whether they do, and in colour, is decided here and only here.

A pipe or a file gets plain aligned text, the same bytes everywhere. NO_COLOR takes the colour off a terminal,
FORCE_COLOR makes anything one, TERM=dumb makes a terminal none. Rich is imported only where it is needed.
"""

import codecs
import io
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Self, TextIO

from cyclopts.help import DefaultFormatter, PanelSpec

if TYPE_CHECKING:
    from cyclopts.help import HelpPanel
    from rich.console import Console, ConsoleOptions, RenderableType

PROGRAM: Final = "megaroth"
DUMB: Final = ("dumb", "unknown")
WIDEST_HELP: Final = 100
GAP: Final = 2
"""Spaces between two columns."""

BAR: Final = 20
"""How wide a bar is."""
FULL: Final = "\u2588"
EMPTY: Final = "\u2591"
IN_ASCII: Final = {FULL: "#", EMPTY: ".", "\u25b6": ">", "\u2500": "-"}
"""What stands for a sign of ours where the output's encoding has none; a question mark for any other."""

GOOD: Final = "green"
CAUTION: Final = "yellow"
BAD: Final = "bold red"
MAIN: Final = "bold"
LABEL: Final = "cyan"
TONE_OF_SEVERITY: Final = {"error": BAD, "warning": CAUTION, "info": LABEL}


class Toned(str):
    """A cell that a terminal shows in a tone; the same text as any other cell everywhere else."""

    __slots__ = ("tone",)
    tone: str

    def __new__(cls, text: str, tone: str) -> Self:
        """The text, and one of the tones above."""
        cell = super().__new__(cls, text)
        cell.tone = tone
        return cell


def write_whatever(stream: TextIO) -> None:
    """From here on nothing written there fails for want of a character in its encoding. Standard error never does."""
    if isinstance(stream, io.TextIOWrapper):
        codecs.register_error(PROGRAM, _in_ascii)
        stream.reconfigure(errors=PROGRAM)


def has_every_character(stream: TextIO) -> bool:
    """Whether any text can be written there as it is."""
    return (stream.encoding or "utf-8").lower().startswith("utf")


def _in_ascii(fault: UnicodeError) -> tuple[str, int]:
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    return "".join(IN_ASCII.get(sign, "?") for sign in fault.object[fault.start : fault.end]), fault.end


def is_terminal(stream: TextIO) -> bool:
    """Whether somebody looks at what goes there, on something that can show more than plain lines."""
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM", "").lower() not in DUMB


def table(rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> str:
    """A row of headings, then the rest. Columns numbered in `right` hold figures: flush right, and never cut."""
    return _laid_out(rows, right, headed=True) if is_terminal(sys.stdout) else aligned(rows, right)


def pairs(rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> str:
    """Rows that begin with what they are about, such as a name and its value; `right` as for a table."""
    return _laid_out(rows, right, headed=False) if is_terminal(sys.stdout) else aligned(rows, right)


def shaded(words: str, tone: str) -> str:
    """Words of a line in a tone, on a terminal."""
    if not is_terminal(sys.stdout):
        return words
    out = console(sys.stdout)
    with out.capture() as captured:
        out.print(_text(Toned(words, tone)), soft_wrap=True, end="")
    return captured.get()


def complain(words: str) -> None:
    """Say on standard error what is wrong, after the program's name."""
    _say(f"{PROGRAM}:", BAD, words)


def caution(about: str, words: str) -> None:
    """Say on standard error what to bear in mind of something, such as a file."""
    _say(f"{about}:", CAUTION, words)


def aligned(rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> str:
    """Columns two spaces apart, those numbered in `right` flush right. Never cut to the terminal's width."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if number in right else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def console(stream: TextIO) -> "Console":
    """Where Rich prints. It knows TERM and FORCE_COLOR; with NO_COLOR it gets no escape code at all, bold neither."""
    from rich.console import Console

    plain = os.environ.get("NO_COLOR") or not is_terminal(stream)
    return Console(file=stream, color_system=None if plain else "auto", highlight=False, markup=False, emoji=False)


def help_console() -> "Console":
    """Where the help goes: standard output, in lines that are not too long to read."""
    out = console(sys.stdout)
    out.width = min(out.width, WIDEST_HELP)
    return out


class Help(DefaultFormatter):
    """The parts of a command's help: in frames on a terminal, under plain headings elsewhere."""

    def __call__(self, console: "Console", options: "ConsoleOptions", panel: "HelpPanel") -> None:
        """Prints one part."""
        if is_terminal(sys.stdout):
            super().__call__(console, options, panel)
        elif panel.entries:
            _print_under_heading(console, options, panel)


HELP_LAYOUT: Final = Help(panel_spec=PanelSpec(border_style="dim"))


def _print_under_heading(out: "Console", options: "ConsoleOptions", panel: "HelpPanel") -> None:
    from cyclopts.help import TableSpec
    from cyclopts.help.specs import get_default_command_columns, get_default_parameter_columns
    from rich.padding import Padding

    columns = get_default_command_columns if panel.format == "command" else get_default_parameter_columns
    entries = TableSpec().build(columns(out, options, panel.entries), panel.entries)
    with out.capture() as captured:
        out.print(Padding(entries, (0, 0, 0, 2)))
    out.print(f"{panel.title}:", _without_trailing_spaces(captured.get()), "", sep="\n")


def _laid_out(rows: Sequence[Sequence[str]], right: frozenset[int], *, headed: bool) -> str:
    """Text gives way to a narrow terminal, between words; figures and words never do, so that none is cut."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    out = console(sys.stdout)
    heads, body = (rows[0], rows[1:]) if headed else ([""] * len(rows[0]), rows)
    widths = _fitted(rows, right, out.width)
    out.width = max(out.width, sum(widths) + GAP * (len(widths) - 1))
    grid = Table(
        box=SIMPLE_HEAD if headed else None,
        show_header=headed,
        show_edge=False,
        pad_edge=False,
        padding=(0, GAP - headed, 0, 0),
        header_style=MAIN,
        border_style="dim",
    )
    for number, (head, width) in enumerate(zip(heads, widths, strict=True)):
        label = LABEL if not headed and number == 0 else ""
        grid.add_column(head, justify="right" if number in right else "left", width=width, style=label)
    for row in body:
        grid.add_row(*map(_text, row))
    with out.capture() as captured:
        out.print(grid)
    return _without_trailing_spaces(captured.get())


def _without_trailing_spaces(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.splitlines())


def _fitted(rows: Sequence[Sequence[str]], right: frozenset[int], width: int) -> list[int]:
    """The columns' widths. The widest text gives way first, down to its longest word."""
    columns = list(zip(*rows, strict=True))
    widths = [max(map(len, cells)) for cells in columns]
    least = [
        widest if number in right else max(map(_longest_word, cells))
        for number, (cells, widest) in enumerate(zip(columns, widths, strict=True))
    ]
    while sum(widths) + GAP * (len(widths) - 1) > width:
        may_give = [number for number, widest in enumerate(widths) if widest > least[number]]
        if not may_give:
            break
        widths[max(may_give, key=widths.__getitem__)] -= 1
    return widths


def _text(cell: str) -> "RenderableType":
    from rich.text import Text

    return Text(str(cell), style=getattr(cell, "tone", ""))


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0)


def _say(about: str, tone: str, words: str) -> None:
    if not is_terminal(sys.stderr):
        print(about, words, file=sys.stderr)
        return
    from rich.text import Text

    console(sys.stderr).print(Text.assemble((about, tone), " ", words), soft_wrap=True)
