"""Whether output has colors."""

from __future__ import annotations

import os
import sys


def in_color(choice: str) -> bool:
    """Whether standard output has colors, by the value of --color; "auto": on a terminal, unless NO_COLOR is set."""
    if choice == "auto":
        plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        return not plain and sys.stdout is not None and sys.stdout.isatty()
    return choice == "always"
