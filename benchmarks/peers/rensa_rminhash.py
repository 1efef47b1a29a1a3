"""rensa: full R-MinHash in its deduplicator, as its README keeps unique documents; not its sampled path, `rho`."""

import sys

import numpy as np
from rensa import RMinHashDeduplicator
from rows import SLOTS, THRESHOLD, read_rows, shingles, write_rows

source, output = sys.argv[1:]
lines, texts = read_rows(source)
deduplicator = RMinHashDeduplicator(threshold=THRESHOLD, num_perm=SLOTS, use_lsh=True)
kept = deduplicator.add_pairs((str(place), shingles(text.lower().split())) for place, text in enumerate(texts))
write_rows(output, lines, ~np.array(kept, bool))
