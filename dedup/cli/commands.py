"""The group of commands, each imported when it is run."""

from __future__ import annotations

import gc
import sys
from functools import partial
from importlib import import_module
from typing import Any, NoReturn

import click

from dedup import __version__
from dedup.cli.ending import exit_code_of
from dedup.cli.messages import say

_COMMANDS = {
    "collapse": "dedup.cli.text.collapse_command",
    "corpus": "dedup.cli.rows.corpus_command",
    "tune": "dedup.cli.rows.tune_command",
    "plan": "dedup.cli.plan.command",
    "blocks": "dedup.cli.rows.blocks_command",
    "index": "dedup.cli.index.command",
    "compare": "dedup.cli.text.compare_command",
    "explain": "dedup.cli.text.explain_command",
    "undo": "dedup.cli.text.undo_command",
}


class NamedCommands(click.Group):
    """A group in which the error for an unknown command names the nearest."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Finds a command by its name."""
        name, names = args[0], self.list_commands(ctx)
        if name not in names and not name.startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(name, names, 1)
            ctx.fail(f"No such command {name!r}{hint(near, ctx)}")
        return super().resolve_command(ctx, args)


class Commands(NamedCommands):
    """The commands; each returns its exit code."""

    def main(self, *arguments: Any, **settings: Any) -> NoReturn:
        """Runs the command and ends the process; wrong usage is one line, as every other error is."""
        try:
            sys.exit(super().main(*arguments, **{**settings, "standalone_mode": False}))
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            sys.exit(error.exit_code)
        except click.UsageError as error:
            say(f"dedup: {usage_message(error)}")
            sys.exit(error.exit_code)
        except click.Abort:
            sys.exit(130)  # the status of a program ended by SIGINT

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Reads `help COMMAND` as `COMMAND --help`."""
        if args[:1] == ["help"]:
            args = [*args[1:2], "--help"]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the help page."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Imports a command."""
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(_COMMANDS[cmd_name]).command
        if not gc.isenabled():  # as while the command starts
            gc.freeze()  # what has been imported is never searched for garbage, not even at exit
            gc.enable()
        return command

    def invoke(self, ctx: click.Context) -> None:
        """Runs a command and exits with its code."""
        ctx.exit(exit_code_of(partial(super().invoke, ctx)))


def usage_message(error: click.UsageError) -> str:
    """What was wrong and what to do, without a full stop; click's own errors do not say what to do."""
    if isinstance(error, click.NoSuchOption) and error.ctx:  # which older versions of click word otherwise
        return f"No such option {error.option_name!r}{hint((error.possibilities or [])[:1], error.ctx)}"
    message = error.format_message().removesuffix(".")
    says_it = type(error) is click.UsageError and not message.startswith("Got unexpected")
    return message if says_it or error.ctx is None else f"{message}{hint([], error.ctx)}"


def hint(near: list[str], ctx: click.Context) -> str:
    """What to do about a name that is not known: take the nearest, or read the help."""
    return f". Did you mean {near[0]!r}?" if near else f"; see '{ctx.command_path} --help'"


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit status: 0 success, 1 --check found repeats, 2 invalid usage, 3 a file could not be read or written, "
    "4 more would be removed than --max-removed allows.",
)
@click.version_option(__version__, "--version", "-V", message="dedup %(version)s")
def commands() -> None:
    """Find text that repeats itself, exactly or with small changes, and keep one copy."""
