"""What a long run says while it works: on standard error, after the first second, and never a person's data."""

import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from megaroth.commands.terminal import console, is_terminal

if TYPE_CHECKING:
    from rich.status import Status

QUIET_SECONDS: Final = 1.0


class Progress:
    """Call it with what is being done now. A terminal shows one changing line, anything else a line for each step."""

    def __init__(self) -> None:
        self._status = changing_line() if is_terminal(sys.stderr) else None
        self._text = ""
        self._showing = False
        self._ended = False
        self._lock = threading.Lock()
        self._timer = threading.Timer(QUIET_SECONDS, self._show)
        self._timer.daemon = True

    def __call__(self, text: str) -> None:
        with self._lock:
            self._text = text
            if self._showing:
                self._say()

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        with self._lock:
            self._ended = True
            self._showing = False
            if self._status:
                self._status.stop()

    def _show(self) -> None:
        with self._lock:
            if self._ended:
                return
            self._showing = True
            if self._status:
                self._status.start()
            if self._text:
                self._say()

    def _say(self) -> None:
        if self._status:
            self._status.update(self._text)
        else:
            print(self._text, file=sys.stderr, flush=True)


def changing_line() -> "Status":
    """One line of a terminal that says what is being done, and goes when it is."""
    from rich.status import Status

    return Status("", console=console(sys.stderr))
