"""Describes the repeats that are spared: the reason, and the option that would remove each."""

from __future__ import annotations

from math import floor

from dedup.options import PROTECT
from dedup.results.collapsed import Spared
from dedup.results.span import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dedup.results.collapsed import Reason

#: The most repeats listed; the others are counted.
MAX_SPARED = 1000


def spared(start: int, stop: int, kept_start: int, kept_stop: int, identity: float, reason: Reason) -> Spared:
    """The entry for a spared repeat."""
    return Spared(Span(start, stop), Span(kept_start, kept_stop), identity, reason, option_against(reason, identity))


def option_against(reason: str, identity: float, protected: str = "dedup.PROTECT") -> str:
    """The option that would remove a spared repeat, as written in a call; "" if none would.

    Args:
        reason: Why it was spared.
        identity: Its identity.
        protected: The name of the default of `protect`.
    """
    if reason == "identity":
        return f"identity={floor(100 * identity) / 100}"
    return f'protect={protected} - {{"{reason}"}}' if reason in PROTECT else ""
