"""The options that say what a copy is."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any

import click

from dedup.options import IDENTITY, KEEP, KEEP_RULES, MIN_LETTERS, PROTECT, checked_protect

if TYPE_CHECKING:
    from dedup.options import Protected


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
