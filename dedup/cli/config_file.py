"""Options from a file: the table [tool.dedup.collapse] of a pyproject.toml."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

#: The table, and how its name begins in a file that has it.
TABLE = "tool.dedup.collapse"
_MARK = b"[tool.dedup"

#: The options that a file may set: none of those that write.
OPTIONS = (
    *("identity", "min-letters", "keep", "protect", "no-protect", "encoding", "errors", "html"),
    *("include", "exclude", "hidden", "no-ignore", "color", "jobs", "quiet"),
)


def nearest_config() -> str | None:
    """The pyproject.toml with options for dedup in this folder, or in the nearest one above it."""
    folder = os.getcwd()
    while True:
        path = os.path.join(folder, "pyproject.toml")
        try:
            with open(path, "rb") as file:
                if _MARK in file.read():
                    return path
        except OSError:
            pass
        if folder == (folder := os.path.dirname(folder)):
            return None


def options_of(path: str) -> dict[str, Any]:
    """The options that a file sets, by the names of parameters.

    Raises:
        ValueError: It is no TOML, or sets something else; the message names the file.
        OSError: It cannot be read.
    """
    from tomllib import TOMLDecodeError, load

    with open(path, "rb") as file:
        try:
            table: Any = load(file)
        except (TOMLDecodeError, UnicodeDecodeError) as error:
            raise ValueError(f"{path}: {error}") from error
    for name in TABLE.split("."):
        table = table.get(name, {})
        if not isinstance(table, dict):
            raise ValueError(f"{path}: {name} is no table")
    return {name.replace("-", "_"): _value(path, name, value) for name, value in table.items()}


def _value(path: str, name: str, value: Any) -> Any:
    """A value as the command line has it: names are separated by commas there."""
    if name.replace("_", "-") not in OPTIONS:
        raise ValueError(f"{path}: [{TABLE}] cannot set {name!r}; it can set {', '.join(OPTIONS)}")
    if name in ("include", "exclude") and isinstance(value, str):
        return [value]
    if name in ("protect", "no-protect", "no_protect") and isinstance(value, list):
        return ",".join(map(str, value)) or "none"
    return value
