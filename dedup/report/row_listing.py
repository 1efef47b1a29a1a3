"""Lists the groups of documents that repeat one another."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterator

from dedup.report.quoting import printable
from dedup.results.value import plain

#: What a reader calls a document, by its number.
NameOf = Callable[[int], Hashable]


def groups_as_text(groups: list[list[int]], name_of: NameOf) -> Iterator[str]:
    """Yields the names of each group, a line each, with a blank line between groups, as fdupes prints them."""
    for place, group in enumerate(groups):
        names = "".join(f"{printable(str(name_of(number)))}\n" for number in group)
        yield f"\n{names}" if place else names


def groups_as_json(groups: list[list[int]], name_of: NameOf) -> Iterator[str]:
    """Yields a line of JSON for each group."""
    for kept, *others in groups:
        group = {"type": "group", "kept": plain(name_of(kept)), "others": [plain(name_of(one)) for one in others]}
        yield json.dumps(group, separators=(",", ":")) + "\n"
