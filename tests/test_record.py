"""Our `NamedTuple` is that of `typing` in all that we use of it."""

from __future__ import annotations

import pickle
import typing

import pytest

from dedup import record


class Point(record.NamedTuple):
    """A place."""

    x: int
    y: int = 2

    @property
    def far(self) -> int:
        """How far off it is."""
        return self.x + self.y

    def moved(self, by: int) -> Point:
        """Another place."""
        return self._replace(x=self.x + by)


class Typed(typing.NamedTuple):
    """A place."""

    x: int
    y: int = 2


def test_it_is_a_tuple_with_names() -> None:
    assert Point(1) == (1, 2) == Typed(1)
    assert Point(y=4, x=3)._asdict() == {"x": 3, "y": 4}
    assert repr(Point(1)) == "Point(x=1, y=2)"
    assert (Point._fields, Point._field_defaults) == (Typed._fields, Typed._field_defaults)
    assert (Point.__doc__, Point.__module__, Point.__qualname__) == ("A place.", __name__, "Point")
    assert pickle.loads(pickle.dumps(Point(5))) == Point(5)


def test_it_has_the_methods_that_stand_in_it() -> None:
    assert (Point(1).far, Point(1).moved(2)) == (3, Point(3))
    assert type(Point(1).moved(2)) is Point


def test_it_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        Point(1).x = 2
    with pytest.raises(AttributeError):
        Point(1).z = 2  # type: ignore[attr-defined]
    with pytest.raises(TypeError):
        Point()
