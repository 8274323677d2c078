"""The outbox: writes a folder of reports beside the published one and swaps it in whole, or not at all.

What a report says is not decided here; tables come as they are to be printed. Files are 0600, folders 0700, whatever
the umask. In reports/:

  NAME                  the published folder
  .tmp-*                one being written
  .swap-DIGEST-NAME     one taking NAME's place, or the one that just had it: its digest tells which, after a crash too
  .superseded/NAME.1    what NAME held before, and .2 and so on
"""

import hashlib
import io
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

import polars as pl

from megaroth.disk import flush
from megaroth.exchange import exchange

REPORTS: Final = "reports"
SUPERSEDED: Final = ".superseded"
MANIFEST: Final = "manifest.json"
WRITING: Final = ".tmp-"
SWAPPING: Final = ".swap-"

Writer = Callable[[BinaryIO, Path], None]
"""Writes one report into an open file; may keep scratch files in the folder, and leaves none there."""


@dataclass(frozen=True)
class Prepared:
    """A folder of reports, whole on disk, not yet published. `place` is where `publish` will put it."""

    draft: Path
    place: Path

    def publish(self) -> Path:
        """Takes the published folder's place in one step; the old one is kept, unless it says the same."""
        mark = digest(self.draft)
        if self.place.exists() and digest(self.place) == mark:
            shutil.rmtree(self.draft)
            return self.place
        swapping = self.place.with_name(f"{SWAPPING}{mark}-{self.place.name}")
        self.draft.rename(swapping)
        if self.place.exists() and exchange(swapping, self.place):
            flush(self.place.parent)
            _keep(swapping, self.place)
        else:
            if self.place.exists():  # in two steps then; `make_good` takes the second if this run dies before it
                _keep(self.place, self.place)
            swapping.rename(self.place)
        flush(self.place.parent)
        return self.place

    def drop(self) -> None:
        """Gives the draft up; what is published stays as it is."""
        shutil.rmtree(self.draft, ignore_errors=True)


def prepare(
    plan_dir: Path,
    name: str,
    texts: Mapping[str, pl.DataFrame],
    typed: Mapping[str, pl.DataFrame],
    others: Mapping[str, Writer],
    manifest: Mapping[str, object],
) -> Prepared:
    """Every table as NAME.csv (`texts`: cells as they are printed) and NAME.parquet (`typed`), other reports under
    their own file names, and the manifest.

    One run at a time: the caller holds the store's lock. Raises OSError (a full disk) and leaves nothing behind.
    """
    reports = plan_dir / REPORTS
    reports.mkdir(mode=0o700, exist_ok=True)
    make_good(plan_dir)
    draft = Path(tempfile.mkdtemp(prefix=WRITING, dir=reports))
    try:
        for table, cells in texts.items():
            with _written(draft / f"{table}.csv") as file:
                cells.write_csv(file, line_terminator="\n")
        for table, columns in typed.items():
            with _written(draft / f"{table}.parquet") as file:
                packed = io.BytesIO()  # straight into the file, a full disk would not come out as an OSError
                columns.write_parquet(packed, compression="zstd")
                file.write(packed.getbuffer())
        for file_name, write in others.items():
            with _written(draft / file_name) as file:
                write(file, draft)
        with _written(draft / MANIFEST) as file:
            file.write((json.dumps(manifest, sort_keys=True, indent=2, ensure_ascii=False) + "\n").encode())
        flush(draft)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return Prepared(draft, reports / name)


def make_good(plan_dir: Path) -> None:
    """Ends what a dead run left half done: drafts go, a replaced folder is kept, a new one takes an empty place."""
    reports = plan_dir / REPORTS
    for draft in reports.glob(f"{WRITING}*"):
        shutil.rmtree(draft)
    for swapping in reports.glob(f"{SWAPPING}*"):
        mark, _, name = swapping.name.removeprefix(SWAPPING).partition("-")
        if digest(swapping) != mark:
            _keep(swapping, reports / name)
        elif (reports / name).exists():
            shutil.rmtree(swapping)
        else:
            swapping.rename(reports / name)


def digest(folder: Path) -> str:
    """SHA-256 over the names and bytes of everything in the folder, in hex."""
    whole = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
        whole.update(f"{content}  {path.relative_to(folder)}\n".encode(errors="surrogateescape"))
    return whole.hexdigest()


def _keep(replaced: Path, place: Path) -> None:
    """Moves a replaced folder to .superseded under its place's name and the next number."""
    superseded = place.parent / SUPERSEDED
    superseded.mkdir(mode=0o700, exist_ok=True)
    numbers = [path.suffix[1:] for path in superseded.iterdir() if path.stem == place.name]
    following = 1 + max((int(number) for number in numbers if number.isdecimal()), default=0)
    replaced.rename(superseded / f"{place.name}.{following}")
    flush(superseded)


@contextmanager
def _written(path: Path) -> Iterator[BinaryIO]:
    """A new file for us alone, safe on disk once it is left."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())
