"""rensa: its R-MinHash and its LSH index; what the index proposes is confirmed by the estimate."""

from collections.abc import Sequence

from rensa import RMinHash, RMinHashLSH
from rows import BANDS, SLOTS, THRESHOLD, shingles
from seen import measure

sketches: dict[int, RMinHash] = {}
index = RMinHashLSH(threshold=THRESHOLD, num_perm=SLOTS, num_bands=BANDS)


def sketch_of(text: str) -> RMinHash:
    """The sketch of a text."""
    sketch = RMinHash(num_perm=SLOTS, seed=1)
    sketch.update(shingles(text.lower().split()))
    return sketch


def add(ids: Sequence[int], texts: Sequence[str]) -> None:
    """Adds documents; the sketches stay in memory, to verify what the index proposes."""
    for place, text in zip(ids, texts):
        sketches[place] = sketch = sketch_of(text)
        index.insert(place, sketch)


def ask(text: str) -> int | None:
    """The most similar document, by estimate."""
    sketch = sketch_of(text)
    near = [(sketch.jaccard(sketches[place]), -place) for place in index.query(sketch)]
    best = max(near, default=(0.0, 0))
    return -best[1] if best[0] >= THRESHOLD else None


measure(add, ask)
