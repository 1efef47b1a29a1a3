"""The options that say what a copy is, and which copy stays."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

import click

from dedup.cli.help import option
from dedup.options import IDENTITY, KEEP, KEEP_RULES, MIN_LETTERS, PROTECT, checked_names

#: The heading of these options.
GROUP = "What is a copy"


def names_from(
    allowed: Collection[str],
) -> Callable[[click.Context, click.Parameter, str | None], frozenset[str] | None]:
    """Reads names separated by commas as a set; `none` is the empty one, and None stays None."""

    def read(ctx: click.Context, parameter: click.Parameter, value: str | None) -> frozenset[str] | None:
        return (
            None
            if value is None
            else checked_names(() if value == "none" else value.split(","), allowed, parameter.opts[0])
        )

    return read


def identity_option(default: float, of: str = "copy", group: str = GROUP) -> Callable[[Any], Any]:
    """The option --identity; `of` says what it is the identity of."""
    return option(
        "--identity",
        group=group,
        type=float,
        default=default,
        show_default=True,
        metavar="SHARE",
        help=f"Minimum share of a {of}'s letters that match the other copy: above 0, at most 1.",
    )


def min_letters_option(of: str, group: str = GROUP) -> Callable[[Any], Any]:
    """The option --min-letters; `of` says what must have them."""
    return option(
        "--min-letters",
        group=group,
        type=int,
        default=MIN_LETTERS,
        show_default=True,
        metavar="N",
        help=f"Minimum length of a {of}. Kana and Hangul count 2 letters, Han characters 3.",
    )


def keep_option(help: str) -> Callable[[Any], Any]:
    """The option --keep; `help` says what the rule `fullest` keeps."""
    return option(
        "--keep",
        group=GROUP,
        type=click.Choice(KEEP_RULES),
        default=KEEP,
        show_default=True,
        help=help,
    )


def protect_options(
    default: Collection[str], allowed: Collection[str] = PROTECT, of: str = "Kinds of natural repetition to leave alone"
) -> Callable[[Any], Any]:
    """The options --protect and --no-protect; `of` says what the names stand for."""

    def with_both(command: Any) -> Any:
        command = option(
            "--no-protect",
            group=GROUP,
            metavar="NAMES",
            default="none",
            callback=names_from(allowed),
            help="Remove these kinds after all. Takes precedence over --protect.",
        )(command)
        return option(
            "--protect",
            group=GROUP,
            metavar="NAMES",
            default=",".join(sorted(default)),
            callback=names_from(allowed),
            help=f"{of}, separated by commas, or `none`.  [default: {', '.join(sorted(default))}]",
        )(command)

    return with_both


def copy_options(command: Callable[..., int]) -> Callable[..., int]:
    """Adds the options of `dedup.collapse`."""
    options = (
        identity_option(IDENTITY),
        min_letters_option("block that is removed alone"),
        keep_option("Which copy stays. fullest: the one in the longer paragraph or passage, else the first."),
        protect_options(PROTECT),
    )
    for add in reversed(options):
        command = add(command)
    return command
