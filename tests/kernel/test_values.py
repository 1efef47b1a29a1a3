"""Immutable objects are made without their own `__init__` and `__setattr__`."""

from __future__ import annotations

import pytest

from dedup.kernel import _kernel
from dedup.repeats.rounds import SLOTS, unchanged
from dedup.results.collapsed import Collapsed


class Fixed:
    __slots__ = ("a", "b")
    a: int
    b: str

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(name)


SLOTS_OF_FIXED = (Fixed.__dict__["b"], Fixed.__dict__["a"])


def test_slots_are_set_where_setting_is_refused() -> None:
    fixed = _kernel.make(Fixed, SLOTS_OF_FIXED, ("two", 1))
    assert type(fixed) is Fixed
    assert (fixed.a, fixed.b) == (1, "two")


@pytest.mark.parametrize("values", [(), (1,), (1, 2, 3)])
def test_each_slot_needs_a_value(values: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="a value for each slot"):
        _kernel.make(Fixed, SLOTS_OF_FIXED, values)


@pytest.mark.parametrize("slot", ["a", len, Collapsed.__dict__["text"]])
def test_what_is_no_slot_of_the_class_is_refused(slot: object) -> None:
    with pytest.raises(TypeError):
        _kernel.make(Fixed, (slot,), (1,))


@pytest.mark.parametrize("truncated", [False, True])
def test_a_text_without_repeats_gives_the_result_that_its_class_makes(truncated: bool) -> None:
    made = unchanged("Nothing repeats.", truncated)
    assert made == Collapsed("Nothing repeats.", truncated=truncated)
    assert {slot.__name__ for slot in SLOTS} == set(Collapsed.__slots__)
    assert made.to_source(3) == 3  # every field is set
