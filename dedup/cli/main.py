"""The entry point of the command `dedup`."""

from __future__ import annotations

import os
import sys


def run() -> None:
    """Runs the command and ends the process; what is used most starts without click."""
    try:
        if sys.argv[1:] == ["--version"]:
            from dedup import __version__
            from dedup.io.standard import write_stdout

            write_stdout(f"dedup {__version__}\n".encode())
            return
        if sys.argv[1:2] == ["collapse"]:
            from dedup.cli.ending import exit_code_of
            from dedup.cli.plain import plain_run

            if plain := plain_run(sys.argv[2:]):
                sys.exit(exit_code_of(plain))
        # A collection during imports finds nothing; they are done when the command's own module is there.
        import gc

        gc.disable()
        # OpenBLAS is never used, and its threads would spin while numpy is imported.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        from dedup.cli.commands import commands

        commands(prog_name="dedup")
    except BrokenPipeError:
        return
    except KeyboardInterrupt:
        sys.exit(130)  # the status of a program ended by SIGINT
