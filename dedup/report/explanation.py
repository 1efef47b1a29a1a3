"""Explains every repeat of a text, removed or spared: both places, the measures, and the rule that decided.

All of it is read from the result; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from dedup.io.html import is_html
from dedup.kernel._kernel import letters_of
from dedup.report.quoting import in_one_line, quoted
from dedup.report.reasons import REASONS, RULES, lifted_by
from dedup.report.word_pairs import Difference, differences
from dedup.results.collapsed import Collapsed, Removal, Spared
from dedup.results.lines import line_starts, lines_of, stripped, where
from dedup.results.span import Span
from dedup.results.value import FORMAT

#: The most differences shown of each candidate; the JSON has all.
SHOWN = 6

HTML = """\
This text is HTML. dedup ignores HTML structure; it compares words and never cuts a tag in two.
For better results, extract the text of the page first.
"""


class Candidate(NamedTuple):
    """A repeat, and what was decided about it."""

    removed: bool
    own: Span  #: the copy in question, without separators
    kept: Span  #: the copy that it repeats
    kind: str
    letters: int
    identity: float
    differences: list[Difference]  #: the words of the copy in question come first
    rule: str  #: the rule of a `Removal`, or the reason of a `Spared`
    lifted_by: str


def candidates(source: str, collapsed: Collapsed) -> list[Candidate]:
    """All removals and spared repeats, in the order of the text."""
    repeats: list[Removal | Spared] = [*collapsed.removals, *collapsed.spared]
    return sorted((_candidate(source, one) for one in repeats), key=lambda candidate: candidate.own)


def _candidate(source: str, one: Removal | Spared) -> Candidate:
    own = stripped(one.removed if isinstance(one, Removal) else one.spared, source)
    text, kept = source[slice(*own)], source[slice(*one.kept)]
    differ = differences(text, kept)
    letters = letters_of(text)
    kind: str
    rule: str
    if isinstance(one, Removal):
        kind, rule, option = one.kind, one.rule, ""
    else:
        kind = "exact" if text == kept else "near" if differ else "same_words"
        rule, option = one.reason, lifted_by(one)
    return Candidate(
        removed=isinstance(one, Removal),
        own=own,
        kept=one.kept,
        kind=kind,
        letters=letters,
        identity=one.identity,
        differences=differ,
        rule=rule,
        lifted_by=option,
    )


def explained(source: str, collapsed: Collapsed) -> str:
    """The candidates as text."""
    starts = line_starts(source)
    parts = [HTML] if is_html(source) else []
    for number, candidate in enumerate(candidates(source, collapsed), 1):
        parts.append("\n".join(_paragraph(number, candidate, source, starts)) + "\n")
    if collapsed.unlisted:
        parts.append(f"and {collapsed.unlisted:,} more spared, not listed\n")
    return "\n".join(parts)


def _paragraph(number: int, candidate: Candidate, source: str, starts: Sequence[int]) -> Iterator[str]:
    sentences = RULES if candidate.removed else REASONS
    yield f"{number}. {'removed' if candidate.removed else 'spared'} {where(candidate.own, starts)}"
    yield f"     {quoted(source[slice(*candidate.own)])}"
    yield f"   repeats {where(candidate.kept, starts)}"
    yield f"     {quoted(source[slice(*candidate.kept)])}"
    yield f"   measured: {candidate.kind}, identity {candidate.identity:.3f}, {candidate.letters:,} letters"
    if candidate.differences:
        yield f"   differs: {'; '.join(_differences_in_words(candidate.differences))}"
    elif candidate.kind != "exact":
        yield "   differs: only in case, accents, punctuation or white space"
    yield f"   rule: {candidate.rule}. {sentences[candidate.rule]}"
    if candidate.lifted_by:
        yield f"   to remove it: {candidate.lifted_by}"


def _differences_in_words(differ: Sequence[Difference]) -> Iterator[str]:
    for own, kept in differ[:SHOWN]:
        if own and kept:
            yield f"{_words(own)} for {_words(kept)}"
        else:
            yield f"only here {_words(own)}" if own else f"only there {_words(kept)}"
    if len(differ) > SHOWN:
        yield f"and {len(differ) - SHOWN:,} more"


def _words(text: str) -> str:
    return f'"{quoted(text, 40)}"'


def as_json(name: str, source: str, collapsed: Collapsed) -> dict[str, Any]:
    """The candidates as JSON-ready data."""
    starts = line_starts(source)
    return {
        "format": FORMAT,
        "file": name,
        "html": is_html(source),
        "truncated": collapsed.truncated,
        "unlisted": collapsed.unlisted,
        "candidates": [_entry(candidate, source, starts) for candidate in candidates(source, collapsed)],
    }


def _entry(candidate: Candidate, source: str, starts: Sequence[int]) -> dict[str, Any]:
    sentences = RULES if candidate.removed else REASONS
    return {
        "outcome": "removed" if candidate.removed else "spared",
        "span": list(candidate.own),
        "lines": list(lines_of(candidate.own, starts)),
        "quote": quoted(source[slice(*candidate.own)]),
        "kept": list(candidate.kept),
        "kept_lines": list(lines_of(candidate.kept, starts)),
        "kept_quote": quoted(source[slice(*candidate.kept)]),
        "kind": candidate.kind,
        "identity": candidate.identity,
        "letters": candidate.letters,
        "differences": [[in_one_line(own), in_one_line(kept)] for own, kept in candidate.differences],
        "rule": candidate.rule,
        "sentence": sentences[candidate.rule],
        "lifted_by": candidate.lifted_by,
    }
