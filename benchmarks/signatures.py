"""`python -m benchmarks run signatures`: the indexes of datasketch with our signatures and with its own."""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.corpora import Corpora
from benchmarks.corpus.grown import SHINGLE, documents, pairs_of
from benchmarks.record import write_record
from benchmarks.tables import Rows, aligned

JACCARD = 0.8
BATCH = 1000  #: texts that are sketched together

Pair = tuple[int, int]

# What needs datasketch imports it itself: the docs are made of records where it is not installed.


def ours(texts: Sequence[str]) -> Iterator[Any]:
    """Signatures of dedup."""
    from dedup.integrations.datasketch import minhashes

    return chain.from_iterable(minhashes(texts[first : first + BATCH]) for first in range(0, len(texts), BATCH))


def theirs(texts: Sequence[str]) -> Iterator[Any]:
    """MinHash objects in bulk over bytes, with a fast hash, as datasketch's documentation advises."""
    from datasketch import MinHash
    from xxhash import xxh32_intdigest

    yield from MinHash.generator(map(shingles, texts), num_perm=128, hashfunc=xxh32_intdigest)


def shingles(text: str) -> set[bytes]:
    words = text.lower().encode().split()
    return {b" ".join(words[place : place + SHINGLE]) for place in range(max(len(words) - SHINGLE + 1, 1))}


def index_with(bands: str) -> Any:
    """An empty index with the bands of datasketch, "default", or with those of `lsh_params`."""
    from datasketch import MinHashLSH

    from dedup.integrations.datasketch import lsh_params

    return MinHashLSH(threshold=JACCARD) if bands == "default" else MinHashLSH(params=lsh_params(JACCARD))


class Way(NamedTuple):
    """Signatures in an index."""

    maker: str
    bands: str
    signatures: Callable[[Sequence[str]], Iterator[Any]]


WAYS = (
    Way("MinHash", "default", theirs),
    Way("MinHash", "lsh_params", theirs),
    Way("dedup", "default", ours),
    Way("dedup", "lsh_params", ours),
)


class Measured(NamedTuple):
    """One way, measured in some rounds."""

    maker: str
    bands: str
    signing: float  #: CPU seconds of all signatures, the median
    indexing: float  #: CPU seconds of looking up and adding each, the median
    faster: float  #: CPU seconds of both in the first way / in this one, median of the rounds
    recall: float  #: of the pairs of near copies
    candidates: float  #: proposed for each document, on average


def proposed(index: Any, signatures: Sequence[Any]) -> list[Pair]:
    """The pairs that an index proposes; each signature is looked up, then added."""
    pairs = []
    for place, signature in enumerate(signatures):
        if signature:
            pairs += [(other, place) for other in index.query(signature)]
            index.insert(place, signature, check_duplication=False)
    return pairs


def measured(texts: Sequence[str], rounds: int) -> list[Measured]:
    """All ways, in turn in each round."""
    near = {(a, b) for a, b in pairs_of(texts).tolist()}
    seconds: dict[Way, list[tuple[float, float]]] = {way: [] for way in WAYS}
    found: dict[Way, list[Pair]] = {}
    for _ in range(rounds):
        for way in WAYS:
            index = index_with(way.bands)
            began = time.process_time()
            signatures = list(way.signatures(texts))
            signed = time.process_time()
            found[way] = proposed(index, signatures)
            seconds[way].append((signed - began, time.process_time() - signed))
    return [
        Measured(
            maker=way.maker,
            bands=way.bands,
            signing=statistics.median(signing for signing, _ in times),
            indexing=statistics.median(indexing for _, indexing in times),
            faster=statistics.median(sum(one) / sum(other) for one, other in zip(seconds[WAYS[0]], times)),
            recall=len(near.intersection(found[way])) / len(near),
            candidates=len(found[way]) / len(texts),
        )
        for way, times in seconds.items()
    ]


def table(rows: Sequence[Measured]) -> Rows:
    """A line for each way."""
    heading = ["signatures", "bands", "signing, s", "index, s", "times as fast", "recall", "candidates a document"]
    return [
        heading,
        *(
            [
                row.maker,
                row.bands,
                f"{row.signing:.3f}",
                f"{row.indexing:.3f}",
                f"{row.faster:.2f}",
                f"{row.recall:.4f}",
                f"{row.candidates:.2f}",
            ]
            for row in rows
        ),
    ]


def main(arguments: Sequence[str]) -> int:
    """Measures, and prints a table."""
    parser = argparse.ArgumentParser("python -m benchmarks run signatures", description=__doc__)
    parser.add_argument("--size", type=int, default=10, metavar="MB", help="of the documents (10)")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="of which the median counts (5)")
    parser.add_argument("--record", type=Path, metavar="DIR", help="also write the results there as JSON")
    asked = parser.parse_args(arguments)
    texts = list(documents(Corpora(), asked.size * 1_000_000))
    rows = measured(texts, asked.rounds)
    print(*aligned(table(rows), left=(0, 1)), sep="\n")
    if asked.record:
        collection = {"documents": len(texts), "megabytes": asked.size}
        content = {"collection": collection, "signatures": [row._asdict() for row in rows]}
        print("written:", write_record(asked.record, "signatures", content))
    return 0
