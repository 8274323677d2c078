"""A feed written out in a test, parsed by its kind."""

from collections.abc import Callable

from megaroth.feed_text import cut
from megaroth.parse import Parsed, parse, read_header


def seal(ssn: str) -> str:
    return f"sealed {ssn[::-1]}"


def parsed(kind: str, text: str, seal: Callable[[str], str] = seal) -> Parsed:
    feed = cut(iter([text]))
    assert not read_header(kind, feed.header).refused
    (batch,) = feed.batches
    return parse(kind, batch, seal)
