"""Find text that repeats itself, exactly or with small changes, and keep one copy.

`collapse` looks inside one text, `collapse_many` inside each of many, and `compare` at two. `deduplicate` finds
documents that repeat others, and `deduplicate_blocks` finds blocks that documents share. An `Index` says of texts that
arrive over time which it has seen before. `sketch` computes signatures. All errors, in `dedup.errors`, are
`DedupError`s, and each is also the built-in exception you would expect.

>>> import dedup
>>> dedup.collapse("").text
''
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dedup.api import collapse as collapse
    from dedup.api import collapse_many as collapse_many
    from dedup.api import compare as compare
    from dedup.api import deduplicate as deduplicate
    from dedup.api import deduplicate_blocks as deduplicate_blocks
    from dedup.api import sketch as sketch
    from dedup.errors import DedupError as DedupError
    from dedup.index.index import Index as Index
    from dedup.options import PROTECT as PROTECT
    from dedup.options import PROTECT_ACROSS as PROTECT_ACROSS
    from dedup.options import PROTECT_DOCUMENTS as PROTECT_DOCUMENTS
    from dedup.results.blocks import BlockStats as BlockStats
    from dedup.results.blocks import DeduplicatedBlocks as DeduplicatedBlocks
    from dedup.results.blocks import RemovedBlock as RemovedBlock
    from dedup.results.blocks import SparedBlock as SparedBlock
    from dedup.results.collapsed import Collapsed as Collapsed
    from dedup.results.collapsed import Removal as Removal
    from dedup.results.collapsed import Spared as Spared
    from dedup.results.comparison import Comparison as Comparison
    from dedup.results.comparison import Passage as Passage
    from dedup.results.documents import Deduplicated as Deduplicated
    from dedup.results.documents import RemovedDocument as RemovedDocument
    from dedup.results.documents import SparedDocument as SparedDocument
    from dedup.results.documents import Stats as Stats
    from dedup.results.seen import IndexStats as IndexStats
    from dedup.results.seen import SeenBlock as SeenBlock
    from dedup.results.seen import SeenBlocks as SeenBlocks
    from dedup.results.seen import SeenDocument as SeenDocument
    from dedup.results.span import Span as Span

__version__ = "0.1.0"

#: The module of each public name, which is imported on first use.
_MODULES = {
    "collapse": "dedup.api",
    "collapse_many": "dedup.api",
    "compare": "dedup.api",
    "deduplicate": "dedup.api",
    "deduplicate_blocks": "dedup.api",
    "sketch": "dedup.api",
    "Index": "dedup.index.index",
    "IndexStats": "dedup.results.seen",
    "SeenBlock": "dedup.results.seen",
    "SeenBlocks": "dedup.results.seen",
    "SeenDocument": "dedup.results.seen",
    "BlockStats": "dedup.results.blocks",
    "Collapsed": "dedup.results.collapsed",
    "Comparison": "dedup.results.comparison",
    "Deduplicated": "dedup.results.documents",
    "DeduplicatedBlocks": "dedup.results.blocks",
    "Passage": "dedup.results.comparison",
    "Removal": "dedup.results.collapsed",
    "RemovedBlock": "dedup.results.blocks",
    "RemovedDocument": "dedup.results.documents",
    "Span": "dedup.results.span",
    "Spared": "dedup.results.collapsed",
    "SparedBlock": "dedup.results.blocks",
    "SparedDocument": "dedup.results.documents",
    "Stats": "dedup.results.documents",
    "DedupError": "dedup.errors",
    "PROTECT": "dedup.options",
    "PROTECT_ACROSS": "dedup.options",
    "PROTECT_DOCUMENTS": "dedup.options",
}
__all__ = [
    "PROTECT",
    "PROTECT_ACROSS",
    "PROTECT_DOCUMENTS",
    "BlockStats",
    "Collapsed",
    "Comparison",
    "DedupError",
    "Deduplicated",
    "DeduplicatedBlocks",
    "Index",
    "IndexStats",
    "Passage",
    "Removal",
    "RemovedBlock",
    "RemovedDocument",
    "SeenBlock",
    "SeenBlocks",
    "SeenDocument",
    "Span",
    "Spared",
    "SparedBlock",
    "SparedDocument",
    "Stats",
    "__version__",
    "collapse",
    "collapse_many",
    "compare",
    "deduplicate",
    "deduplicate_blocks",
    "sketch",
]

if not TYPE_CHECKING:  # type checkers must not see it: to them, every misspelt name would exist

    def __getattr__(name):
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        # Not `import_module`: `importlib` takes as long to import as five of our modules.
        value = getattr(__import__(_MODULES[name], fromlist=[name]), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return __all__
