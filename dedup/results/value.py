"""What all results have in common: they never change, and they can be saved and read again."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dedup.errors import ReportError, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar, dataclass_transform

    T = TypeVar("T")
else:

    def dataclass_transform(**options):
        """Nothing: it tells type checkers that fields cannot be set."""
        return lambda made: made


#: Number of the saved form of a result; a reader refuses any other.
FORMAT = 1


@dataclass_transform(frozen_default=True)
class Result:
    """A value that never changes: equal, hashed and pickled by its fields."""

    __slots__ = ()

    def _key(self) -> tuple[Any, ...]:
        """The fields, in the order in which the class takes them."""
        raise TypeError(f"{type(self).__name__} has no fields")

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable: {name} cannot be set")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable: {name} cannot be deleted")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Result) and type(self) is type(other) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self._key()


def plain(name: Any) -> Any:
    """An id as JSON can have it: a number of numpy as Python's."""
    return name.item() if type(name).__module__ == "numpy" else name


def from_saved(saved: Mapping[str, Any], read: Callable[[Mapping[str, Any]], T]) -> T:
    """The result that `read` makes of a saved one; raises `ReportError` naming what is wrong with another mapping."""
    if saved.get("format") != FORMAT:
        raise ReportError(f"a result of format {shown(saved.get('format'))} cannot be read: expected {FORMAT}")
    try:
        return read(saved)
    except (KeyError, TypeError) as error:
        raise ReportError(f"not a saved result: {error!r}") from error
