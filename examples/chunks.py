"""Splits documents into chunks for retrieval, each passage only once, so that a search returns different answers."""

import json
from pathlib import Path

import dedup

rows = map(json.loads, Path(__file__).with_name("pages.jsonl").read_text("utf-8").splitlines())
pages = {row["id"]: row["text"] for row in rows}

# Menus and footers first, from every page; then stories that stand on several pages, from all but one.
pages = dict(zip(pages, dedup.deduplicate_blocks(pages, copies=0, min_documents=4).texts))
unique = dedup.deduplicate_blocks(pages)

before = [chunk for text in pages.values() for chunk in text.split("\n\n")]
chunks = [(page, chunk) for page, text in zip(pages, unique.texts) for chunk in text.split("\n\n") if chunk.strip()]
print(len(before), "chunks, then", len(chunks))

# A chunk that is found may stand on other pages, too: these are the ones to cite beside it.
for removal in unique.removals:
    print(f"{removal.id} repeats {removal.kept_id}: {removal.text.strip()[:50]!r}...")
