"""`containment=`: a document that stands wholly inside a longer one goes too, with those that had gone for it."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dedup
from tests.corpus.made_up import containment_of, exchanged, jaccard_of, mixture, prose, shingle_set


def planted(seed: int, count: int = 30) -> tuple[dict[str, str], dict[str, str]]:
    """Documents, and which of them stand inside which: a part of each long one, and some that only share a part."""
    rng = Random(seed)
    docs, inside = {}, {}
    for number in range(count):
        words = prose(rng, rng.randint(300, 600)).split()
        docs[f"long{number}"] = " ".join(words)
        start = rng.randint(0, 100)
        docs[f"part{number}"] = " ".join(words[start : start + rng.randint(30, 150)])
        inside[f"part{number}"] = f"long{number}"
        docs[f"half{number}"] = " ".join(words[150:220]) + " " + prose(rng, 70)
        docs[f"edited{number}"] = exchanged(rng, " ".join(words[-100:]), 10)  # about .5 of it stands there
        docs[f"other{number}"] = prose(rng, 50)
    names = [*docs]
    rng.shuffle(names)
    return {name: docs[name] for name in names}, inside


def check(d: dedup.Deduplicated, docs: dict[str, str], jaccard: float, containment: float) -> None:
    """Each that goes is measured against one that stays, and fulfils one of the two conditions."""
    kept = set(d.kept_ids)
    assert kept.isdisjoint(removal.id for removal in d.removals)
    assert len(kept) + len(d.removals) == len(docs) == d.stats.documents
    for removal in d.removals:
        text, stays = docs[removal.id], docs[removal.kept_id]
        assert removal.kept_id in kept
        assert removal.jaccard == pytest.approx(jaccard_of(text, stays), abs=1e-12)
        assert removal.containment == pytest.approx(containment_of(text, stays), abs=1e-12)
        if removal.kind == "contained":
            assert removal.containment >= containment
        else:
            assert removal.jaccard >= jaccard
    assert d.stats.contained == sum(removal.kind == "contained" for removal in d.removals)
    assert d.stats.removed == len(d.removals)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("containment", [0.9, 1.0])
def test_parts_go_and_nothing_else(seed: int, containment: float) -> None:
    docs, inside = planted(seed)
    d = dedup.deduplicate(docs, containment=containment)
    assert {removal.id: removal.kept_id for removal in d.removals} == inside
    assert {removal.kind for removal in d.removals} == {"contained"}
    assert all(removal.containment == 1 and removal.jaccard < 0.6 for removal in d.removals)
    assert all(len(docs[removal.id]) < len(docs[removal.kept_id]) for removal in d.removals)
    assert d.stats.contained == len(inside)
    check(d, docs, 0.8, containment)


def test_without_it_parts_stay() -> None:
    docs, _ = planted(1)
    assert dedup.deduplicate(docs).removals == ()


def test_a_part_with_a_word_changed_goes_when_nine_tenths_are_enough() -> None:
    rng = Random(3)
    long = prose(rng, 400)
    part = exchanged(rng, " ".join(long.split()[100:200]), 1)  # 91 of 96 shingles
    docs = {"long": long, "part": part}
    for containment, kept in ((0.9, ("long",)), (0.94, ("long",)), (0.95, ("long", "part")), (1.0, ("long", "part"))):
        assert dedup.deduplicate(docs, containment=containment).kept_ids == kept
    (removal,) = dedup.deduplicate(docs, containment=0.9).removals
    assert (removal.kind, removal.containment) == ("contained", 91 / 96)


def test_a_chain_of_parts_goes_for_one_that_stays() -> None:
    words = prose(Random(4), 400).split()
    docs = {str(length): " ".join(words[:length]) for length in (50, 100, 200, 400)}
    d = dedup.deduplicate(docs, containment=0.9)
    assert d.kept_ids == ("400",)
    assert {removal.kept_id for removal in d.removals} == {"400"}
    check(d, docs, 0.8, 0.9)


@pytest.mark.parametrize("keep", ["fullest", "first", "last"])
def test_the_longer_one_stays_whatever_the_rule(keep: str) -> None:
    docs, inside = planted(5, 5)
    d = dedup.deduplicate(docs, containment=0.9, keep=keep)
    assert {removal.id: removal.kept_id for removal in d.removals} == inside


# -- those that had gone for it ----------------------------------------------------------------------------------------


def test_followers_that_stand_there_as_well_go_with_it() -> None:
    words = prose(Random(6), 400).split()
    docs = {
        "long": " ".join(words),
        "part": " ".join(words[100:200]),
        "same": " ".join(words[100:200]).upper(),
        "shorter": " ".join(words[100:196]),
    }
    assert dedup.deduplicate(docs).groups == (("part", "same", "shorter"),)
    d = dedup.deduplicate(docs, containment=0.9)
    assert d.groups == (("long", "part", "same", "shorter"),)
    assert {removal.kind for removal in d.removals} == {"contained"}
    check(d, docs, 0.8, 0.9)


def test_a_follower_that_does_not_stand_there_keeps_its_document() -> None:
    rng = Random(7)
    words = prose(rng, 400).split()
    part = " ".join(words[100:200])
    docs = {"long": " ".join(words), "part": part, "the like": exchanged(rng, part, 2)}  # 86 of 96 shingles
    assert containment_of(docs["the like"], docs["long"]) < 0.9
    assert dedup.deduplicate(docs, containment=0.9).groups == (("part", "the like"),)
    d = dedup.deduplicate(docs, containment=0.85)
    assert d.groups == (("long", "part", "the like"),)
    check(d, docs, 0.8, 0.85)


# -- reference documents -----------------------------------------------------------------------------------------------


def test_a_reference_inside_a_longer_document_stays() -> None:
    docs, inside = planted(8, 6)
    references = {"part0", "part3"}
    d = dedup.deduplicate(docs, containment=0.9, reference=references)
    assert {removal.id: removal.kept_id for removal in d.removals} == {
        part: long for part, long in inside.items() if part not in references
    }


def test_a_document_inside_a_reference_goes() -> None:
    docs, inside = planted(9, 6)
    d = dedup.deduplicate(docs, containment=0.9, reference=set(inside.values()))
    assert {removal.id: removal.kept_id for removal in d.removals} == inside


def test_of_references_with_the_same_words_the_keep_rule_names_the_one_that_holds_a_part() -> None:
    words = prose(Random(10), 400).split()
    long, part = " ".join(words), " ".join(words[100:200])
    docs = {"long": long, "part": part, "again": long.upper()}
    for keep, kept_id in (("first", "long"), ("last", "again")):
        d = dedup.deduplicate(docs, containment=0.9, keep=keep, reference={"long", "again"})
        assert {removal.id: removal.kept_id for removal in d.removals} == {"part": kept_id}


# -- any documents -----------------------------------------------------------------------------------------------------


def corpus(seed: int, size: int) -> dict[str, str]:
    """Documents of which each may be a part, a near copy or a joint of others."""
    rng = Random(seed)
    texts = [prose(rng, 120)]
    for _ in range(size):
        a, b = rng.choice(texts), rng.choice(texts)
        words = a.split()
        start = rng.randint(0, len(words) // 2)
        part = " ".join(words[start : start + len(words) // 2])
        texts.append(rng.choice((part, f"{a} {b}"[:1500], a, prose(rng, 40), f"{part} {prose(rng, 30)}", "one two")))
    return {str(number): text for number, text in enumerate(texts)}


@given(st.integers(0, 2**32), st.integers(0, 14), st.sampled_from((0.5, 0.8, 0.9, 1.0)))
def test_of_any_corpus_each_that_goes_stands_in_one_that_stays(seed: int, size: int, containment: float) -> None:
    docs = corpus(seed, size)
    d = dedup.deduplicate(docs, containment=containment, reference={"0"})
    check(d, docs, 0.8, containment)
    assert "0" in d.kept_ids
    for removal in d.removals:
        if removal.kind == "contained":
            assert len(shingle_set(docs[removal.id])) <= len(shingle_set(docs[removal.kept_id]))


@pytest.mark.slow
def test_it_removes_no_fewer_than_without_it() -> None:
    texts = mixture(11, families=5)
    without = {removal.id for removal in dedup.deduplicate(texts).removals}
    d = dedup.deduplicate(texts, containment=0.9)
    assert without <= {removal.id for removal in d.removals}
    check(d, dict(enumerate(texts)), 0.8, 0.9)


def test_of_texts_of_one_length_the_order_does_not_matter() -> None:
    rng = Random(8)
    words = prose(rng, 60).split()
    one = [(name, " ".join([*words[:50], *prose(rng, 10).split()])) for name in ("b", "a", "c")]
    results = [dedup.deduplicate(docs, jaccard=1, containment=0.5) for docs in (one, one[::-1])]
    assert {r.id for r in results[0].removals} == {r.id for r in results[1].removals} == {"b", "c"}


def test_what_too_many_longer_ones_hide_is_counted() -> None:
    rng = Random(9)
    small = prose(rng, 60)
    half = " ".join(small.split()[:40])
    quoting = [f"{prose(rng, 300)} {half} {prose(rng, 300)}" for _ in range(40)]
    holding = f"{prose(rng, 100)} {small} {prose(rng, 100)}"
    d = dedup.deduplicate([small, holding, *quoting], containment=0.9)
    assert d.removals == ()
    assert d.stats.unresolved == 1
    assert [r.id for r in dedup.deduplicate([small, holding, *quoting[:5]], containment=0.9).removals] == [0]


def test_short_texts_inside_longer_ones() -> None:
    sentence = "The council met on Monday to vote on the new bridge."
    docs = {"long": f"{prose(Random(12), 50)} {sentence} {prose(Random(13), 50)}", "sentence": sentence, "short": "The"}
    assert len(shingle_set(sentence)) == 7
    assert dedup.deduplicate(docs, containment=1.0).kept_ids == ("long", "short")
