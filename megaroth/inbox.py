"""The inbox: which feeds lie there, their digest and their text. Files are only ever read.

No message holds anything of a file but its name.
"""

import codecs
import hashlib
import io
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from megaroth.errors import CommandError
from megaroth.feed_text import FeedText, cut
from schemas.feeds import FEEDS

CHUNK_BYTES: Final = 8 * 2**20
UNFINISHED: Final = (".part", ".tmp")


@dataclass(frozen=True)
class Sighting:
    """A file seen in the inbox. `kind` is None when its name begins with no feed we know."""

    name: str
    kind: str | None
    path: Path
    size: int  # bytes
    mtime_ns: int
    ctime_ns: int


def survey(inbox: Path) -> tuple[Sighting, ...]:
    """The files directly in the inbox, by name; hidden and unfinished ones are left alone. Raises CommandError."""
    try:
        with os.scandir(inbox) as entries:
            paths = [Path(entry.path) for entry in entries if _is_a_feed(entry)]
    except FileNotFoundError:
        raise CommandError(f"{inbox}: not found. A plan's feeds lie in the folder inbox beside plan.toml.") from None
    except OSError as error:
        raise CommandError(f"{inbox}: cannot be read ({error.strerror}).") from None
    return tuple(sorted((_sighting(path) for path in paths), key=lambda sighting: sighting.name))


def _is_a_feed(entry: os.DirEntry[str]) -> bool:
    return not entry.name.startswith(".") and not entry.name.lower().endswith(UNFINISHED) and entry.is_file()


def _sighting(path: Path) -> Sighting:
    name = os.fsencode(path.name).decode(errors="replace")
    kind = re.split(r"[_.-]", name, maxsplit=1)[0].casefold()
    try:
        status = path.stat()
    except OSError as error:
        raise CommandError(f"{path.parent}: {name} cannot be read ({error.strerror}).") from None
    return Sighting(name, kind if kind in FEEDS else None, path, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def digest(path: Path) -> str:
    """SHA-256 of the file's bytes, in hex. Raises CommandError for a file that cannot be opened."""
    with _opened(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read(path: Path, *, chunk_bytes: int = CHUNK_BYTES) -> FeedText:
    """The feed's header, and its rows in batches of about `chunk_bytes`. Raises CommandError if it cannot be opened."""
    return cut(_pieces(_opened(path), chunk_bytes))


def _opened(path: Path) -> io.BufferedReader:
    try:
        return path.open("rb")
    except OSError as error:
        raise CommandError(f"{path}: cannot be read ({error.strerror}).") from None


def _pieces(file: io.BufferedReader, chunk_bytes: int) -> Iterator[str]:
    """The text in pieces of whole lines. CRLF, CR and LF come out as LF, bytes that are not UTF-8 as U+FFFD."""
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder("utf-8-sig")("replace"), translate=True)
    rest = ""
    with file:
        while block := file.read(chunk_bytes):
            text = rest + decoder.decode(block)
            end = text.rfind("\n") + 1
            if end:
                yield text[:end]
            rest = text[end:]
    rest += decoder.decode(b"", final=True)
    if rest:
        yield rest.removesuffix("\n") + "\n"
