"""The page as a reader without eyes has it: its tables by caption, its other text, nothing of how it was made."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Said:
    """A cell: its words, what stands small below them, and its attributes."""

    words: str = ""
    below: str = ""
    attributes: dict[str, str | None] = field(default_factory=dict)


@dataclass
class Table:
    """A table: its heads, and its rows by head (a head that comes twice: by its place)."""

    heads: list[Said] = field(default_factory=list)
    rows: list[list[Said]] = field(default_factory=list)

    def column(self, head: str) -> list[str]:
        """The words of one column, from top to bottom."""
        (at,) = [place for place, one in enumerate(self.heads) if one.words == head]
        return [row[at].words for row in self.rows]


class Page(HTMLParser):
    """Everything a test asks of the page's text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tables: dict[str, Table] = {}
        self.text = ""
        self.inside: list[str] = []
        self._table, self._cell, self._caption = Table(), Said(), ""
        self.images: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.inside.append(tag)
        if given.get("role") == "img":
            self.images.append(given["aria-label"] or "")
        if tag == "table":
            self._table, self._caption = Table(), ""
        elif tag == "tr" and "tbody" in self.inside:
            self._table.rows.append([])
        elif tag in ("th", "td"):
            self._cell = Said(attributes=given)
            (self._table.heads if "thead" in self.inside else self._table.rows[-1]).append(self._cell)

    def handle_endtag(self, tag: str) -> None:
        while self.inside.pop() != tag:
            continue
        if tag == "table":
            self.tables[self._caption] = self._table

    def handle_data(self, data: str) -> None:
        if not self.inside or self.inside[-1] in ("script", "style"):
            return
        self.text += data
        if "caption" in self.inside:
            self._caption += data
        elif "small" in self.inside:
            self._cell.below += data
        elif "th" in self.inside or "td" in self.inside:
            self._cell.words += data


def one_line(page: Page) -> str:
    """All its text, spaces joined."""
    return " ".join(page.text.split())
