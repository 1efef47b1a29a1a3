"""The entry point of the command `dedup`."""

from __future__ import annotations

import os
import sys


def run() -> None:
    """Runs the command and ends the process."""
    try:
        if sys.argv[1:] == ["--version"]:  # without click, which takes longer to import than Python to start
            from dedup import __version__
            from dedup.io.standard import write_stdout

            write_stdout(f"dedup {__version__}\n".encode())
            return
        # OpenBLAS is never used, and its threads would spin while numpy is imported.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        from dedup.cli.commands import commands

        commands(prog_name="dedup")
    except BrokenPipeError:
        return
    except KeyboardInterrupt:
        sys.exit(130)  # the status of a program ended by SIGINT
