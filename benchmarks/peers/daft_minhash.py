"""daft: its `minhash` expression over a file of rows, then bands, as its guide to MinHash deduplication has them."""

import sys

import daft
import numpy as np
from rows import SHINGLE, SLOTS, banded_pairs, first_kept, write_rows

BATCH = 1000  #: rows that a thread works on; a small file would be a single batch, and one thread all there is

source, output = sys.argv[1:]
frame = daft.read_json(source).into_batches(BATCH)
sketch = daft.functions.minhash(
    daft.functions.lower(frame["text"]), num_hashes=SLOTS, ngram_size=SHINGLE, hash_function="xxhash"
)
found = frame.select(sketch.alias("sketch")).to_arrow()["sketch"].combine_chunks()
signatures = found.flatten().to_numpy(zero_copy_only=False).reshape(-1, SLOTS).astype(np.uint32)
with open(source, "rb") as file:
    lines = file.readlines()
assert len(lines) == len(signatures)
write_rows(output, lines, first_kept(len(lines), banded_pairs(signatures)))
