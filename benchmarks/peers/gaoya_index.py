"""gaoya: its index of strings, with its own analyser, filled and asked in bulk."""

import sys

from gaoya.minhash import MinHashStringIndex
from rows import BANDS, SHINGLE, SLOTS, THRESHOLD, first_kept, read_rows, write_rows

source, output = sys.argv[1:]
lines, texts = read_rows(source)
index = MinHashStringIndex(
    hash_size=32,
    jaccard_threshold=THRESHOLD,
    num_bands=BANDS,
    band_size=SLOTS // BANDS,
    analyzer="word",
    lowercase=True,
    ngram_range=(SHINGLE, SHINGLE),
    id_container="smallvec",
)
index.par_bulk_insert_docs(list(range(len(texts))), texts)
found = index.par_bulk_query(texts)
pairs = ((place, other) for place, others in enumerate(found) for other in others)
write_rows(output, lines, first_kept(len(lines), pairs))
