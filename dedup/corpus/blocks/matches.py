"""Blocks of a text that repeat earlier ones, before their offsets become those of whole documents."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from dedup.corpus.blocks.rest import Rest
from dedup.repeats.candidates import WHITE
from dedup.repeats.find import link_words
from dedup.results.span import Span

if TYPE_CHECKING:
    from dedup.results.collapsed import Kind, Reason, Rule


class Match(NamedTuple):
    """A block that is removed. Offsets are those of what is left of the two documents."""

    span: Span  #: with its separator
    source: int  #: the earlier document
    kept: Span
    kind: Kind
    partial: bool
    identity: float
    rule: Rule


class SparedMatch(NamedTuple):
    """A block that stays although it repeats an earlier one. Offsets as above."""

    span: Span
    source: int
    kept: Span
    identity: float
    reason: Reason


class Part(NamedTuple):
    """What is removed of a document in one piece, and what of the earlier one is kept for it."""

    span: Span
    kept: Span
    kind: Kind
    identity: float


def parts_of(match: Match, own: Rest, kept: Rest, identity: float) -> Iterator[Part]:
    """Yields a match as parts of the two documents: nothing that was removed of either lies inside one.

    Args:
        match: The match.
        own: What is left of its document.
        kept: What is left of the earlier one.
        identity: That which each part must have.
    """
    own_joints, kept_joints = own.joints_in(match.span), kept.joints_in(match.kept)
    if not own_joints and not kept_joints:
        yield Part(own.to_document(match.span), kept.to_document(match.kept), match.kind, match.identity)
    elif match.kind == "exact":
        yield from _equal_parts(match, own, kept)
    else:
        yield from _aligned_parts(match, own, kept, identity)


def _equal_parts(match: Match, own: Rest, kept: Rest) -> Iterator[Part]:
    """The parts of a block of the same characters."""
    text = own.text[slice(*match.span)]
    first = match.span.start + len(text) - len(text.lstrip(WHITE))
    last = first + match.kept.stop - match.kept.start
    shift = match.kept.start - first
    cuts = {*own.joints_in(match.span), *(joint - shift for joint in kept.joints_in(match.kept))}
    for start, stop in pairwise([match.span.start, *sorted(cuts), match.span.stop]):
        kept_span = Span(max(start, first) + shift, min(stop, last) + shift)
        kept_span = stripped(kept.text, kept_span)
        if kept_span.start < kept_span.stop:
            yield Part(own.to_document(Span(start, stop)), kept.to_document(kept_span), "exact", 1.0)


def stripped(text: str, span: Span) -> Span:
    """A span without white space at its ends."""
    inside = text[slice(*span)]
    start = span.start + len(inside) - len(inside.lstrip(WHITE))
    return Span(start, start + len(inside.strip(WHITE)))


def _aligned_parts(match: Match, own: Rest, kept: Rest, identity: float) -> Iterator[Part]:
    """The parts of a changed block, each measured again by the partners of its words."""
    links = link_words(kept.text[slice(*match.kept)], own.text[slice(*match.span)])
    partners = [link for link in links if link.equal]
    cuts = {joint - match.span.start for joint in own.joints_in(match.span)}
    for joint in kept.joints_in(match.kept):
        cuts.update([link.start for link in partners if link.kept_start >= joint - match.kept.start][:1])
    for start, stop in pairwise([0, *sorted(cuts), match.span.stop - match.span.start]):
        inside = [link for link in links if start <= link.start < stop]
        aligned = [link for link in inside if link.equal]
        letters, equal = sum(link.letters for link in inside), sum(link.equal for link in inside)
        if not aligned or equal < identity * letters:
            continue
        first, last = min(link.kept_start for link in aligned), max(link.kept_stop for link in aligned)
        kept_span = Span(first + match.kept.start, last + match.kept.start)
        if not kept.joints_in(kept_span):
            span = Span(start + match.span.start, stop + match.span.start)
            yield Part(own.to_document(span), kept.to_document(kept_span), match.kind, equal / letters)


def measured(match: Match, text: str, kept: str, span: Span, min_letters: int) -> Match | None:
    """A part of a match, measured by the partners of its words; None if it has too few letters.

    Args:
        match: The match.
        text: What is left of its document.
        kept: What is left of the earlier one.
        span: The part.
        min_letters: The fewest letters.
    """
    links = link_words(kept[slice(*match.kept)], text[slice(*span)])
    aligned = [link for link in links if link.equal]
    letters, equal = sum(link.letters for link in links), sum(link.equal for link in links)
    if not aligned or letters < min_letters:
        return None
    first, last = min(link.kept_start for link in aligned), max(link.kept_stop for link in aligned)
    kept_span = Span(first + match.kept.start, last + match.kept.start)
    kind: Kind = "near" if equal < letters or match.kind == "near" else "same_words"
    return match._replace(span=span, kept=kept_span, kind=kind, identity=equal / letters)
