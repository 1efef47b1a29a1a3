"""What to write instead of an option that a verb does not have."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from dedup.errors import UnknownOptionError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, ParamSpec, TypeVar

    P = ParamSpec("P")
    R = TypeVar("R")

#: What others call our options.
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

#: What the option `unit` of `deduplicate` chose between before there were two functions; it still does, with a warning.
BY_UNIT = {"document": "deduplicate", "block": "deduplicate_blocks"}

#: The options of each verb, and the verb.
_OPTIONS: dict[str, tuple[str, ...]] = {}
_VERBS: dict[str, Any] = {}


def with_hints(verb: Callable[P, R]) -> Callable[P, R]:
    """The verb, which names what to write instead when it is given an option that it does not have."""
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
    """What `deduplicate` returned with this unit."""
    from warnings import warn

    warn(f"unit={unit!r} is no option any more: call {BY_UNIT[unit]}", DeprecationWarning, stacklevel=3)
    return _VERBS[BY_UNIT[unit]](*args, **options)


def hint(name: str, verb: str) -> str:
    """What to write instead of an option `name` of `verb`."""
    if name == "unit":
        return "for blocks call deduplicate_blocks"
    if INSTEAD.get(name) in _OPTIONS[verb]:
        return f"write {INSTEAD[name]}="
    for other, options in _OPTIONS.items():
        if name in options:
            return f"it is one of {other}"
    return f"it has {', '.join(_OPTIONS[verb][1:])}"
