"""Promises 1 to 3 at both ends of every option's range."""

from __future__ import annotations

from math import nextafter
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

import dedup
from tests.promises.planted import planted

MOST = 2**31 - 1
MIN_LETTERS = st.sampled_from((1, 2, 20, 60, 10**6, 162_689_455, 162_689_456, 2**30, MOST))
IDENTITY = st.sampled_from((5e-324, 1e-9, 0.5, 0.8, nextafter(1, 0), 1))
PROTECT = st.sampled_from([frozenset[str](), dedup.PROTECT, *(frozenset({reason}) for reason in sorted(dedup.PROTECT))])
KEEP = st.sampled_from(("fullest", "first", "last", len, str.isupper))

#: The end of a block overlaps the next, so that runs of words join in several ways.
BLOCK = "one two three four five six seven eight"
THRICE = f"{BLOCK}. " + ". ".join([f"{BLOCK} nine"] * 3)
TEXT = st.one_of(
    planted().map(lambda document: document.text),
    st.builds(
        lambda words, ends: " ".join(f"{' '.join(words)}{end}" for end in ends),
        st.lists(st.sampled_from([*BLOCK.split(), "12", "漢字", "Ｗide"]), min_size=1, max_size=30),
        st.lists(st.sampled_from((".", ".\n\n", " nine.", "\n", "")), min_size=3, max_size=6),
    ),
)


@given(text=TEXT, identity=IDENTITY, min_letters=MIN_LETTERS, keep=KEEP, protect=PROTECT)
@example(THRICE, 0.8, 163_000_000, "fullest", dedup.PROTECT).via("a bound that did not fit 32 bits")
def test_collapse(text: str, identity: float, min_letters: int, keep: Any, protect: frozenset[str]) -> None:
    collapsed = dedup.collapse(text, identity, min_letters, keep, protect)
    assert collapsed.restore() == text
    for removal in collapsed.removals:
        assert removal.kept
        assert text[slice(*removal.kept)] in collapsed.text
        assert removal.identity >= identity


@given(text=TEXT, other=TEXT, identity=IDENTITY, min_letters=MIN_LETTERS)
def test_compare(text: str, other: str, identity: float, min_letters: int) -> None:
    compared = dedup.compare(text, other, identity, min_letters)
    assert dedup.compare(text, text, identity, min_letters).jaccard == 1
    for passage in compared.passages:
        assert 0 <= passage.a.start < passage.a.stop <= len(text)
        assert 0 <= passage.b.start < passage.b.stop <= len(other)
        assert passage.identity >= identity


@given(
    texts=st.lists(TEXT, max_size=4),
    jaccard=st.sampled_from((0.5, nextafter(1, 0), 1)),
    containment=st.sampled_from((None, 0.5, 1)),
    keep=KEEP,
    jobs=st.sampled_from((1, MOST)),
)
def test_documents(texts: list[str], jaccard: float, containment: float | None, keep: Any, jobs: int) -> None:
    found = dedup.deduplicate(texts, jaccard, keep=keep, containment=containment, jobs=jobs)
    assert {*found.kept_ids} | {removal.id for removal in found.removals} == {*range(len(texts))}
    assert all(removal.kept_id in found.kept_ids for removal in found.removals)


@given(
    texts=st.lists(TEXT, max_size=4),
    identity=IDENTITY,
    min_letters=MIN_LETTERS,
    protect=PROTECT,
    copies=st.sampled_from((0, 1)),
    min_documents=st.sampled_from((2, MOST)),
    mask_digits=st.booleans(),
)
@example(
    texts=[THRICE, f"{THRICE} ten"],
    identity=0.9,
    min_letters=163_000_000,
    protect=dedup.PROTECT,
    copies=1,
    min_documents=2,
    mask_digits=False,
).via("a bound that did not fit 32 bits")
def test_blocks(texts: list[str], **options: Any) -> None:
    for removal in dedup.deduplicate_blocks(texts, **options).removals:
        assert removal.text == texts[removal.id][slice(*removal.removed)]
        assert removal.identity >= options["identity"]
