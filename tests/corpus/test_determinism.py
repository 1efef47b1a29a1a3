"""`deduplicate` says the same whatever the threads, the batches, the hash seed, and the order where that is no rule."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dedup
from dedup.corpus.source import memory
from tests.corpus.made_up import exchanged, mixture, recased, small_corpora
from tests.corpus.pages import FOOTER, WIRE, article, site

pytestmark = pytest.mark.slow

QUESTIONS: tuple[Callable[..., Any], ...] = (
    dedup.deduplicate,
    partial(dedup.deduplicate, jaccard=0.6, keep="last", containment=0.9),
    partial(dedup.deduplicate, keep=len, reference=[3, 30]),
    dedup.deduplicate_blocks,
    partial(dedup.deduplicate_blocks, copies=0, min_documents=3, reference=[3]),
)


def documents() -> list[str]:
    """Documents that are alike, and some that hold others or share blocks with them."""
    rng = Random(5)
    texts = mixture(5, families=4)
    texts += site(6, 8)
    texts += [f"{article(rng, 2)}\n\n{exchanged(rng, WIRE, 1)}\n\n{article(rng, 1)}" for _ in range(5)]
    texts += [f"{texts[place]}\n\n{article(rng)}" for place in range(0, 40, 5)]
    return texts


def results(texts: Sequence[str], **options: Any) -> list[Any]:
    return [question(texts, **options) for question in QUESTIONS]


def digest_of_results() -> str:
    digest = hashlib.sha256()
    for d in results(documents()):
        digest.update(json.dumps(d.to_dict()).encode())
    return digest.hexdigest()


def test_every_kind_of_removal_is_among_the_results() -> None:
    documents_, contained, _, blocks, boilerplate = results(documents())
    assert {removal.kind for removal in documents_.removals} == {"exact", "same_words", "near"}
    assert contained.stats.contained > 0
    assert any(FOOTER in removal.text for removal in blocks.removals)
    assert {removal.kind for removal in blocks.removals} == {"exact", "same_words", "near"}
    assert all(removal.kept is None for removal in boilerplate.removals)
    assert len(boilerplate.removals) > 0


def test_the_number_of_threads_does_not_matter() -> None:
    texts = documents()
    alone = results(texts)
    assert results(texts, jobs=2) == alone
    assert results(texts, jobs=3) == alone
    assert results(texts, jobs=3) == alone


@pytest.mark.parametrize("form", [list, iter])
def test_the_size_of_batches_does_not_matter(monkeypatch: pytest.MonkeyPatch, form: Callable[[list[str]], Any]) -> None:
    texts = documents()
    found = []
    for size in (1, 7, 10_000):
        monkeypatch.setattr(memory, "BATCH_TEXTS", size)
        found.append([question(form(texts), jobs=2) for question in QUESTIONS])
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize("characters", [1, 1000])
def test_a_batch_ends_early_when_its_texts_are_long(monkeypatch: pytest.MonkeyPatch, characters: int) -> None:
    texts = documents()
    expected = results(texts)
    monkeypatch.setattr(memory, "BATCH_CHARACTERS", characters)
    assert results(texts) == expected
    assert [question(iter(texts)) for question in QUESTIONS] == expected


@pytest.mark.parametrize("seed", ["0", "1"])
def test_another_process_with_another_hash_seed_says_the_same(seed: str) -> None:
    program = "from tests.corpus.test_determinism import digest_of_results; print(digest_of_results())"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.stdout.strip() == digest_of_results(), done.stderr


# -- the order of the documents ----------------------------------------------------------------------------------------


def first_letters(text: str) -> str:
    """A sort key with many ties."""
    return text[:1].lower()


@pytest.mark.parametrize("keep", ["fullest", len, first_letters])
@pytest.mark.parametrize("name_of", [int, str])
@pytest.mark.parametrize("containment", [None, 0.9])
def test_the_order_of_the_documents_does_not_matter(
    keep: str | Callable[[str], Any], name_of: type, containment: float | None
) -> None:
    docs = [(name_of(number), text) for number, text in enumerate(documents())]
    options: dict[str, Any] = {"keep": keep, "containment": containment, "reference": [name_of(9)]}
    expected = sorted(dedup.deduplicate(docs, **options).removals)
    assert len(expected) > 20
    for seed in range(3):
        Random(seed).shuffle(docs)
        assert sorted(dedup.deduplicate(docs, **options).removals) == expected


@given(small_corpora(), st.randoms(use_true_random=False))
def test_the_order_of_any_small_corpus_does_not_matter(texts: list[str], rng: Random) -> None:
    docs = [*enumerate([*texts, *(recased(rng, text) for text in texts[::2])])]
    shuffled = rng.sample(docs, len(docs))
    for keep in ("fullest", first_letters):
        assert gone(docs, keep) == gone(shuffled, keep)


def gone(docs: list[tuple[int, str]], keep: str | Callable[[str], Any]) -> set[object]:
    return {removal.id for removal in dedup.deduplicate(docs, keep=keep).removals}


@pytest.mark.parametrize(("keep", "kept"), [("first", ("c",)), ("last", ("b",))])
def test_first_and_last_do_depend_on_it(keep: str, kept: tuple[str, ...]) -> None:
    docs = [("c", WIRE), ("a", WIRE), ("b", WIRE)]
    assert dedup.deduplicate(docs, keep=keep).kept_ids == kept
    assert dedup.deduplicate(docs[::-1], keep=keep).kept_ids != kept
