"""The options of `dedup corpus` over shards; what runs the stages is loaded when one of them is given."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import click

from dedup.cli.help import option
from dedup.corpus.sharded.stages import STAGES

#: The stage that makes the work directory; the others are those of `Work`.
PREPARE = "prepare"

NO_INPUTS = "Missing argument 'IN...'; see 'dedup corpus --help'."

SHARD_OPTIONS = (
    option(
        "--shards",
        group="Shards",
        type=int,
        metavar="N",
        help="Work through the files of --work in N parts, by --jobs processes. The result is the same, in any memory.",
    ),
    option(
        "--stage",
        group="Shards",
        type=click.Choice((PREPARE, *STAGES)),
        help="Run only this stage: `prepare`, with all other options, then the others in this order.",
    ),
    option(
        "--shard",
        group="Shards",
        metavar="I/N",
        help="Of --stage, run only the I-th of N tasks, counted from 1: on machines that see the same files.",
    ),
)


class Shards(NamedTuple):
    """The options of shards, as given."""

    shards: int | None
    stage: str | None
    shard: str | None


def shard_options(command: Callable[..., int]) -> Callable[..., int]:
    """Adds the options."""
    for add in reversed(SHARD_OPTIONS):
        command = add(command)
    return command


#: Those of a run that has nothing to do with shards.
NO_SHARDS = Shards(None, None, None)
