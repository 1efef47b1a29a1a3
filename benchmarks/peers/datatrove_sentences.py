"""datatrove: the three stages of its SentenceDedup, three sentences in a row.

The number of the text is hashed with the sentences, so that only repeats inside one text go.
"""

import sys
import tempfile
from functools import lru_cache, partial
from typing import Any

import numpy as np
from datatrove.data import Document
from datatrove.pipeline.dedup import SentenceDedupFilter, SentenceDedupSignature, SentenceFindDedups
from datatrove.pipeline.dedup.sentence_dedup import SentDedupConfig
from datatrove.utils.hashing import create_hash_func
from spans import Span, read_rows, write_spans

CONFIG = SentDedupConfig(min_doc_words=0, min_num_sentences=0)  # no text is dropped for being short
HASH = create_hash_func(CONFIG.hash_config)


class Signature(SentenceDedupSignature):
    """Stage 1."""

    def get_hashes(self, doc: Document, doc_idx: int) -> list[tuple[int, int, int]]:
        """The hashes of all sentences in a row, each with the number of the text in it."""
        self.hash_fc = lambda sentences: HASH(f"{doc_idx} {sentences}")
        return super().get_hashes(doc, doc_idx)


class Filter(SentenceDedupFilter):
    """Stage 3, which also notes what it drops; it would ask for the sentences of a text once, and does so here."""

    def __init__(self, folder: str) -> None:
        super().__init__(folder, CONFIG)
        self.removed: dict[str, list[Span]] = {}
        self.tokenizer: Any = Sentences(self.tokenizer)

    def remove_dup_sentences(self, doc: Document, du_lines: np.ndarray) -> tuple[str, str]:
        """What is left of a text; where stands what is not, `removed` says."""
        spans = self.tokenizer.span_tokenize(doc.text)
        last = {number for line in du_lines.tolist() for number in range(line, line + CONFIG.n_sentences)}
        self.removed[doc.id] = [tuple(spans[number]) for number in sorted(last) if number < len(spans)]
        return super().remove_dup_sentences(doc, du_lines)


class Sentences:
    """A tokenizer that remembers the last text."""

    def __init__(self, tokenizer: Any) -> None:
        self.span_tokenize = lru_cache(1)(tokenizer.span_tokenize)


if __name__ == "__main__":
    source, output = sys.argv[1:]
    rows = list(read_rows(source))
    documents = partial(map, lambda row: Document(text=row.text, id=str(row.id)), rows)
    with tempfile.TemporaryDirectory() as scratch:
        signatures, found = f"{scratch}/signatures", f"{scratch}/found"
        Signature(signatures, config=CONFIG).run(documents())
        SentenceFindDedups(signatures, found, config=CONFIG).run()
        last = Filter(found)
        for _ in last.run(documents()):
            pass
    write_spans(output, ((row.id, last.removed.get(str(row.id), ())) for row in rows))
