"""What lies safe on disk. For the doors, which make files that a crash must not leave half written."""

import os
from pathlib import Path


def flush(path: Path) -> None:
    """A file's bytes, or the names in a folder, safe on disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
