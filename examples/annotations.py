"""Carries annotations along: their offsets, in the text before and after copies are removed."""

from pathlib import Path

import dedup

page = Path(__file__).with_name("article.txt").read_text("utf-8")
names = "Russia", "Army-2020", "Shoigu"
annotations = [(page.index(name), page.index(name) + len(name)) for name in names]
annotations += [(page.rindex(name), page.rindex(name) + len(name)) for name in names]

c = dedup.collapse(page)
for start, stop in annotations:
    first, last = c.from_source(start), c.from_source(stop - 1)
    if first is None or last is None:
        print(f"[{start}, {stop}) {page[start:stop]}: removed")
        continue
    moved = first, last + 1
    assert c.text[slice(*moved)] == page[start:stop]
    assert c.to_source(moved[0]) == start  # and back
    print(f"[{start}, {stop}) {page[start:stop]}: now [{moved[0]}, {moved[1]})")
