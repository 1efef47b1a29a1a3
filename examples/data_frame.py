"""Drops the rows of a data frame whose text repeats that of another row: pandas, then polars."""

from pathlib import Path

import pandas as pd
import polars as pl

import dedup

notices = Path(__file__).with_name("notices.jsonl")

df = pd.read_json(notices, lines=True)
d = dedup.deduplicate(df["text"])
df["kept_id"] = df["id"].iloc[d.cluster].to_numpy()  # for a row that stays, its own id
print(df[["id", "kept_id"]].to_string(index=False))
print(len(df[d.mask]), "rows stay")

frame = pl.read_ndjson(notices)
kept = frame.filter(dedup.deduplicate(frame, id="id").mask)
print(kept.group_by("source", maintain_order=True).len().rows())
