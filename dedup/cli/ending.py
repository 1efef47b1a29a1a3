"""How a run ends: with its own exit code, by an error, or by a signal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from dedup.cli.messages import by_flag, complain, say
from dedup.errors import ArgumentTypeError, DedupError, OptionError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import signal
    from types import FrameType
    from typing import Any
else:
    import _signal as signal  # `signal` only turns its numbers into enums, and importing `enum` takes long


def exit_code_of(run: Callable[[], int]) -> int:
    """Runs a command and returns its exit code; prints an error as one line."""
    signals = Signals()
    try:
        code = run()
    except BrokenPipeError:
        code = 0  # the reader of the output, such as `head`, has closed it
    except (OptionError, ArgumentTypeError) as error:
        complain(by_flag(error))
        code = error.exit_code
    except DedupError as error:
        complain(error)
        code = error.exit_code
    except (OSError, MemoryError) as error:
        complain(error)
        code = DedupError.exit_code
    signals.stop()
    return code


class Signals:
    """Handles the signals that end a run: the first raises `SystemExit`, and cleaning up ignores any more."""

    def __init__(self) -> None:
        known = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
        self._heard = [number for number in known if signal.getsignal(number) != signal.SIG_IGN]  # as `nohup` has it
        for number in self._heard:
            signal.signal(number, self._end)

    def stop(self) -> None:
        """Ignores the signals from now on."""
        for number in self._heard:
            signal.signal(number, lambda *_: None)  # not SIG_IGN: Python complains if one is on its way already

    def _end(self, number: int, frame: FrameType | None) -> None:
        self.stop()
        sys.unraisablehook = self._end_later
        sys.exit(128 + number)

    def _end_later(self, lost: Any) -> None:
        """Raises `SystemExit` again if it was lost in a callback of a weak reference, which imports use."""
        end = lost.exc_value
        if not isinstance(end, SystemExit) or not hasattr(signal, "setitimer"):
            sys.__unraisablehook__(lost)
            return
        self._heard.append(signal.SIGALRM)
        signal.signal(signal.SIGALRM, lambda *_: sys.exit(end.code))
        signal.setitimer(signal.ITIMER_REAL, 0.01)


@contextmanager
def unwritten() -> Iterator[None]:
    """A part of a run before anything is written: Ctrl-C says so."""
    try:
        yield
    except SystemExit as end:
        if end.code == 128 + signal.SIGINT:
            say("dedup: interrupted; nothing was written")
        raise
