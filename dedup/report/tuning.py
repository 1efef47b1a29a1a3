"""Reports what thresholds remove, as text and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from dedup.corpus.documents.result import document_stats
from dedup.corpus.documents.tuning import REACH
from dedup.report.excerpts import excerpts
from dedup.report.quoting import printable, quoted
from dedup.report.summary import counted
from dedup.report.word_pairs import differences
from dedup.results.value import plain

if TYPE_CHECKING:
    from dedup.corpus.documents.tuning import Borderline, Threshold, Tuning
    from dedup.report.sources import SourceCount

#: What a reader calls a document, or where it comes from, by its number.
NameOf = Callable[[int], Hashable]

#: The places of a pair that are shown, and the sources.
PLACES = 3
SOURCES = 10

#: In JSON, the differences of a pair, and the characters of each.
MOST_DIFFERENCES = 100
MOST_CHARACTERS = 200


def as_text(tuning: Tuning, name_of: NameOf, sources: Sequence[SourceCount], color: bool = False) -> Iterator[str]:
    """Yields the lines of a report for people.

    Args:
        tuning: What was found.
        name_of: What the documents are called.
        sources: What each source loses, those that lose most first.
        color: Whether to color the words that differ.
    """
    yield from _curve(tuning)
    at = f"{tuning.jaccard:g}"
    yield from _pairs(f"Just above {at}: removed.", tuning, tuning.above, name_of, color)
    yield from _pairs(f"Just below {at}: kept.", tuning, tuning.below, name_of, color)
    if len(sources) > 1:
        yield ""
        yield f"Sources that lose most at {at}:"
        yield ""
        yield from _table([source for source in sources if source.losing])


def _curve(tuning: Tuning) -> Iterator[str]:
    yield "  --jaccard   removed      more    share      near    spared"
    before = None
    for jaccard, outcome in tuning.thresholds:
        stats = document_stats(outcome)
        mark = ">" if jaccard == tuning.jaccard else " "
        more = "" if before is None else f"{stats.removed - before:+,}"
        counts = f"{stats.removed:>9,} {more:>9} {outcome.share:>8.2%} {stats.near:>9,} {stats.spared:>9,}"
        unresolved = f"   {stats.unresolved:,} unresolved" if stats.unresolved else ""
        yield f"{mark} {jaccard:>9g} {counts}{unresolved}"
        before = stats.removed


def _pairs(heading: str, tuning: Tuning, pairs: Sequence[Borderline], name_of: NameOf, color: bool) -> Iterator[str]:
    yield ""
    yield heading if pairs else f"{heading} No pair is within {REACH:g}."
    for pair, removed_at, text, kept_text in pairs:
        yield ""
        notes = [f"differs: {', '.join(pair.differs)}"] if pair.differs else []
        notes += [] if removed_at == tuning.jaccard else [f"removed at {removed_at:g}"]
        noted = f" ({'; '.join(notes)})" if notes else ""
        yield f"{pair.jaccard:.3f}  {_shown(name_of(pair.number))}"
        yield f"       repeats {_shown(name_of(pair.kept))}, which has {_share(pair.identity)} of its letters{noted}"
        shown = excerpts(text, kept_text, PLACES, color)
        yield from (f"         {line}" for line in shown.lines)
        if shown.more:
            yield f"         … and {counted(shown.more, 'other place')}"


def _table(sources: Sequence[SourceCount]) -> Iterator[str]:
    yield "  documents   removed    share   for one   source"
    for source in sources[:SOURCES]:
        numbers = f"{source.documents:>11,} {source.losing:>9,} {source.losing / source.documents:>8.1%}"
        yield f"{numbers} {source.for_one:>9,}   {_shown(source.name)}"
    if more := sources[SOURCES:]:
        documents, losing = sum(one.documents for one in more), sum(one.losing for one in more)
        yield f"{documents:>11,} {losing:>9,} {losing / documents:>8.1%} {'':9}   {counted(len(more), 'more source')}"


def _share(share: float) -> str:
    """A share, rounded down, so that `all` loses no letter."""
    return "all" if share == 1 else f"{int(share * 1000) / 10:g}%"


def _shown(name: Hashable) -> str:
    return printable(quoted(str(name), 120))


def as_json(tuning: Tuning, name_of: NameOf, sources: Sequence[SourceCount]) -> dict[str, Any]:
    """The same for programs, JSON-ready."""
    return {
        "format": 1,
        "jaccard": tuning.jaccard,
        "thresholds": [_threshold_as_json(threshold) for threshold in tuning.thresholds],
        "above": [_pair_as_json(pair, name_of) for pair in tuning.above],
        "below": [_pair_as_json(pair, name_of) for pair in tuning.below],
        "sources": [{**source.to_dict("removed"), "for_one": source.for_one} for source in sources],
    }


def _threshold_as_json(threshold: Threshold) -> dict[str, Any]:
    stats = document_stats(threshold.outcome)
    return {
        "jaccard": threshold.jaccard,
        "removed": stats.removed,
        "share": threshold.outcome.share,
        **stats._asdict(),
    }


def _pair_as_json(borderline: Borderline, name_of: NameOf) -> dict[str, Any]:
    pair, removed_at, text, kept_text = borderline
    found = differences(text, kept_text)
    return {
        "id": plain(name_of(pair.number)),
        "kept_id": plain(name_of(pair.kept)),
        "jaccard": pair.jaccard,
        "containment": pair.containment,
        "identity": pair.identity,
        "differs": list(pair.differs),
        "removed_at": removed_at,
        "differences": [[quoted(words, MOST_CHARACTERS) for words in one] for one in found[:MOST_DIFFERENCES]],
        "more_differences": max(0, len(found) - MOST_DIFFERENCES),
    }
