"""What commands that read text have in common: standard input, how bytes become text, and what a copy is."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any

import click

from dedup.io.encoding import encoding_of
from dedup.io.files import read_file
from dedup.io.standard import read_stdin
from dedup.options import IDENTITY, KEEP, KEEP_RULES, MIN_LETTERS, PROTECT, checked_protect

if TYPE_CHECKING:
    from dedup.options import Protected

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


def _names(ctx: click.Context, parameter: click.Parameter, value: str) -> frozenset[Protected]:
    """A comma list of reasons as a set; `none` is the empty one."""
    return checked_protect(() if value == "none" else value.split(","), parameter.opts[0])


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


def what_a_copy_is(command: Callable[..., int]) -> Callable[..., int]:
    """The options of `dedup.collapse`: what a copy is, and which one stays."""
    options = (
        click.option(
            "--identity",
            type=float,
            default=IDENTITY,
            show_default=True,
            help="Share of a copy's letters that must stand, aligned, in the copy that is kept.",
        ),
        click.option(
            "--min-letters",
            type=int,
            default=MIN_LETTERS,
            show_default=True,
            help="Letters of the shortest lone block that may go.",
        ),
        click.option(
            "--keep", type=click.Choice(KEEP_RULES), default=KEEP, show_default=True, help="The copy that stays."
        ),
        protect_option(PROTECT),
        NO_PROTECT,
    )
    for option in reversed(options):
        command = option(command)
    return command


def shown(name: str) -> str:
    """A file's name as messages have it."""
    return "standard input" if name == STDIN else name


def read_text(name: str, encoding: str, errors: str) -> str:
    """The text of a file, or of standard input."""
    data = read_stdin() if name == STDIN else read_file(name).data
    return encoding_of(data, encoding, errors).decode(data)
