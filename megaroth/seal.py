"""The key that makes the hash of a social security number safe from trying all numbers, and where the key lives.

The key is made once for a plan and never shown, stored elsewhere or put in a message.
"""

import hmac
import os
import secrets
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from megaroth.disk import flush
from megaroth.errors import CommandError

KEY_BYTES: Final = 32
KEY_FILE: Final = ".megaroth.key"
DRAFT: Final = ".megaroth.new.key."
KEY_VARIABLE: Final = "MEGAROTH_KEY"


def key(plan_dir: Path, *, create: bool) -> bytes:
    """The plan's key: MEGAROTH_KEY (64 hexadecimal digits), else the file `.megaroth.key`, made when there is none.

    Without `create` nothing is written: a plan without a key gets one for this run only. Raises CommandError.
    """
    if (said := os.environ.get(KEY_VARIABLE)) is not None:
        return _from_hex(said)
    path = plan_dir / KEY_FILE
    try:
        if not path.exists():
            if not create:
                return secrets.token_bytes(KEY_BYTES)
            _make(path)
        found = path.read_bytes()
        if create:
            _clear_drafts(path)
    except OSError as error:
        raise CommandError(f"{path}: the key cannot be read or made ({error.strerror}).") from None
    if len(found) != KEY_BYTES:
        raise CommandError(f"{path}: expected {KEY_BYTES} bytes. Put the plan's own key back.")
    return found


def sealer(key: bytes) -> Callable[[str], str]:
    """HMAC-SHA256 under this key, of the nine digits, in hex."""

    def seal(ssn: str) -> str:
        return hmac.digest(key, ssn.encode(), "sha256").hex()

    return seal


def _from_hex(said: str) -> bytes:
    try:
        found = bytes.fromhex(said)
    except ValueError:
        found = b""
    if len(found) != KEY_BYTES:
        raise CommandError(f"{KEY_VARIABLE}: expected {2 * KEY_BYTES} hexadecimal digits.")
    return found


def _make(path: Path) -> None:
    """A new key, 0600, whole from its first moment. Of two processes at once, one key stays and both will read it."""
    handle, draft = tempfile.mkstemp(prefix=DRAFT, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except (FileExistsError, FileNotFoundError):  # another process was first, and may have cleared the drafts
            return
    finally:
        Path(draft).unlink(missing_ok=True)
    flush(path.parent)


def _clear_drafts(path: Path) -> None:
    """Drafts of processes that died while they made the key; there is one now, so nobody needs theirs."""
    for draft in path.parent.glob(f"{DRAFT}*"):
        draft.unlink(missing_ok=True)
