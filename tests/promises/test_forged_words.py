"""Promise 4, against an adversary: words that share a hash are not the same words, whoever wrote them."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

import dedup
from dedup.kernel import _kernel
from tests.forged import TWINS, VICTIM, forge

POISON = forge(VICTIM)
KEEP = ("fullest", "first", "last")


@pytest.fixture
def known_key() -> Iterator[None]:
    """The adversary knows the key: what is left to compare is letters."""
    _kernel.set_key(None)
    yield
    _kernel.set_key(os.urandom(16))


def hashes(text: str) -> list[int]:
    return [word[2] for word in _kernel.words(text)]


def test_the_forged_words_have_the_public_hashes() -> None:
    assert [hashes(twin) for twin in TWINS.values()] == [hashes(word) for word in TWINS]
    assert hashes(POISON) == hashes(VICTIM)
    assert dedup.sketch([POISON]).tolist() == dedup.sketch([VICTIM]).tolist()


@pytest.mark.parametrize("keep", KEEP)
@pytest.mark.parametrize("protect", [dedup.PROTECT, ()])
def test_a_forged_copy_removes_nothing_in_one_text(keep: str, protect: frozenset[str]) -> None:
    for text in (f"{POISON}\n\n{VICTIM}", f"{VICTIM}\n\n{POISON}"):
        assert dedup.collapse(text, keep=keep, protect=protect).removals == ()


@pytest.mark.usefixtures("known_key")
@pytest.mark.parametrize("keep", KEEP)
@pytest.mark.parametrize("protect", [dedup.PROTECT, ()])
def test_letters_are_compared_even_where_the_key_is_known(keep: str, protect: frozenset[str]) -> None:
    for text in (f"{POISON}\n\n{VICTIM}", f"{VICTIM}\n\n{POISON}", f"{VICTIM} {POISON} {VICTIM}"):
        collapsed = dedup.collapse(text, keep=keep, protect=protect)
        assert POISON in collapsed.text
        assert VICTIM in collapsed.text


@pytest.mark.usefixtures("known_key")
def test_half_a_forged_copy_is_as_alike_as_its_letters() -> None:
    cut = VICTIM.index("Divers")
    half = forge(VICTIM[:cut]) + " " + VICTIM[cut:]
    collapsed = dedup.collapse(f"{half}\n\nAdvertisement\n\n{VICTIM}", protect=())
    assert [removal.kind for removal in collapsed.removals] == ["exact"]
    assert collapsed.removals[0].text.strip() in VICTIM[cut:]


@pytest.mark.usefixtures("known_key")
def test_no_passage_is_made_of_forged_words() -> None:
    assert dedup.compare(POISON, VICTIM).passages == ()


def test_forged_texts_are_not_alike() -> None:
    found = dedup.compare(POISON, VICTIM)
    assert (found.jaccard, found.a_in_b, found.b_in_a, found.passages) == (0.0, 0.0, 0.0, ())
    few = "stays in Lindholm"
    assert dedup.compare(forge(few), few).jaccard == 0.0  # too few words for a shingle: all of them are compared


@pytest.mark.parametrize("containment", [None, 0.8])
@pytest.mark.parametrize("more", ["", " More about it tomorrow."])
def test_a_forged_document_removes_none(more: str, containment: float | None) -> None:
    documents = {"a": POISON + more, "b": VICTIM}
    for keep in KEEP:
        assert dedup.deduplicate(documents, keep=keep, containment=containment).removals == ()


def test_true_copies_go_though_forged_ones_stand_among_them() -> None:
    documents = {"a": POISON, "b": VICTIM, "c": POISON.upper(), "d": VICTIM.upper(), "e": VICTIM}
    removals = dedup.deduplicate(documents, keep="first").removals
    assert [(removal.id, removal.kept_id, removal.kind) for removal in removals] == [
        ("c", "a", "same_words"),
        ("d", "b", "same_words"),
        ("e", "b", "exact"),
    ]


def test_a_forged_block_removes_none() -> None:
    documents = {"a": f"Home page.\n\n{POISON}\n\nImprint", "b": f"News.\n\n{VICTIM}\n\nContact"}
    assert dedup.deduplicate_blocks(documents).removals == ()
