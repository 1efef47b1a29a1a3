"""Removes the second copy from a scraped page and says what went, where it stood and what it repeats."""

from pathlib import Path

import dedup

page = Path(__file__).with_name("article.txt").read_text("utf-8")
collapsed = dedup.collapse(page)
print(collapsed)

for removal in collapsed.removals:
    start, stop = removal.removed
    print(f"removed [{start}, {stop}): {removal.text[:60]!r}...")
    print(f"  repeats {removal.kept}: {removal.kind}, identity {removal.identity:.3f}")

assert collapsed.restore() == page
