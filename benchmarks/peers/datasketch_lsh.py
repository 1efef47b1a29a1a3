"""datasketch: MinHash in bulk with its fastest hash, and its LSH index."""

import sys

from datasketch import MinHash, MinHashLSH
from rows import SLOTS, THRESHOLD, first_kept, read_rows, shingles, write_rows

source, output = sys.argv[1:]
lines, texts = read_rows(source)
sets = ([shingle.encode() for shingle in shingles(text)] for text in texts)
index = MinHashLSH(threshold=THRESHOLD, num_perm=SLOTS)
sketches, pairs = [], []
for place, sketch in enumerate(MinHash.generator(sets, num_perm=SLOTS)):
    pairs += ((place, other) for other in index.query(sketch) if sketch.jaccard(sketches[other]) >= THRESHOLD)
    index.insert(place, sketch)
    sketches.append(sketch)
write_rows(output, lines, first_kept(len(lines), pairs))
