"""datasketch: MinHash in bulk over bytes, with a fast hash as its documentation advises, and its LSH index."""

import sys

from datasketch import MinHash, MinHashLSH
from rows import BANDS, SLOTS, THRESHOLD, first_kept, read_rows, shingles, write_rows
from xxhash import xxh32_intdigest

source, output = sys.argv[1:]
lines, texts = read_rows(source)
sets = (shingles(text.lower().encode().split(), b" ") for text in texts)
index = MinHashLSH(num_perm=SLOTS, params=(BANDS, SLOTS // BANDS))
sketches: list[MinHash] = []
pairs: list[tuple[int, int]] = []
for place, sketch in enumerate(MinHash.generator(sets, num_perm=SLOTS, hashfunc=xxh32_intdigest)):
    pairs += ((place, other) for other in index.query(sketch) if sketch.jaccard(sketches[other]) >= THRESHOLD)
    index.insert(place, sketch, check_duplication=False)
    sketches.append(sketch)
write_rows(output, lines, first_kept(len(lines), pairs))
