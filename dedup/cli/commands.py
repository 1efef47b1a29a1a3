"""The group of commands, each imported when it is run, and the exit code for each error."""

from __future__ import annotations

import signal
import sys
from importlib import import_module
from types import FrameType
from typing import Any

import click

from dedup import __version__
from dedup.cli.help import flag
from dedup.cli.messages import complain
from dedup.errors import ArgumentTypeError, DedupError, OptionError

_COMMANDS = {
    "collapse": "dedup.cli.collapse_command",
    "corpus": "dedup.cli.corpus_command",
    "blocks": "dedup.cli.blocks_command",
    "compare": "dedup.cli.compare_command",
    "explain": "dedup.cli.explain_command",
    "undo": "dedup.cli.undo_command",
}


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


class Commands(click.Group):
    """The commands; each returns its exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the help page."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Imports a command."""
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(_COMMANDS[cmd_name]).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Finds a command by its name; the error for an unknown one names the nearest."""
        name = args[0]
        if name not in _COMMANDS and not name.startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(name, _COMMANDS, 1)
            ctx.fail(f"No such command {name!r}." + (f" Did you mean {near[0]!r}?" if near else ""))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> None:
        """Runs a command and exits with its code; prints an error as one line."""
        signals = Signals()
        try:
            code: int = super().invoke(ctx)
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
        ctx.exit(code)


def by_flag(error: OptionError | ArgumentTypeError) -> OptionError | ArgumentTypeError:
    """Names the option as it is typed on the command line.

    >>> by_flag(OptionError("min_letters", 0, "an integer of at least 1"))
    OptionError('--min-letters must be an integer of at least 1, not 0')
    """
    if not error.parameter.isidentifier():
        return error
    return type(error)(flag(error.parameter), error.value, error.expected)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit status: 0 success, 1 --check found repeats, 2 invalid usage, 3 a file could not be read or written, "
    "4 more would be removed than --max-removed allows.",
)
@click.version_option(__version__, message="dedup %(version)s")
def commands() -> None:
    """Find text that repeats itself, exactly or with small changes, and keep one copy."""
