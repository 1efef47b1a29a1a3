"""The base of all results: immutable values that can be saved and read back."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dedup.errors import ReportError, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar, dataclass_transform

    T = TypeVar("T")
else:

    def dataclass_transform(**options):
        """Does nothing at run time; type checkers learn that fields cannot be set."""
        return lambda made: made


#: The version of the saved form of results; any other is refused.
FORMAT = 1


@dataclass_transform(frozen_default=True)
class Result:
    """An immutable value, compared, hashed and pickled by its fields."""

    __slots__ = ()

    def _key(self) -> tuple[Any, ...]:
        """The arguments that make an equal value."""
        raise TypeError(f"{type(self).__name__} has no fields")

    def _repr_html_(self) -> str | None:
        """The result as notebooks show it; None without jinja2 (extra `report`), so that they show its `repr`."""
        from dedup.report.html.notebook import piece_about

        return piece_about(self)

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
    """An id for JSON: a numpy number becomes a Python one."""
    return name.item() if type(name).__module__ == "numpy" else name


def from_saved(saved: Mapping[str, Any], read: Callable[[Mapping[str, Any]], T]) -> T:
    """Reads a saved result; raises `ReportError`, which says what is wrong, for any other mapping."""
    if saved.get("format") != FORMAT:
        raise ReportError(f"a result of format {shown(saved.get('format'))} cannot be read: expected {FORMAT}")
    try:
        return read(saved)
    except (KeyError, TypeError) as error:
        raise ReportError(f"not a saved result: {error!r}") from error
