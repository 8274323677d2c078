"""Two folders change places in one step, as the system allows it. Part of the outbox."""

import ctypes
import errno
import os
import sys
from pathlib import Path
from typing import Final

AT_FDCWD: Final = -100
RENAME_EXCHANGE: Final = 2  # Linux, renameat2
RENAME_SWAP: Final = 2  # macOS, renamex_np
CANNOT: Final = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP})


def exchange(one: Path, other: Path) -> bool:
    """Each folder gets the other's name; False where the file system cannot do that. Raises OSError."""
    fault = _at_once(os.fsencode(one), os.fsencode(other))
    if fault and fault not in CANNOT:
        raise OSError(fault, os.strerror(fault), str(one), None, str(other))
    return not fault


def _at_once(one: bytes, other: bytes) -> int:
    """0, or the errno that says why not."""
    system = ctypes.CDLL(None, use_errno=True)
    try:
        if sys.platform == "darwin":
            failed = system.renamex_np(one, other, RENAME_SWAP)
        else:
            failed = system.renameat2(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE)
    except AttributeError:
        return errno.ENOSYS
    return ctypes.get_errno() if failed else 0
