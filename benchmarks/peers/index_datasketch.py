"""datasketch: MinHash in bulk over bytes, as its documentation advises, and its LSH index in memory."""

from collections.abc import Sequence
from typing import Any

from datasketch import MinHash, MinHashLSH
from rows import BANDS, SLOTS, THRESHOLD, shingles
from seen import NO_SERVER, Server, measure
from xxhash import xxh32_intdigest


def sketch_all(texts: Sequence[str]) -> list[MinHash]:
    """A MinHash of each text."""
    sets = (shingles(text.lower().encode().split(), b" ") for text in texts)
    return list(MinHash.generator(sets, num_perm=SLOTS, hashfunc=xxh32_intdigest))


def measure_index(server: Server = NO_SERVER, **settings: Any) -> None:
    """Measures an index with these settings; the sketches stay in memory, to verify what it proposes."""
    index = MinHashLSH(num_perm=SLOTS, params=(BANDS, SLOTS // BANDS), **settings)
    sketches: dict[int, MinHash] = {}

    def add(ids: Sequence[int], texts: Sequence[str]) -> None:
        made = sketch_all(texts)
        sketches.update(zip(ids, made))
        with index.insertion_session() as session:
            for place, sketch in zip(ids, made):
                session.insert(place, sketch, check_duplication=False)

    def ask(text: str) -> int | None:
        (sketch,) = sketch_all([text])
        near = [(sketch.jaccard(sketches[place]), -place) for place in index.query(sketch)]
        best = max(near, default=(0.0, 0))
        return -best[1] if best[0] >= THRESHOLD else None

    measure(add, ask, server)


if __name__ == "__main__":
    measure_index()
