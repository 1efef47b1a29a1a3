"""Finds repeated text, exact or slightly changed, and returns spans and the text with one copy left.

>>> import dedup
>>> dedup.collapse("").text
''
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dedup.api import compare as compare
    from dedup.api import deduplicate as deduplicate
    from dedup.errors import DedupError as DedupError
    from dedup.options import PROTECT as PROTECT
    from dedup.options import PROTECT_ACROSS as PROTECT_ACROSS
    from dedup.repeats.rounds import collapse as collapse
    from dedup.results.collapsed import Collapsed as Collapsed
    from dedup.results.collapsed import Comparison as Comparison
    from dedup.results.collapsed import Passage as Passage
    from dedup.results.collapsed import Removal as Removal
    from dedup.results.collapsed import Spared as Spared
    from dedup.results.documents import Deduplicated as Deduplicated
    from dedup.results.documents import RemovedDocument as RemovedDocument
    from dedup.sketching.signatures import sketch as sketch

__version__ = "0.1.0"

#: Where each public name lives; a name is imported when it is first asked for.
_HOME = {
    "collapse": "dedup.repeats.rounds",
    "compare": "dedup.api",
    "deduplicate": "dedup.api",
    "sketch": "dedup.sketching.signatures",
    "Collapsed": "dedup.results.collapsed",
    "Comparison": "dedup.results.collapsed",
    "Deduplicated": "dedup.results.documents",
    "Passage": "dedup.results.collapsed",
    "Removal": "dedup.results.collapsed",
    "RemovedDocument": "dedup.results.documents",
    "Spared": "dedup.results.collapsed",
    "DedupError": "dedup.errors",
    "PROTECT": "dedup.options",
    "PROTECT_ACROSS": "dedup.options",
}
__all__ = [
    "PROTECT",
    "PROTECT_ACROSS",
    "Collapsed",
    "Comparison",
    "DedupError",
    "Deduplicated",
    "Passage",
    "Removal",
    "RemovedDocument",
    "Spared",
    "__version__",
    "collapse",
    "compare",
    "deduplicate",
    "sketch",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
