"""The options that say which whole documents are copies, and which copy stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dedup.cli.copy_options import GROUP, keep_option, protect_options
from dedup.cli.help import option
from dedup.options import DOCUMENT_REASONS, JACCARD, PROTECT_DOCUMENTS


def jaccard_option(help: str, group: str = GROUP) -> Callable[[Any], Any]:
    """The option --jaccard; `help` says what the threshold does."""
    return option("--jaccard", group=group, type=float, default=JACCARD, show_default=True, metavar="INDEX", help=help)


def document_options(command: Callable[..., int]) -> Callable[..., int]:
    """Adds the options of `dedup.deduplicate` but `jaccard` and `jobs`."""
    options = (
        option(
            "--containment",
            group=GROUP,
            type=float,
            metavar="SHARE",
            help="Also remove a document if at least this share of its shingles occurs in a longer one, from 0.5 to 1.",
        ),
        keep_option("Which of two copies stays. fullest: the one with more words."),
        protect_options(
            PROTECT_DOCUMENTS,
            DOCUMENT_REASONS,
            "Similar documents to keep: with text of their `own`, made from one `template`, or with other `numbers` or "
            "`names`",
        ),
    )
    for add in reversed(options):
        command = add(command)
    return command
