"""Cleans a Hugging Face dataset: each text by itself, then the documents that repeat others."""

from pathlib import Path

import datasets
import numpy as np

import dedup

datasets.disable_progress_bars()


def clean(batch: dict[str, list[str]]) -> dict[str, list[str]]:
    """The texts of a batch without what repeats inside them."""
    return {"text": [c.text for c in map(dedup.collapse, batch["text"])]}


paths = (Path(__file__).parent / name for name in ("article.txt", "market.txt", "article.txt"))
ds = datasets.Dataset.from_dict({"text": [path.read_text("utf-8") for path in paths]})
cleaned = ds.map(clean, batched=True)  # with num_proc=N, by several processes
print([len(text) for text in ds["text"]], "characters, then", [len(text) for text in cleaned["text"]])

kept = cleaned.select(np.flatnonzero(dedup.deduplicate(cleaned).mask))
print(len(cleaned), "documents, then", len(kept))
