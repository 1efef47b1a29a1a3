"""A suffix array, from pydivsufsort: what stood before in any text goes, from `LEAST` equal bytes on."""

import sys

import numpy as np
from spans import read_rows, write_spans
from suffix_array import repeated, spans_of

if __name__ == "__main__":
    source, output = sys.argv[1:]
    rows = list(read_rows(source))
    encoded = [row.text.encode() for row in rows]
    data = np.frombuffer(bytearray(b"\0".join([*encoded, b""])), np.uint8)
    gone = repeated(data, np.array([len(data)]))  # as if all texts were one
    starts = np.cumsum([0, *(len(text) + 1 for text in encoded)])
    write_spans(
        output,
        (
            (row.id, spans_of(row.text, gone[start : start + len(text)]))
            for row, text, start in zip(rows, encoded, starts)
        ),
    )
