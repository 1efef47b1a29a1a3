"""What all adapters for dolma need: its deduplicator of paragraphs, called as its command line calls it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec
from spans import LEAST, Span

os.environ["RUST_LOG"] = "error"  # before it is imported
from dolma import deduper

NGRAMS = {"ngram_length": 5, "stride": 1, "overlap_threshold": 0.7, "skip_short_paragraphs": True}
LETTERS_AN_NGRAM = 4  #: or more: so many n-grams there may be

BYTES_AN_ENTRY = 2  #: of the filter, which gives 12 hashes and one false positive in two thousand


def by_ngrams(texts: Sequence[str], scratch: str) -> list[list[Span]]:
    """The paragraphs of each text most of whose n-grams its filter has seen; short ones stay."""
    found = duplicated(texts, sum(map(len, texts)) // LETTERS_AN_NGRAM, scratch, NGRAMS)
    return [
        [(start, min(stop, len(text))) for start, stop in spans if len(text[start:stop].encode()) > LEAST]
        for text, spans in zip(texts, found, strict=True)
    ]


def duplicated(texts: Iterable[str], entries: int, scratch: str, ngrams: dict[str, Any] | None) -> list[list[Span]]:
    """The paragraphs of each text that its filter, made for so many entries, has seen, with the line break after."""
    documents, bloom = Path(scratch) / "documents" / "rows.jsonl", Path(scratch) / "bloom"
    found = Path(scratch) / "attributes" / "repeats" / "rows.jsonl"
    documents.parent.mkdir(exist_ok=True)
    documents.write_bytes(b"".join(msgspec.json.encode({"id": "", "text": text}) + b"\n" for text in texts))
    entries = max(512, entries)
    for old in (bloom, found):
        old.unlink(missing_ok=True)
    deduper(
        {
            "documents": [str(documents)],
            "work_dir": {"input": f"{scratch}/input", "output": f"{scratch}/output"},
            "dedupe": {
                "name": "repeats",
                "paragraphs": {"attribute_name": "repeats", **({"by_ngram": ngrams} if ngrams else {})},
                "skip_empty": True,
                "document_dir": "documents",
            },
            "bloom_filter": {
                "file": str(bloom),
                "read_only": False,
                "size_in_bytes": entries * BYTES_AN_ENTRY,
                "estimated_doc_count": entries,
                "desired_false_positive_rate": 0.0,
            },
            "processes": 1,
            "is_s3_volume": False,
            "compression": {"input": None, "output": None},
        }
    )
    rows = (msgspec.json.decode(line) for line in found.read_bytes().splitlines())
    return [[(start, stop) for start, stop, _ in row["attributes"].get("repeats", ())] for row in rows]
