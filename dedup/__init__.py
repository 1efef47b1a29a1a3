"""Finds repeated text, exact or slightly changed, and returns spans and the text with one copy left.

>>> import dedup
>>> dedup.collapse("").text
''
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dedup.deduplicated import Deduplicated as Deduplicated
    from dedup.deduplicated import RemovedDocument as RemovedDocument
    from dedup.errors import DedupError as DedupError
    from dedup.options import PROTECT as PROTECT
    from dedup.options import PROTECT_ACROSS as PROTECT_ACROSS
    from dedup.results import Collapsed as Collapsed
    from dedup.results import Comparison as Comparison
    from dedup.results import Passage as Passage
    from dedup.results import Removal as Removal
    from dedup.results import Spared as Spared
    from dedup.sketching.signatures import sketch as sketch
    from dedup.verbs.across import deduplicate as deduplicate
    from dedup.verbs.between import compare as compare
    from dedup.verbs.inside import collapse as collapse

__version__ = "0.1.0"

#: Where each public name lives; a name is imported when it is first asked for.
_HOME = {
    "collapse": "dedup.verbs.inside",
    "compare": "dedup.verbs.between",
    "deduplicate": "dedup.verbs.across",
    "sketch": "dedup.sketching.signatures",
    "Collapsed": "dedup.results",
    "Comparison": "dedup.results",
    "Deduplicated": "dedup.deduplicated",
    "Passage": "dedup.results",
    "Removal": "dedup.results",
    "RemovedDocument": "dedup.deduplicated",
    "Spared": "dedup.results",
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
