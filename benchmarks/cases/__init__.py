"""The cases, a module for each group; `GROUPS` names them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from benchmarks.cases import collapse, commands, hostile, many, words
from benchmarks.corpora import Corpora
from benchmarks.runner import Case

#: For each group what makes its cases, out of the corpora and the size of a long text.
GROUPS: dict[str, Callable[[Corpora, int], Sequence[Case]]] = {
    "words": words.cases,
    "collapse": collapse.cases,
    "many": many.cases,
    "hostile": hostile.cases,
    "commands": commands.cases,
}
