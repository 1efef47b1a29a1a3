from __future__ import annotations

from collections.abc import Iterator

import pytest

from dedup.kernel._kernel import Repeats
from dedup.options import CollapseOptions
from dedup.repeats.candidates import Choice
from dedup.repeats.choice import choose
from dedup.results.collapsed import Spared
from tests.oracle.decision import choice as oracle


@pytest.fixture(scope="module")
def decided_twice() -> Iterator[None]:
    """Compares each decision of `collapse` with that of the rules as the oracle defines them."""

    def choose_twice(text: str, repeats: Repeats, options: CollapseOptions) -> tuple[list[Choice], list[Spared]]:
        decided = choose(text, repeats, options)
        assert decided == oracle.choose(text, repeats, options)
        return decided

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dedup.repeats.rounds.choose", choose_twice)
        yield
