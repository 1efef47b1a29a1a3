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


class Trial(NamedTuple):
    """What one short run took."""

    documents: int
    input_bytes: int
    seconds: float
    cpu_seconds: float
    peak_bytes: int  #: of memory, in the largest process
    temporary_bytes: int  #: of files that are deleted at the end
    output_bytes: int


class Estimate(NamedTuple):
    """What a run over the whole collection would take."""

    seconds: float
    cpu_seconds: float
    memory_bytes: float  #: in the largest process
    temporary_bytes: float
    output_bytes: float
    disk_bytes_a_second: float  #: read and written; a slower disk sets the pace


def estimate(small: Trial, large: Trial, documents: int, size: int, jaccard: float) -> Estimate:
    """Extrapolates, in a straight line through both trials, to so many documents of `size` bytes in all.

    The time is that of the processor, as much longer as it was in the large trial: on a busy machine, the difference
    between two times is mostly chance. Memory is counted for each document: trials are too small to measure it. Of a
    collection smaller than the trials, the line may tell less than nothing: then it takes its share of the small one.
    """
    share = size / small.input_bytes if size < small.input_bytes else 0.0
    nearest = small if documents <= small.documents else large

    def at_size(of: Callable[[Trial], float]) -> float:
        slope = (of(large) - of(small)) / (large.input_bytes - small.input_bytes)
        return max(of(large) + slope * (size - large.input_bytes), of(small) * share)

    cpu_seconds = at_size(lambda trial: trial.cpu_seconds)
    seconds = cpu_seconds * large.seconds / large.cpu_seconds
    temporary = at_size(lambda trial: trial.temporary_bytes)
    output = min(at_size(lambda trial: trial.output_bytes), size)
    return Estimate(
        seconds=seconds,
        cpu_seconds=cpu_seconds,
        memory_bytes=nearest.peak_bytes + max(documents - large.documents, 0) * bytes_a_document(bands_for(jaccard)),
        temporary_bytes=temporary,
        output_bytes=output,
        disk_bytes_a_second=(READS * size + output + 2 * temporary) / max(seconds, 0.01),
    )


def bytes_a_document(bands: Bands) -> int:
    """The memory that each document takes at the peak of `find_copies`, without its id.

    At the peak, the digests and keys of all batches are put together in one array, and are there twice.

    >>> bytes_a_document(bands_for(0.8)), bytes_a_document(bands_for(0.5))
    (488, 760)
    """
    return 2 * (DIGESTS + KEY * bands.number) + NUMBERS
