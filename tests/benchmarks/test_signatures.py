"""The indexes of datasketch with two kinds of signatures: what is counted."""

from __future__ import annotations

from random import Random

import pytest

from benchmarks.signatures import WAYS, index_with, main, measured, ours, proposed, table, theirs
from tests.corpus.made_up import exchanged, prose


def test_all_ways_find_the_copies() -> None:
    rng = Random(1)
    texts = [prose(rng, 200) for _ in range(20)]
    texts += [exchanged(rng, text, 1) for text in texts[:10]]
    rows = measured(texts, rounds=1)
    assert [(row.maker, row.bands) for row in rows] == [way[:2] for way in WAYS]
    assert {row.recall for row in rows if row.bands == "lsh_params"} == {1.0}
    assert all(0.9 <= row.recall <= 1 and 0 < row.candidates <= 1 for row in rows)
    assert rows[0].faster == 1
    assert [line[:2] for line in table(rows)[1:]] == [[*way[:2]] for way in WAYS]


@pytest.mark.parametrize("signatures", [ours, theirs])
def test_a_pair_is_proposed_once_in_its_order(signatures: object) -> None:
    assert callable(signatures)
    texts = ["one and the same text for both", "another one, of other words", "one and the same text for both"]
    assert proposed(index_with("lsh_params"), list(signatures(texts))) == [(0, 2)]


def test_a_misspelt_option_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--sizes", "1"])
    assert "--sizes" in capsys.readouterr().err
