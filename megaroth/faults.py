"""What is said of an exception nobody foresaw: its text may hold a cell, so it is never shown or stored."""

import os
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from megaroth.errors import MegarothError


class ProgramFault(MegarothError):  # noqa: N818 - named for what happened
    """A fault of the program itself."""


def debugging() -> bool:
    """Whether MEGAROTH_DEBUG=1 asks for the trace on standard error, values included."""
    return os.environ.get("MEGAROTH_DEBUG") == "1"


@contextmanager
def without_values() -> Iterator[None]:
    """Turn whatever nobody foresaw into a ProgramFault, which says its kind and its place and nothing else."""
    try:
        yield
    except (MegarothError, OSError):
        raise
    except Exception as fault:  # noqa: BLE001 - the one place that may: it lets nothing of the exception through
        if debugging():
            traceback.print_exception(fault)
        raise ProgramFault(
            f"A fault of the program: {type(fault).__name__} at {_place(fault)}.\n"
            "Run again with MEGAROTH_DEBUG=1 to see the trace; it may show data from the files."
        ) from None


def _place(fault: Exception) -> str:
    """The innermost line of this project that the exception passed."""
    frames = traceback.extract_tb(fault.__traceback__)
    root = Path(__file__).parent.parent
    own = [
        f"{path.relative_to(root)}:{frame.lineno}" for frame in frames if _is_ours(path := Path(frame.filename), root)
    ]
    return own[-1] if own else "an unknown place"


def _is_ours(path: Path, root: Path) -> bool:
    return any(path.is_relative_to(root / package) for package in ("megaroth", "flows", "schemas"))
