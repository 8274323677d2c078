"""The door that writes an invented plan folder: it is there whole, or not at all."""

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import polars as pl

from megaroth.disk import flush
from megaroth.errors import CommandError

OWNER_ALONE: Final = 0o600
FOR_OWNER: Final = 0o700


def write_folder(folder: Path, files: Iterable[tuple[str, pl.DataFrame | str]]) -> int:
    """Writes the files and answers how many. CommandError where something is there already; nothing is overwritten."""
    refuse_what_is_there(folder)
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    whole = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        written = 0
        for name, content in files:
            write(whole / name, content)
            written += 1
        put_in_place(whole, folder)
    except BaseException:
        shutil.rmtree(whole, ignore_errors=True)
        raise
    flush(folder.parent)
    return written


def put_in_place(whole: Path, folder: Path) -> None:
    """In one step; an empty folder stays the same one, as a shell may stand in it, and gets its plan.toml last."""
    if not folder.exists():
        whole.rename(folder)
        return
    folder.chmod(FOR_OWNER)
    for path in sorted(whole.iterdir(), key=lambda path: path.name == "plan.toml"):
        path.rename(folder / path.name)
    whole.rmdir()


def refuse_what_is_there(folder: Path) -> None:
    """CommandError unless the folder is empty or not there."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CommandError(f"{folder}: there is something already. Name a new folder, or an empty one.")


def write(path: Path, content: pl.DataFrame | str) -> None:
    """One file, for its owner alone."""
    path.parent.mkdir(mode=FOR_OWNER, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ALONE)
    with os.fdopen(handle, "wb") as file:
        if isinstance(content, str):
            file.write(content.encode())
        else:
            content.write_csv(file)
