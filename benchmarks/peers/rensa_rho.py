"""rensa: its sampled path, `rho`, as its own benchmark runs it.  What it flags goes, the first of a group too."""

import sys

import numpy as np
from rensa import RMinHash, RMinHashLSH
from rows import SLOTS, THRESHOLD, read_rows, shingles, write_rows

BANDS, PROBES, SEED = 8, 4, 12345  #: those of its benchmark

source, output = sys.argv[1:]
lines, texts = read_rows(source)
sets = (shingles(text.lower().split()) for text in texts)
matrix = RMinHash.digest_matrix_from_token_sets_rho(sets, num_perm=SLOTS, seed=SEED, probes=PROBES)
index = RMinHashLSH(threshold=THRESHOLD, num_perm=SLOTS, num_bands=BANDS)
write_rows(output, lines, np.array(index.query_duplicate_flags_matrix_one_shot(matrix), bool))
