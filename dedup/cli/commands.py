"""The commands by name, each imported when it is asked for, and how each way of ending becomes an exit code."""

from __future__ import annotations

import signal
import sys
from importlib import import_module

import click

from dedup import __version__
from dedup.cli.messages import complain
from dedup.errors import DedupError

_COMMANDS = {
    "collapse": "dedup.cli.collapse_command",
    "corpus": "dedup.cli.corpus_command",
    "compare": "dedup.cli.compare_command",
    "undo": "dedup.cli.undo_command",
}


class Commands(click.Group):
    """The group of all commands; a command returns its exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(_COMMANDS[cmd_name]).command
        return command

    def invoke(self, ctx: click.Context) -> None:
        """Runs the command that the arguments name, and ends with its exit code."""
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that a temporary file is removed
        try:
            code: int = super().invoke(ctx)
        except BrokenPipeError:
            code = 0  # whoever read the output has seen enough
        except KeyboardInterrupt:
            code = 130
        except DedupError as error:
            complain(error)
            code = error.exit_code
        except OSError as error:
            complain(error)
            code = DedupError.exit_code
        ctx.exit(code)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit status: 0 done, 1 --check found repeats, 2 wrong usage, 3 a file could not be read or written, "
    "4 more would be removed than --max-removed allows.",
)
@click.version_option(__version__, message="dedup %(version)s")
def commands() -> None:
    """Find text that repeats itself, exact or slightly changed, and leave one copy of it."""
