"""Where the command `dedup` starts."""

from __future__ import annotations

import os
import sys


def run() -> None:
    """Runs the command and ends the process."""
    try:
        if sys.argv[1:] == ["--version"]:  # answered here because click takes longer to import than Python to start
            from dedup import __version__
            from dedup.io.standard import write_stdout

            write_stdout(f"dedup {__version__}\n".encode())
            return
        # No linear algebra is done here, and its threads would spin for a while as numpy is imported.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        from dedup.cli.commands import commands

        commands(prog_name="dedup")
    except BrokenPipeError:
        return
    except KeyboardInterrupt:
        sys.exit(130)  # as a shell reports a program that SIGINT ended
