"""What the kernel says of a text: its matches, and which copies to remove."""

from __future__ import annotations

from dedup.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dedup.results.collapsed import Kind, Rule

#: White space in the kernel: Python's, without the four ASCII separators.
WHITE = " \t\n\v\f\r\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))


class Hull(NamedTuple):
    """A match from the first of its pieces to the last, and where these stand in the copy that would stay."""

    start: int
    stop: int
    kept_start: int
    kept_stop: int
    letters: int
    equal: int


class Choice(NamedTuple):
    """One removal, in offsets of the current text."""

    start: int  #: with its separator
    stop: int
    kept_start: int
    kept_stop: int
    kind: Kind
    partial: bool
    identity: float
    rule: Rule
