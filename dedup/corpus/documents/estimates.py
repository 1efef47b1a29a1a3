"""What a run over many documents would take, by what short runs took."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from dedup.corpus.lsh.banding import Bands, bands_for

#: How often a run reads its input: for fingerprints, for the shingles of candidates, to copy the rows that stay.
READS = 3

#: Bytes of a document's word count and digests, and of its key in one band.
DIGESTS = 28
KEY = 8

#: Bytes of what orders and groups the documents, and of a document's position in a file.
NUMBERS = 32

#: Bytes of a candidate, a document that shares a key with another, where one task joins all of them.
CANDIDATE = 40


class Engine(NamedTuple):
    """What an engine adds to the stages that it runs."""

    cpu: float  #: CPU time, in that of the stages alone
    copies: int  #: how often it writes all rows and reads them, around the stages


#: What runs the stages; on one machine without shards, there are none.  The times are those of `run engines` in the
#: benchmarks: Ray over files, Spark over a data frame, without what a session takes to start.
ENGINES = {
    "local": Engine(cpu=1, copies=0),
    "shards": Engine(cpu=1, copies=0),
    "ray": Engine(cpu=1.2, copies=0),
    "spark": Engine(cpu=3.5, copies=1),
}


class Trial(NamedTuple):
    """What one short run took."""

    documents: int
    input_bytes: int
    seconds: float
    cpu_seconds: float
    peak_bytes: int  #: of memory, in the largest process
    temporary_bytes: int  #: of files that are deleted at the end
    output_bytes: int
    candidates: int = 0  #: over shards: the documents that share a key with another


class Estimate(NamedTuple):
    """What a run over the whole collection would take."""

    seconds: float
    cpu_seconds: float
    memory_bytes: float  #: in the largest process
    temporary_bytes: float
    output_bytes: float
    moved_bytes: float  #: read and written, on disks and over the network to them
    disk_bytes_a_second: float  #: read and written; a slower disk sets the pace


def estimate(
    small: Trial, large: Trial, documents: int, size: int, jaccard: float, name: str = "local", speedup: float = 1
) -> Estimate:
    """Extrapolates, in a straight line through both trials, to so many documents of `size` bytes in all.

    The time is that of the processor, as much longer as it was in the large trial: on a busy machine, the difference
    between two times is mostly chance. Memory is counted for each document: trials are too small to measure it. Of a
    collection smaller than the trials, the line may tell less than nothing: then it takes its share of the small one.

    Args:
        small: A trial.
        large: A larger one.
        documents: How many documents there are.
        size: Their bytes.
        jaccard: The threshold.
        name: The engine.
        speedup: How many times as many processes there are as in the trials.
    """
    engine = ENGINES[name]
    share = size / small.input_bytes if size < small.input_bytes else 0.0
    nearest = small if documents <= small.documents else large

    def at_size(of: Callable[[Trial], float]) -> float:
        slope = (of(large) - of(small)) / (large.input_bytes - small.input_bytes)
        return max(of(large) + slope * (size - large.input_bytes), of(small) * share)

    cpu_seconds = at_size(lambda trial: trial.cpu_seconds) * engine.cpu
    seconds = cpu_seconds * large.seconds / large.cpu_seconds / speedup
    temporary = at_size(lambda trial: trial.temporary_bytes) + engine.copies * size
    output = min(at_size(lambda trial: trial.output_bytes), size)
    moved = READS * size + output + 2 * temporary
    more = max(documents - large.documents, 0)
    if name == "local":
        memory = more * bytes_a_document(bands_for(jaccard))
    else:
        memory = more * CANDIDATE * large.candidates // large.documents
    return Estimate(
        seconds=seconds,
        cpu_seconds=cpu_seconds,
        memory_bytes=nearest.peak_bytes + memory,
        temporary_bytes=temporary,
        output_bytes=output,
        moved_bytes=moved,
        disk_bytes_a_second=moved / max(seconds, 0.01),
    )


def bytes_a_document(bands: Bands) -> int:
    """The memory that each document takes at the peak of `find_copies`, without its id.

    At the peak, the digests and keys of all batches are put together in one array, and are there twice.

    >>> bytes_a_document(bands_for(0.8)), bytes_a_document(bands_for(0.5))
    (488, 760)
    """
    return 2 * (DIGESTS + KEY * bands.number) + NUMBERS
