"""Asks the kernel which copies to remove, each for one that is kept, and which repeats to spare."""

from __future__ import annotations

from collections.abc import Callable

from dedup.kernel import _kernel
from dedup.kernel._kernel import Repeats
from dedup.options import CollapseOptions
from dedup.repeats.candidates import Choice, Hull
from dedup.repeats.sparing import spared

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from dedup.results.collapsed import Spared

KEEPS = {"first": _kernel.KEEP_FIRST, "last": _kernel.KEEP_LAST}


def choose(text: str, repeats: Repeats, options: CollapseOptions) -> tuple[list[Choice], list[Spared]]:
    """Chooses what to remove in one round, or, if nothing, what to spare.

    Args:
        text: The text that is left.
        repeats: Its repeats.
        options: Those of the run.

    Returns:
        Disjoint choices; and what is spared, if there are no choices, since there is no further round then.
    """
    key = options.keep
    removed = None if isinstance(key, str) else bytes(goes(text, repeats, match, key) for match in range(len(repeats)))
    return repeats.choose(text, keep_of(options), removed, Choice, spared)


def spare_all(repeats: Repeats, options: CollapseOptions) -> list[Spared]:
    """Spares all repeats of a text, none of which can be removed without breaking a kept copy."""
    return repeats.spare_all(keep_of(options), spared)


def keep_of(options: CollapseOptions) -> int:
    """The kernel's name for which copy of a short line is kept."""
    return KEEPS.get(options.keep, _kernel.KEEP_FULLEST) if isinstance(options.keep, str) else _kernel.KEEP_FULLEST


def goes(text: str, repeats: Repeats, match: int, key: Callable[[str], Any]) -> bool:
    """Whether a function `keep` keeps the other copy of a match; if it ranks both equal, the earlier is kept."""
    hull = repeats.hull(match, Hull)
    own, kept = key(text[hull.start : hull.stop]), key(text[hull.kept_start : hull.kept_stop])
    return bool(kept < own or (kept == own and repeats.is_later(match)))
