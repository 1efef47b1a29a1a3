"""rensa: full R-MinHash sketches and its LSH index, as its README shows; not its sampled path, `rho`."""

import sys

from rensa import RMinHash, RMinHashLSH
from rows import BANDS, SLOTS, THRESHOLD, first_kept, read_rows, shingles, write_rows

source, output = sys.argv[1:]
lines, texts = read_rows(source)
sketches = RMinHash.from_token_sets(map(shingles, texts), num_perm=SLOTS, seed=42)
index = RMinHashLSH(threshold=THRESHOLD, num_perm=SLOTS, num_bands=BANDS)
index.insert_many(sketches)
pairs = (
    (place, other)
    for place, others in enumerate(index.query_all(sketches))
    for other in others
    if other < place and sketches[place].jaccard(sketches[other]) >= THRESHOLD
)
write_rows(output, lines, first_kept(len(lines), pairs))
