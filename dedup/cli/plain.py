"""Plain forms of `dedup collapse`, read without click: importing it takes twice as long as Python takes to start.

`collapse_command` defines the command, and a test compares what is read here with what click makes of it. Whatever is
not plain is left to click, as is every error of usage.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from os.path import isdir

from dedup.cli.config_file import nearest_config
from dedup.cli.text.collapse_files import Job, collapse_files, named_file
from dedup.cli.text.examining import Reading
from dedup.options import collapse_options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

FLAGS = {"--check", "--diff", "--quiet"}

#: The options with a value, and what reads it.
SETTINGS = {"--identity": float, "--min-letters": int, "--keep": str}


def plain_run(arguments: Sequence[str]) -> Callable[[], int] | None:
    """What to call for `dedup collapse` with these arguments; None if click must read them."""
    files: list[str] = []
    flags: set[str] = set()
    settings: dict[str, Any] = {}
    words = iter(arguments)
    try:
        for word in words:
            option, equals, value = word.partition("=")
            if word in FLAGS:
                flags.add(word)
            elif option in SETTINGS:
                parameter = option.removeprefix("--").replace("-", "_")
                settings[parameter] = SETTINGS[option](value if equals else next(words, ""))
            elif word.startswith("-") and word != "-":
                return None
            else:
                files.append(word)
        options = collapse_options(**settings)
    except ValueError:  # no number, or an OptionError
        return None
    check, diff, quiet = "--check" in flags, "--diff" in flags, "--quiet" in flags
    if (len(files) > 1 and not (check or diff)) or any(isdir(file) or _is_glob(file) for file in files):
        return None
    if nearest_config():
        return None
    job = Job([named_file(file) for file in files], Reading(options), check=check, diff=diff, quiet=quiet)
    return partial(collapse_files, job)


def _is_glob(name: str) -> bool:
    """Whether a name may be a pattern."""
    return any(sign in name for sign in "*?[")
