"""What was decided about many documents, as whoever rewrites their files needs it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from dedup.io.formats.format import Change


class Outcome(Protocol):
    """Which documents of a source stay, and what they lose."""

    @property
    def stays(self) -> NDArray[np.bool_]:
        """[n] Marks the documents that stay."""

    @property
    def share(self) -> float:
        """The share of the documents, or of their characters, that is removed; references do not count."""

    @property
    def change_of(self) -> Callable[[int], Change] | None:
        """The change to each document that stays; None if none of them changes."""
