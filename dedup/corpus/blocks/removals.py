"""What is known of a block that goes, or that is spared."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dedup.corpus.source.spool import Spool
from dedup.results.span import Span

if TYPE_CHECKING:
    from dedup.results.blocks import BlockRule
    from dedup.results.collapsed import Kind, Reason


class PutAside(NamedTuple):
    """The characters of a block that goes."""

    place: int  #: in `TextsGone`
    solid: int  #: how many are no white space


class Block(NamedTuple):
    """One stretch of a document that repeats one of an earlier document, and goes."""

    number: int
    span: Span
    kept_number: int | None  #: None when no copy is to stay
    kept: Span | None
    kind: Kind
    partial: bool
    identity: float
    rule: BlockRule  #: by which it goes
    gone: PutAside


def exact_block(
    number: int, span: Span, kept_number: int | None, kept: Span | None, rule: BlockRule, gone: PutAside
) -> Block:
    """A block that goes for the same characters."""
    return Block(number, span, kept_number, kept, "exact", partial=False, identity=1.0, rule=rule, gone=gone)


class BlockLeft(NamedTuple):
    """One stretch of a document that repeats one of an earlier document, and is spared."""

    number: int
    span: Span
    kept_number: int
    kept: Span
    identity: float
    reason: Reason
    option: str  #: what would remove it


class TextsGone(Spool):
    """The characters of blocks that go, which wait on disk until they are asked for."""

    def put_aside(self, text: str, span: Span) -> PutAside:
        """Keeps the characters of a block."""
        gone = text[slice(*span)]
        return PutAside(self.add(gone), solid(gone))


def solid(text: str) -> int:
    """Characters that are no white space."""
    return sum(map(len, text.split()))
