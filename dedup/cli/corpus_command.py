"""`dedup corpus`: files of many documents, with one copy of each document, or of each block, that repeats."""

from __future__ import annotations

import json
import os
from typing import Any, NamedTuple

import click
import numpy as np

from dedup import __version__
from dedup.cli.messages import say
from dedup.cli.progress import progress
from dedup.cli.shared import NO_PROTECT, protect_option
from dedup.corpus.documents import find_copies
from dedup.corpus.work import Work
from dedup.errors import InputError, TooMuchRemovedError
from dedup.io.destination import Destination, check_apart, check_destination, check_file
from dedup.io.formats import Fields
from dedup.io.rows import Reject, Rejected, Rows
from dedup.io.staged import Staged
from dedup.options import (
    IDENTITY_ACROSS,
    JACCARD,
    KEEP_RULES,
    MAX_ROW,
    MIN_DOCUMENTS,
    MIN_LETTERS,
    PROTECT_ACROSS,
    BlockOptions,
    DeduplicateOptions,
    block_options,
    checked_share,
    checked_size,
    deduplicate_options,
)
from dedup.report.corpus_changes import BlockChanges, Changes, DocumentChanges
from dedup.report.summary import counted

#: Share of the documents, or of their characters, whose removal is worth a warning, and that which is refused.
WARNED = 0.5
MAX_REMOVED = 0.9


class Outputs(NamedTuple):
    """What is to be written."""

    output: str
    annotate: bool
    report: str | None
    rejects: str | None


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="IN...")
@click.option(
    "-o", "--output", required=True, metavar="OUT", help="A file, or a folder for a file from each; replaces a file."
)
@click.option("--text", default="text", show_default=True, metavar="FIELD", help="The field that holds the text.")
@click.option("--id", "id_field", metavar="FIELD", help="The field that holds the id; without it, file and line.")
@click.option("--unit", type=click.Choice(("document", "block")), default="document", show_default=True)
@click.option(
    "--keep", type=click.Choice(KEEP_RULES), default="fullest", show_default=True, help="The document that stays."
)
@click.option(
    "--jaccard",
    type=float,
    default=JACCARD,
    show_default=True,
    help="From 0.5 to 1: the least share of shingles that a document has in common with the one that stays for it.",
)
@click.option(
    "--containment", type=float, help="From 0.5 to 1: also remove documents this much of which stands in a longer one."
)
@click.option(
    "--copies", type=click.IntRange(0, 1), default=1, show_default=True, help="Blocks: copies of each that stay."
)
@click.option(
    "--min-documents", type=int, default=MIN_DOCUMENTS, show_default=True, help="Blocks: documents one must stand in."
)
@click.option("--mask-digits", is_flag=True, help="Blocks: numbers, as of pages, make no difference.")
@click.option(
    "--identity", type=float, default=IDENTITY_ACROSS, show_default=True, help="Blocks: as in `dedup collapse`."
)
@click.option("--min-letters", type=int, default=MIN_LETTERS, show_default=True, help="Blocks: as in `dedup collapse`.")
@protect_option(PROTECT_ACROSS)
@NO_PROTECT
@click.option("--reference", multiple=True, metavar="FILE", help="Documents to compare with, never removed or written.")
@click.option("--annotate", is_flag=True, help='Write every row unchanged, with what was found in a field "dedup".')
@click.option(
    "--report",
    metavar="FILE",
    help="Write each removal, with its measures, as a line of JSON; replaces FILE as -o does.",
)
@click.option(
    "--on-error",
    type=click.Choice(("stop", "skip")),
    default="stop",
    show_default=True,
    help="What becomes of a row that cannot be read.",
)
@click.option(
    "--max-row",
    default=MAX_ROW,
    show_default=True,
    metavar="SIZE",
    help="The longest row, or text file, that is read, as 64KB or 256MB; in Parquet and Arrow there is no limit.",
)
@click.option(
    "--rejects", metavar="FILE", help="Where skipped rows go; replaces FILE, as -o does.  [default: OUT.rejects.jsonl]"
)
@click.option(
    "--max-removed",
    type=float,
    default=MAX_REMOVED,
    show_default=True,
    help=f"Refuse to write when a larger share would go; from {WARNED} on there is a warning.",
)
@click.option("--work", metavar="DIR", help="Keep what stages leave, so that a run that was stopped can go on.")
@click.option("--jobs", type=int, default=1, show_default=True, help="Threads.")
@click.option("--quiet", is_flag=True, help="Write no summary.")
def command(
    inputs: tuple[str, ...],
    output: str,
    text: str,
    id_field: str | None,
    unit: str,
    reference: tuple[str, ...],
    annotate: bool,
    report: str | None,
    on_error: str,
    max_row: str,
    rejects: str | None,
    max_removed: float,
    work: str | None,
    quiet: bool,
    **settings: Any,
) -> int:
    """Remove documents, or blocks of them, that repeat others, and leave one copy.

    IN are files, folders or globs of JSON lines (.jsonl), CSV, TSV, Parquet or Arrow with a document in each row, or
    of text files; .gz, .zst, .bz2 and .xz are unpacked.  Rows that stay are written as they were, in order.
    """
    options = _options(unit, settings)
    checked_share("--max-removed", max_removed)
    most = checked_size("--max-row", max_row)
    if id_field == text:
        raise click.UsageError("--id must be another field than --text: two equal texts would have one id.")
    rejects = rejects or output.rstrip(os.sep) + ".rejects.jsonl"
    outputs = Outputs(output, annotate, report, rejects if on_error == "skip" else None)
    rows = Rows(inputs, Fields(text, id_field), on_error == "skip", reference, most)
    if annotate and rows.format.whole_files:
        raise click.UsageError("--annotate adds a field to rows, and text files have none; use --report FILE.")
    _check_outputs(outputs, work, rows)
    made_for: dict[str, Any] = {"version": __version__, "files": rows.fingerprint(), "fields": rows.fields}
    made_for |= {"references": rows.references, "rows that cannot be read": on_error, "longest row": most}
    made_for["options"] = options._replace(jobs=1)  # which changes nothing
    with progress(rows.total_size) as (begin, rows.listener), Work(work, made_for) as stages:
        stages.listener = begin
        changes = _find(rows, options, stages)
        if rows.count == 0 and any(rows.rejected):
            raise InputError(rows.files[0][0], "no row of it, or of any other file, can be read; nothing was written")
        if not annotate and changes.share > max_removed:
            raise TooMuchRemovedError(
                f"{changes.share:.1%} would go, and --max-removed {max_removed:g} allows no more: nothing was written"
            )
        begin("writing")
        _write(rows, changes, outputs)
    deed = "would go" if annotate else "removed"
    if changes.share >= WARNED:
        say(f"dedup: warning: {changes.share:.1%} {deed}; look at {report or 'a --report FILE'}")
    if not quiet:
        skipped = f", {_in_words(rows.rejected)} skipped ({rejects})" if any(rows.rejected) else ""
        say(f"{output}: {changes.summary(deed)}{skipped}")
    return 0


def _options(unit: str, settings: dict[str, Any]) -> DeduplicateOptions | BlockOptions:
    """The checked options of the unit; the other's are refused if they were set."""
    protect = settings.pop("protect") - settings.pop("no_protect")
    whole = {name: settings.pop(name) for name in ("keep", "jaccard", "containment")}
    jobs = settings.pop("jobs")
    given = click.get_current_context().get_parameter_source
    misplaced = whole if unit == "block" else {**settings, "protect": protect}
    for name in misplaced:
        if given(name) is click.core.ParameterSource.COMMANDLINE:
            other = "document" if unit == "block" else "block"
            raise click.UsageError(f"--{name.replace('_', '-')} is for --unit {other}.")
    if unit == "block":
        return block_options(protect=protect, jobs=jobs, **settings)
    return deduplicate_options(jobs=jobs, **whole)


def _check_outputs(outputs: Outputs, work: str | None, rows: Rows) -> None:
    """Raises for what would be lost, or could not be written, after all the work."""
    check_destination(outputs.output, rows.format, rows.files)
    beside = {"--report": outputs.report, "--rejects": outputs.rejects}
    places = {"output": outputs.output, **beside, "--work": work}
    check_apart({option: path for option, path in places.items() if path})
    for option, path in beside.items():
        if path:
            check_file(option, path, rows.files)


def _in_words(rejected: Rejected) -> str:
    """What was skipped."""
    rest = f"the rest of {counted(rejected.files, 'file')}"
    return " and ".join([counted(rejected.rows, "row")] * (rejected.rows > 0) + [rest] * (rejected.files > 0))


def _find(rows: Rows, options: DeduplicateOptions | BlockOptions, work: Work) -> Changes:
    """What becomes of the rows."""
    if isinstance(options, BlockOptions):
        from dedup.corpus.block_stages import find_blocks

        blocks = find_blocks(rows, options, lambda ids: rows.mark_references(), work)
        return BlockChanges(blocks, rows.name_of, int(rows.mark_references().sum()))
    found = find_copies(rows, options, lambda ids: rows.mark_references(), work)
    return DocumentChanges(found, rows.name_of, int(rows.mark_references().sum()))


def _write(rows: Rows, changes: Changes, outputs: Outputs) -> None:
    """Writes all there is to write, or nothing."""
    with Staged(path for path, _ in rows.files) as staged:
        destination = Destination(outputs.output, staged, rows.format, rows.fields, outputs.annotate)
        rejects = staged.open_private(outputs.rejects) if outputs.rejects else None

        def reject(record: Reject, raw: bytes) -> None:
            if rejects:
                row = {**record._asdict(), "raw": raw.decode("utf-8", "surrogateescape")}
                rejects.write(json.dumps(row).encode("ascii") + b"\n")

        stays, change_of = changes.stays, changes.change_of
        if outputs.annotate:
            stays, change_of = np.ones_like(stays), changes.note_of
        rows.copy(destination, stays, change_of, reject)
        destination.close()
        if outputs.report:
            staged.open_private(outputs.report).writelines(changes.lines())
