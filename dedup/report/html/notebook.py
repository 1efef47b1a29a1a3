"""A result as a piece of HTML that a notebook shows: the beginning of what a page has."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from itertools import islice

from dedup.errors import MissingPackageError
from dedup.report.html.charts import strip_of
from dedup.report.html.entries import LABELS, Entry, Place, percent, removed_entry, spared_entry
from dedup.report.html.page import render
from dedup.report.html.page_file import check_can_render
from dedup.report.html.sides import edges_of
from dedup.report.quoting import quoted
from dedup.report.summary import counted, tally_of
from dedup.results.blocks import DeduplicatedBlocks, RemovedBlock
from dedup.results.collapsed import Collapsed
from dedup.results.comparison import Comparison
from dedup.results.documents import Deduplicated
from dedup.results.lines import line_starts
from dedup.results.value import Result

#: The most entries, or rows of a table, that are shown.
MOST = 20

#: The characters of two copies that are shown.
ROOM = 4000


def piece_about(result: Result) -> str | None:
    """The HTML for a result; None without jinja2, and for what no notebook needs to show."""
    try:
        check_can_render()
    except MissingPackageError:
        return None
    match result:
        case Collapsed():
            return _of_collapsed(result)
        case Comparison():
            return _of_comparison(result)
        case Deduplicated():
            return _of_documents(result)
        case DeduplicatedBlocks():
            return _of_blocks(result)
    return None


def _of_collapsed(collapsed: Collapsed) -> str:
    source, tally = collapsed.restore(), tally_of(collapsed)
    starts = line_starts(source)
    entries = [removed_entry(one, source, starts, ROOM) for one in collapsed.removals[:MOST]]
    entries += [spared_entry(one, source, starts, ROOM) for one in collapsed.spared[: MOST - len(entries)]]
    prefix = _prefix(source)
    return render(
        "notebook.html",
        title=f"{counted(tally.copies, 'copy', 'copies')} removed",
        note=f"{tally.removed:,} of {counted(tally.characters, 'character')}; {tally.spared:,} left in place",
        truncated=collapsed.truncated,
        prefix=prefix,
        arcs=strip_of(collapsed.removals, len(source), 1) if collapsed.removals else [],
        entries=entries,
        more=tally.copies + tally.spared - len(entries),
        head=(),
        rows=(),
    )


def _of_comparison(comparison: Comparison) -> str:
    passages = [
        (f"[{one.a.start}, {one.a.stop})", f"[{one.b.start}, {one.b.stop})", LABELS[one.kind], percent(one.identity))
        for one in comparison.passages[:MOST]
    ]
    shares = f"{comparison.a_in_b:.3f} of the first text is in the second, {comparison.b_in_a:.3f} of that in the first"
    return _table(
        f"Jaccard index {comparison.jaccard:.3f}",
        shares,
        comparison.truncated,
        ("in the first", "in the second", "passage", "identity"),
        passages,
        len(comparison.passages),
    )


def _of_documents(documents: Deduplicated) -> str:
    stats = documents.stats
    rows = [
        (str(one.id), str(one.kept_id), LABELS[one.kind], f"{one.jaccard:.3f}", ", ".join(one.differs))
        for one in documents.removals[:MOST]
    ]
    return _table(
        f"{stats.kept:,} of {counted(stats.documents, 'document')} kept",
        f"{stats.removed:,} removed; {stats.spared:,} alike and left in place",
        documents.truncated,
        ("removed", "kept for it", "", "Jaccard index", "differs in"),
        rows,
        len(documents.removals),
    )


def _of_blocks(blocks: DeduplicatedBlocks) -> str:
    stats = blocks.stats
    return render(
        "notebook.html",
        title=f"{counted(stats.removed, 'block')} removed",
        note=f"{stats.kept:,} of {counted(stats.documents, 'document')} kept; {stats.spared:,} left in place",
        truncated=blocks.truncated,
        prefix="",
        arcs=[],
        entries=[_block_entry(one) for one in islice(blocks.removals, MOST)],
        more=max(0, len(blocks.removals) - MOST),
        head=(),
        rows=(),
    )


def _block_entry(removal: RemovedBlock) -> Entry:
    return Entry(
        kind=removal.kind,
        likeness=removal.identity,
        measure=percent(removal.identity),
        characters=len(removal.text),
        own=Place(str(removal.id), span=removal.removed),
        kept=Place(str(removal.kept_id), span=removal.kept) if removal.kept else Place(),
        head=quoted(removal.text[:1000], 160),
        quote=edges_of(removal.text.strip("\n")),
    )


def _table(
    title: str, note: str, truncated: bool, head: Sequence[str], rows: Sequence[Sequence[str]], total: int
) -> str:
    return render(
        "notebook.html",
        title=title,
        note=note,
        truncated=truncated,
        prefix="",
        arcs=[],
        entries=[],
        more=total - len(rows),
        head=head if rows else (),
        rows=rows,
    )


def _prefix(source: str) -> str:
    """What the names of entries begin with: several pieces stand in one notebook."""
    return f"d{sha256(source.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}-"
