"""Where the command `dedup` starts."""

from __future__ import annotations

import sys


def run() -> None:
    """Runs the command and ends the process."""
    try:
        if sys.argv[1:] == ["--version"]:  # answered here because click takes longer to import than Python to start
            from dedup import __version__
            from dedup.io.standard import write_stdout

            write_stdout(f"dedup {__version__}\n".encode())
            return
        from dedup.cli.commands import commands

        commands(prog_name="dedup")
    except BrokenPipeError:
        return
    except KeyboardInterrupt:
        sys.exit(130)  # as a shell reports a program that SIGINT ended
