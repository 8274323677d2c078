"""What a page of Markdown holds: its tables, by the heading above them, and its fenced blocks."""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

CLONE: Final = Path(__file__).parents[2]
FENCE: Final = re.compile(
    r"^(?P<margin> *)```(?P<mark>[^\n]*)\n(?P<text>.*?)^(?P=margin)```$", re.MULTILINE | re.DOTALL
)
CELL_END: Final = re.compile(r"(?<!\\)\|")

Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Block:
    """A fenced block: what stands behind the three ticks (`console run`), and its text without the margin."""

    mark: str
    text: str


def page(path: str) -> str:
    return (CLONE / path).read_text("utf-8")


def blocks(path: str) -> Iterator[Block]:
    """The fenced blocks of a page, in order."""
    for found in FENCE.finditer(page(path)):
        yield Block(found["mark"], textwrap.dedent(found["text"]))


def tables(path: str) -> dict[str, Rows]:
    """The first table under each `##` heading, without the blocks; a row by its column heads."""
    sections = re.split(r"^## (.+)$", FENCE.sub("", page(path)), flags=re.MULTILINE)
    return {
        heading: rows for heading, text in zip(sections[1::2], sections[2::2], strict=True) if (rows := table(text))
    }


def table(text: str) -> Rows:
    """The first table in a text; none if there is none."""
    lines = re.search(r"(?:^\|.*\|$\n?)+", text, re.MULTILINE)
    if not lines:
        return []
    heads, _, *rows = [[cell.strip() for cell in CELL_END.split(line)[1:-1]] for line in lines[0].splitlines()]
    return [dict(zip(heads, row, strict=True)) for row in rows]


def quoted_words(text: str) -> tuple[str, ...]:
    """What stands in ticks."""
    return tuple(re.findall(r"`([^`]+)`", text))
