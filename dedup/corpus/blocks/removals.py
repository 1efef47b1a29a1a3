"""Removed and spared blocks, with documents by number; the removed characters are on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dedup.corpus.source.spool import Spool
from dedup.results.span import Span

if TYPE_CHECKING:
    from dedup.results.blocks import BlockRule
    from dedup.results.collapsed import Kind, Reason


class DocumentSpan(NamedTuple):
    """A span of one of the documents."""

    number: int
    span: Span


class SpooledText(NamedTuple):
    """The characters of a removed block."""

    place: int  #: in `RemovedTexts`
    solid: int  #: how many of them are not white space


class BlockRemoval(NamedTuple):
    """A block that is removed because it repeats one of an earlier document."""

    number: int
    span: Span
    kept: DocumentSpan | None  #: None if no copy is kept
    kind: Kind
    partial: bool
    identity: float
    rule: BlockRule
    text: SpooledText


class BlockSpared(NamedTuple):
    """A block that stays although it repeats one of an earlier document."""

    number: int
    span: Span
    kept: DocumentSpan
    identity: float
    reason: Reason
    option: str  #: the option that would remove it


def exact_removal(where: DocumentSpan, kept: DocumentSpan | None, rule: BlockRule, text: SpooledText) -> BlockRemoval:
    """The removal of a block that has the same characters as another."""
    return BlockRemoval(
        number=where.number,
        span=where.span,
        kept=kept,
        kind="exact",
        partial=False,
        identity=1.0,
        rule=rule,
        text=text,
    )


class RemovedTexts(Spool):
    """The characters of removed blocks."""

    def put(self, text: str, span: Span) -> SpooledText:
        """Stores the characters of a span of `text`."""
        removed = text[slice(*span)]
        return SpooledText(self.add(removed), count_solid(removed))


def count_solid(text: str) -> int:
    """The number of characters that are not white space.

    >>> count_solid(" two words ")
    8
    """
    return len("".join(text.split()))


def is_blank(text: str) -> bool:
    """Whether a text is empty or only white space."""
    return not text or text.isspace()
