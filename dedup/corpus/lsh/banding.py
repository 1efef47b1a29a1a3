"""Bands: two texts are compared if their signatures agree in at least one."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

#: The slots of a signature.
SLOTS = 128

#: (Jaccard index, rows): from that index on, bands of so many rows find at least 99.5 % of the pairs.
ROWS_FROM = ((0.85, 6), (0.75, 5), (0.65, 4), (0.5, 3))

#: An odd number without pattern (the golden ratio's fraction), and one of David Stafford's for his "Mix13".
FACTOR = np.uint64(0x9E3779B97F4A7C15)
FINISH = np.uint64(0xBF58476D1CE4E5B9)


class Bands(NamedTuple):
    """The division of a signature into `number` bands of `rows` slots each."""

    rows: int
    number: int

    def chance(self, jaccard: float) -> float:
        """The chance that two sets of that Jaccard index agree in at least one band: 1 - (1 - J^rows)^number.

        Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, section 3.4.

        >>> round(bands_for(0.8).chance(0.8), 4), round(bands_for(0.8).chance(0.3), 4)
        (1.0, 0.059)
        """
        return float(1 - (1 - jaccard**self.rows) ** self.number)


def bands_for(jaccard: float) -> Bands:
    """The bands that find at least 99.5 % of the pairs at a Jaccard index from 0.5 to 1.

    >>> bands_for(0.8), bands_for(0.5)
    (Bands(rows=5, number=25), Bands(rows=3, number=42))
    """
    rows = next(rows for least, rows in ROWS_FROM if jaccard >= least)
    return Bands(rows, SLOTS // rows)


def band_keys(signatures: NDArray[np.uint32], bands: Bands) -> NDArray[np.uint64]:
    """A 64-bit key for each band of each signature, as [bands, n]: the hash of the band's slots."""
    used = signatures[:, : bands.rows * bands.number].T.reshape(bands.number, bands.rows, len(signatures))
    keys = np.zeros((bands.number, len(signatures)), np.uint64)
    for row in range(bands.rows):
        keys ^= used[:, row]
        keys *= FACTOR
        keys ^= keys >> np.uint64(29)
    keys *= FINISH
    keys ^= keys >> np.uint64(32)
    return keys
