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
HEAD_BYTES: Final = 2**16

COMPRESSED: Final = "it is compressed: unpack it. A feed is a CSV file of UTF-8 text."
WORKBOOK: Final = "it is a workbook or an archive: save the sheet as CSV UTF-8. A feed is a CSV file of UTF-8 text."
WIDE_TEXT: Final = "it is UTF-16 or UTF-32 text: save it as CSV UTF-8."
HEADER_WITH_NUL: Final = "its header has NUL characters, as UTF-16 text has: save it as CSV UTF-8."
HEADER_NOT_UTF8: Final = "its header is not UTF-8 text: save it as CSV UTF-8."
BEGINNINGS: Final = {
    b"\x1f\x8b": COMPRESSED,  # gzip
    b"BZh91AY&SY": COMPRESSED,  # bzip2
    b"\xfd7zXZ\x00": COMPRESSED,  # xz
    b"\x28\xb5\x2f\xfd": COMPRESSED,  # zstd
    b"7z\xbc\xaf\x27\x1c": COMPRESSED,  # 7-Zip
    b"PK\x03\x04": WORKBOOK,  # xlsx, zip
    b"\xd0\xcf\x11\xe0": WORKBOOK,  # xls
    codecs.BOM_UTF16_LE: WIDE_TEXT,  # those of UTF-32 LE begin alike
    codecs.BOM_UTF16_BE: WIDE_TEXT,
    codecs.BOM_UTF32_BE: WIDE_TEXT,
}
"""What other kinds of file begin with, and what is said of them."""


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


def not_text(path: Path) -> str | None:
    """Why the file is no UTF-8 text, seen from its beginning, in words that follow its name; None where it may be.

    Raises CommandError if it cannot be opened.
    """
    with _opened(path) as file:
        head = file.read(HEAD_BYTES)
    for beginning, words in BEGINNINGS.items():
        if head.startswith(beginning):
            return words
    header = next((line for line in head.splitlines() if line.strip()), b"")
    if b"\0" in header:
        return HEADER_WITH_NUL
    try:
        codecs.getincrementaldecoder("utf-8")().decode(header)  # the head may end within a character
    except UnicodeDecodeError:
        return HEADER_NOT_UTF8
    return None


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
