"""The command line, for reports that say how they were made."""

from __future__ import annotations

import shlex
import sys

#: A longer one is cut: a shell may have put thousands of names into it.
MOST = 300


def command_line() -> str:
    """The command as one would type it."""
    line = shlex.join(["dedup", *sys.argv[1:]])
    return line if len(line) <= MOST else line[:MOST] + " …"
