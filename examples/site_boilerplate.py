"""Removes the menu and the footer of a site from all its pages."""

import json
from pathlib import Path

import dedup

rows = map(json.loads, Path(__file__).with_name("pages.jsonl").read_text("utf-8").splitlines())
pages = {row["id"]: row["text"] for row in rows if row["id"].startswith("v")}

# copies=0: no page keeps the boilerplate.  min_documents: what fewer pages share, such as a story, stays.
cleaned = dedup.deduplicate_blocks(pages, copies=0, min_documents=4)
for removal in cleaned.removals[:2]:
    print(f"{removal.id} loses {removal.text.strip().splitlines()[-1]!r} and what is above it")

for page, text in zip(pages, cleaned.texts):
    print(f"{page}: {len(pages[page])} characters, now {len(text)}: {text.strip().splitlines()[0]}")
