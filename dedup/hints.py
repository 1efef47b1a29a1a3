"""Suggestions for misspelt options."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from dedup.errors import UnknownOptionError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, ParamSpec, TypeVar

    P = ParamSpec("P")
    R = TypeVar("R")

#: What other libraries call our options.
INSTEAD = {
    "threshold": "jaccard",
    "similarity": "jaccard",
    "similarity_threshold": "jaccard",
    "column": "text",
    "text_column": "text",
    "text_field": "text",
    "key": "text",
    "id_column": "id",
    "id_field": "id",
    "ids": "id",
    "references": "reference",
    "n_jobs": "jobs",
    "num_proc": "jobs",
    "num_workers": "jobs",
    "threads": "jobs",
    "workers": "jobs",
}

#: The function for each value of the old option `unit` of `deduplicate`, which still works, with a warning.
BY_UNIT = {"document": "deduplicate", "block": "deduplicate_blocks"}

#: The options of each function, and the function itself, by name.
_OPTIONS: dict[str, tuple[str, ...]] = {}
_VERBS: dict[str, Any] = {}


def with_hints(verb: Callable[P, R]) -> Callable[P, R]:
    """Decorates a function: for an option that it lacks, the error says what to write instead."""
    code = verb.__code__
    own = _OPTIONS[verb.__name__] = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]

    @wraps(verb)
    def checked(*args: P.args, **options: P.kwargs) -> R:
        if options.get("unit") in BY_UNIT:
            result: R = moved(str(options.pop("unit")), *args, **options)
            return result
        for name in options:
            if name not in own:
                raise UnknownOptionError(f"{verb.__name__} has no option {name}: {hint(name, verb.__name__)}")
        return verb(*args, **options)

    _VERBS[verb.__name__] = checked
    return checked


def moved(unit: str, *args: Any, **options: Any) -> Any:
    """Calls the function that `deduplicate` called for a unit."""
    from warnings import warn

    warn(f"unit={unit!r} is no option any more: call {BY_UNIT[unit]}", DeprecationWarning, stacklevel=3)
    return _VERBS[BY_UNIT[unit]](*args, **options)


def hint(name: str, verb: str) -> str:
    """What to write instead of the option `name` of the function `verb`."""
    if name == "unit":
        return "for blocks call deduplicate_blocks"
    if INSTEAD.get(name) in _OPTIONS[verb]:
        return f"write {INSTEAD[name]}="
    for other, options in _OPTIONS.items():
        if name in options:
            return f"it is one of {other}"
    return f"it has {', '.join(_OPTIONS[verb][1:])}"
