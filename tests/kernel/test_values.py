"""Immutable objects are filled once, past their own `__setattr__`."""

from __future__ import annotations

import pytest

from dedup.kernel import _kernel
from dedup.repeats.rounds import FIELDS, unchanged
from dedup.results.collapsed import Collapsed


class Fixed:
    __slots__ = ("a", "b")

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(name)


def test_fields_are_set_where_setting_is_refused() -> None:
    fixed = Fixed()
    _kernel.fill(fixed, ("b", "a"), (1, "two"))
    assert (fixed.a, fixed.b) == ("two", 1)  # type: ignore[attr-defined]


@pytest.mark.parametrize("values", [(), (1,), (1, 2, 3)])
def test_each_name_needs_a_value(values: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="a value for each name"):
        _kernel.fill(Fixed(), ("a", "b"), values)


def test_a_name_the_object_lacks_is_refused() -> None:
    with pytest.raises(AttributeError):
        _kernel.fill(Fixed(), ("c",), (1,))


@pytest.mark.parametrize("truncated", [False, True])
def test_a_text_without_repeats_gives_the_result_that_its_class_makes(truncated: bool) -> None:
    made = unchanged("Nothing repeats.", truncated)
    assert made == Collapsed("Nothing repeats.", truncated=truncated)
    assert set(FIELDS) == set(Collapsed.__slots__)
    assert made.to_source(3) == 3  # every field is set
