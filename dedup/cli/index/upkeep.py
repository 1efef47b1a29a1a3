"""`dedup index remove`, `stats`, `merge` and `compact`."""

from __future__ import annotations

import json
import re
from datetime import datetime

import click

from dedup.cli.help import QUIET, Command, option
from dedup.cli.messages import say
from dedup.io.standard import write_stdout
from dedup.report.summary import counted


@click.command(
    "remove",
    cls=Command,
    short_help="Remove documents from an index.",
    examples="dedup index remove seen.dedup /news/1 /news/2\ndedup index remove seen.dedup --before 2026-01-01",
)
@click.argument("index")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@option(
    "--before",
    group="What to remove",
    type=click.DateTime(),
    metavar="DATE",
    help="Remove the documents added before this date, such as 2026-11-29 or 2026-11-29T12:00:00.",
)
@QUIET
def remove(index: str, ids: tuple[str, ...], before: datetime | None, quiet: bool) -> int:
    """Remove documents from the file INDEX, by their ids or by when they were added.

    An ID made of digits matches the number and the string. If an ID is invalid, nothing is removed.
    """
    from dedup.index.index import Index

    if not ids and before is None:
        raise click.UsageError("Name the documents to remove, or give --before.")
    with Index(index, create=False) as seen:
        found = {name: [id for id in ids_of(name) if id in seen] for name in ids}  # fails before anything is removed
        removed = seen.remove_many(id for names in found.values() for id in names)
        removed += seen.forget(before) if before else 0
    missing = [name for name, names in found.items() if not names]
    for name in missing:
        say(f"dedup: {index}: no document {name!r}")
    if not quiet:
        say(f"{index}: {counted(removed, 'document')} removed; `dedup index compact` frees their space")
    return 3 if missing else 0


def ids_of(name: str) -> list[str | int]:
    """The ids that an argument can mean: a string, and an integer of 64 bits if it is written as one.

    >>> ids_of("7"), ids_of("--7"), ids_of("9223372036854775808")
    (['7', 7], ['--7'], ['9223372036854775808'])
    """
    if re.fullmatch(r"-?[0-9]{1,19}", name) and -(1 << 63) <= int(name) < 1 << 63:
        return [name, int(name)]
    return [name]


@click.command("stats", cls=Command, short_help="Count what is in an index.", examples="dedup index stats seen.dedup")
@click.argument("index")
@option("--check", group="Output", is_flag=True, help="Read the whole index, and fail if it is damaged.")
def stats(index: str, check: bool) -> int:
    """Print what is in the file INDEX, and its options, as one line of JSON."""
    from dedup.index.index import Index

    with Index(index, create=False) as seen:
        if check:
            seen.check()
        counts = seen.stats()._asdict()
        options = seen.options._asdict()
    write_stdout(json.dumps(counts | options | {"protect": sorted(options["protect"])}).encode("ascii") + b"\n")
    return 0


@click.command(
    "merge",
    cls=Command,
    short_help="Add the documents of other indexes.",
    examples="dedup index merge seen.dedup monday.dedup tuesday.dedup",
)
@click.argument("index")
@click.argument("others", nargs=-1, required=True, metavar="OTHER...")
@QUIET
def merge(index: str, others: tuple[str, ...], quiet: bool) -> int:
    """Add to the file INDEX all documents of OTHER indexes whose ids it does not have."""
    from dedup.index.index import Index

    with Index(index, create=False) as seen:
        counts = [seen.merge(other) for other in others]
        size = len(seen)
    if not quiet:
        say(f"{index}: {counted(sum(counts), 'document')} added, {size:,} in the index")
    return 0


@click.command(
    "compact", cls=Command, short_help="Free the space of removed documents.", examples="dedup index compact seen.dedup"
)
@click.argument("index")
@QUIET
def compact(index: str, quiet: bool) -> int:
    """Free the space that removed and replaced documents take in the file INDEX."""
    from dedup.index.index import Index

    with Index(index, create=False) as seen:
        before = seen.stats().bytes
        seen.compact()
        after = seen.stats().bytes
    if not quiet:
        say(f"{index}: {before:,} bytes before, {after:,} after")
    return 0
