"""dolma: a paragraph goes of whose n-grams seven in ten stood before, in whichever text: its filter as it is meant."""

import sys
import tempfile

from dolma_bloom import by_ngrams
from spans import read_rows, write_spans

if __name__ == "__main__":
    source, output = sys.argv[1:]
    rows = list(read_rows(source))
    with tempfile.TemporaryDirectory() as scratch:
        found = by_ngrams([row.text for row in rows], scratch)
    write_spans(output, ((row.id, spans) for row, spans in zip(rows, found, strict=True)))
