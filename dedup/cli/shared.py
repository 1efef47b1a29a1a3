"""What commands that read text have in common: the name of standard input, and how bytes are read as text."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

import click

from dedup.options import checked_protect

STDIN = "-"

ENCODING = click.option(
    "--encoding", default="utf-8", show_default=True, help="Encoding of a file without a byte order mark."
)

ERRORS = click.option(
    "--errors",
    type=click.Choice(("strict", "replace")),
    default="strict",
    show_default=True,
    help="What becomes of bytes that are not valid in it.",
)


def _names(ctx: click.Context, parameter: click.Parameter, value: str) -> frozenset[str]:
    """A comma list of reasons as a set; `none` is the empty one."""
    return checked_protect(() if value == "none" else value.split(","))


def protect_option(default: Collection[str]) -> Callable[[Any], Any]:
    """The option --protect."""
    return click.option(
        "--protect",
        metavar="NAMES",
        default=",".join(sorted(default)),
        show_default=True,
        callback=_names,
        help="Kinds of natural repetition to leave alone, or `none`.",
    )


NO_PROTECT = click.option(
    "--no-protect", metavar="NAMES", default="none", callback=_names, help="Kinds not to leave alone."
)
