"""A terminal that a command writes to."""

from __future__ import annotations

import os
import pty
import subprocess
from collections.abc import Sequence
from typing import Any


def written_to_terminal(command: Sequence[str], stream: str, **options: Any) -> bytes:
    """What a command writes to `stream`, "stdout" or "stderr", if that is a terminal.

    Args:
        command: The command and its arguments.
        stream: Which of its streams is the terminal.
        options: The other options of `subprocess.run`.
    """
    terminal, program = pty.openpty()
    subprocess.run(command, **{stream: program}, **options)
    os.close(program)
    written = b""
    try:
        while part := os.read(terminal, 65536):
            written += part
    except OSError:  # nobody has the other end any more
        pass
    os.close(terminal)
    return written
