"""Signatures as MinHash objects: the indexes of datasketch find what `deduplicate` finds, and schemes do not mix."""

from __future__ import annotations

import pickle
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from datasketch import LeanMinHash, MinHash, MinHashLSH, MinHashLSHEnsemble, MinHashLSHForest, bBitMinHash
from hypothesis import given
from hypothesis import strategies as st

import dedup
from dedup.errors import ArgumentTypeError, IndexMismatchError, OptionError
from dedup.integrations import datasketch as exchange
from dedup.integrations.datasketch import (
    Signature,
    checked_store,
    lsh_params,
    minhashes,
    shingle_counts,
)
from tests.corpus.made_up import (
    containment_of,
    exchanged,
    jaccard_of,
    mixture,
    prose,
    shingle_set,
    small_corpora,
    word_count,
)
from tests.integrations import redis_server

TEXT = "The council met on Monday to vote on the new bridge. It will open to traffic in the spring."
OTHER = "Divers found a crack in the second pillar, and the engineers of the county want to see how deep it goes."


def ordinary(text: str) -> MinHash:
    """What users of datasketch make of the words of a text."""
    minhash = MinHash()
    minhash.update_batch([word.encode() for word in text.split()])
    return minhash


def of(*texts: str) -> list[Any]:
    return minhashes(texts)


def another_scheme(signature: Signature) -> Signature:
    """The signature as a version with another fold table would send it."""
    make, (_, slots) = signature.__reduce__()[:2]
    return make("dedup-1-words-5-fold-00000000", slots)


# -- one signature -----------------------------------------------------------------------------------------------------


@given(small_corpora())
def test_signatures_are_those_of_sketch(texts: list[str]) -> None:
    rows = dedup.sketch(texts)
    for text, row, signature in zip(texts, rows, minhashes(texts)):
        if signature:
            assert signature.digest().tolist() == row.tolist() == Signature(row).digest().tolist()
            assert len(signature) == signature.num_perm == 128
        assert bool(signature) == bool(word_count(text))


@given(small_corpora(), st.randoms(use_true_random=False))
def test_merging_signatures_joins_the_sets(texts: list[str], rng: Random) -> None:
    with_words = [text for text in texts if word_count(text) >= 5]
    chosen = rng.sample(with_words, min(len(with_words), 4))
    if chosen:
        union = Signature.union(*of(*chosen))
        estimates = [union.jaccard(signature) for signature in of(*texts) if signature]
        parts = set().union(*map(shingle_set, chosen))
        shares = [len(shingle_set(text) & parts) / len(shingle_set(text) | parts) for text in texts if word_count(text)]
        assert np.allclose(estimates, shares, atol=6 * (0.25 / 128) ** 0.5)


def test_a_text_in_two_parts_that_overlap_has_the_union_of_their_signatures() -> None:
    words = prose(Random(1), 300).split()
    first, second, both = of(" ".join(words[:150]), " ".join(words[146:]), " ".join(words))
    assert Signature.union(first, second) == both
    before = first.copy()
    first.merge(second)
    assert first == both != before


def test_a_signature_does_not_share_memory_with_what_it_was_made_of() -> None:
    rows = dedup.sketch([TEXT])
    signature = Signature(rows[0])
    rows[:] = 0
    assert signature == of(TEXT)[0] != Signature(rows[0])


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_pickling_keeps_numbers_and_scheme(protocol: int) -> None:
    for signature in (of(TEXT)[0], another_scheme(of(TEXT)[0])):
        again = pickle.loads(pickle.dumps(signature, protocol))
        assert again == signature
        assert (again.scheme, repr(again)) == (signature.scheme, repr(signature))
        assert len(pickle.dumps(again)) < 700


def test_texts_without_words_have_no_signature() -> None:
    texts = ["", " \n", "***", "★ ★", TEXT]
    assert [bool(signature) for signature in minhashes(texts)] == [False] * 4 + [True]
    assert shingle_counts(texts)[:4] == [0] * 4
    for row in dedup.sketch(texts[:4]):
        with pytest.raises(OptionError, match="row must be the signature of a text that has words"):
            Signature(row)


@given(small_corpora())
def test_shingle_counts_are_the_sizes_of_the_sets(texts: list[str]) -> None:
    assert shingle_counts(texts) == [len(shingle_set(text)) if word_count(text) else 0 for text in texts]


@pytest.mark.parametrize(
    "row", [[1] * 128, np.zeros(64, np.uint32), np.zeros(128, np.uint64), np.zeros((2, 128)), None]
)
def test_other_numbers_are_refused(row: Any) -> None:
    with pytest.raises(OptionError, match=r"row must be a row of dedup\.sketch: 128 numbers, uint32, not"):
        Signature(row)


@pytest.mark.parametrize("texts", [TEXT, [TEXT, None], [b"bytes"], 5])
@pytest.mark.parametrize("function", [minhashes, shingle_counts])
def test_what_is_no_text_is_refused(function: Callable[[Any], Any], texts: Any) -> None:
    with pytest.raises(ArgumentTypeError, match="texts"):
        function(texts)


def test_columns_are_texts() -> None:
    import pandas as pd
    import pyarrow as pa

    assert minhashes(pd.Series([TEXT])) == minhashes(pa.array([TEXT])) == of(TEXT)


@pytest.mark.parametrize(
    "refused",
    [
        lambda signature: signature.update(b"word"),
        lambda signature: signature.update_batch([b"word"]),
        lambda signature: signature.clear(),
        lambda signature: signature.count(),
        lambda signature: Signature.bulk([[b"word"]]),
        lambda signature: hash(signature),
    ],
)
def test_what_only_a_minhash_can_do_is_refused(refused: Callable[[Signature], object]) -> None:
    (signature,) = of(TEXT)
    with pytest.raises(TypeError):
        refused(signature)
    assert signature == of(TEXT)[0]
    assert not signature.is_empty()


def test_a_union_of_nothing_is_refused() -> None:
    with pytest.raises(OptionError, match="signatures must be one or more signatures"):
        Signature.union()


# -- schemes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("other", [ordinary(TEXT), another_scheme(of(TEXT)[0])], ids=["MinHash", "other fold table"])
@pytest.mark.parametrize(
    "mix",
    [
        lambda a, b: a.jaccard(b),
        lambda a, b: a.merge(b),
        lambda a, b: type(a).union(a, b),
        lambda a, b: of_index(MinHashLSH(), a).insert("b", b),
        lambda a, b: of_index(MinHashLSH(), a).query(b),
        lambda a, b: of_forest(a).add("b", b),
        lambda a, b: of_forest(a).query(b, 1),
        lambda a, b: [*of_ensemble(a).query(b, 20)],
    ],
)
def test_schemes_do_not_mix(mix: Callable[[Any, Any], object], other: Any) -> None:
    (signature,) = of(TEXT)
    assert signature != other
    for a, b in ((signature, other), (other, signature)):
        with pytest.raises(ValueError, match="scheme"):
            mix(a, b)


@pytest.mark.parametrize("make", [LeanMinHash, bBitMinHash])
def test_what_would_forget_the_scheme_is_refused(make: Callable[[Any], object]) -> None:
    with pytest.raises(ValueError, match="scheme must be one of"):
        make(of(TEXT)[0])


@pytest.mark.parametrize("width", [64, 256])
def test_an_index_of_another_width_is_refused(width: int) -> None:
    with pytest.raises(ValueError, match=f"Expecting minhash with length {width}, got 128"):
        MinHashLSH(num_perm=width).insert("a", of(TEXT)[0])


def of_index(index: MinHashLSH, minhash: MinHash) -> MinHashLSH:
    index.insert("a", minhash)
    return index


def of_forest(*signatures: MinHash | None) -> MinHashLSHForest:
    forest = MinHashLSHForest()
    for place, signature in enumerate(signatures):
        if signature:
            forest.add(place, signature)
    forest.index()
    return forest


def of_ensemble(minhash: MinHash) -> MinHashLSHEnsemble:
    ensemble = MinHashLSHEnsemble(num_part=1, m=2)
    ensemble.index([("a", minhash, 20)])
    return ensemble


# -- indexes -----------------------------------------------------------------------------------------------------------


def pairs_in(texts: Sequence[str], jaccard: float) -> set[tuple[int, int]]:
    """The pairs of texts with words that have at least that Jaccard index, by definition."""
    with_words = [place for place, text in enumerate(texts) if word_count(text)]
    return {(a, b) for a, b in combinations(with_words, 2) if jaccard_of(texts[a], texts[b]) >= jaccard}


def candidates(index: MinHashLSH, texts: Sequence[str]) -> set[tuple[int, int]]:
    """The pairs that an index proposes; each text is looked up, and then added."""
    found = set()
    for place, signature in enumerate(minhashes(texts)):
        if signature:
            found |= {(other, place) for other in index.query(signature)}
            index.insert(place, signature)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("jaccard", [0.6, 0.8, 0.9])
def test_an_index_finds_every_pair_that_deduplicate_removes(seed: int, jaccard: float) -> None:
    texts = mixture(seed)
    found = candidates(MinHashLSH(params=lsh_params(jaccard)), texts)
    assert pairs_in(texts, jaccard) <= found
    removed = dedup.deduplicate(texts, jaccard, protect=()).removals
    assert len(removed) > 10
    for removal in removed:
        pair = (removal.id, removal.kept_id)
        assert pair in found or pair[::-1] in found or not word_count(texts[pair[0]])


def test_an_index_of_datasketch_finds_what_our_own_finds() -> None:
    texts = mixture(9)
    lsh = MinHashLSH(params=lsh_params(0.8))
    seen_before = 0
    with dedup.Index(jaccard=0.8, protect=()) as index:
        for place, (text, signature) in enumerate(zip(texts, minhashes(texts))):
            seen = index.query(text)
            if seen and signature:
                assert seen.id in lsh.query(signature)
                seen_before += 1
            if signature:
                lsh.insert(place, signature)
            index.add(place, text)
    assert seen_before > 10


@pytest.mark.slow
def test_the_bands_of_datasketch_itself_miss_pairs() -> None:
    # Which is why there is `lsh_params`.
    rng = Random(3)
    bases = [prose(rng, 180) for _ in range(100)]
    copies = [exchanged(rng, base, 3) for base in bases]
    pairs = {(place, 100 + place) for place in range(100) if 0.8 < jaccard_of(bases[place], copies[place]) < 0.86}
    ours, theirs = (
        candidates(index, bases + copies) for index in (MinHashLSH(params=lsh_params(0.8)), MinHashLSH(0.8))
    )
    assert len(pairs) == 100
    assert len(pairs & ours) >= 99
    assert len(pairs & theirs) < 95


def test_bands_are_refused_out_of_range() -> None:
    assert [lsh_params(0.5), lsh_params(), lsh_params(1)] == [(42, 3), (25, 5), (21, 6)]
    for wrong in (0.4, 1.1, True):
        with pytest.raises((OptionError, ArgumentTypeError), match="jaccard must be a number"):
            lsh_params(wrong)


def test_a_forest_gives_the_most_similar_documents() -> None:
    rng = Random(5)
    base = prose(rng, 200)
    versions = [exchanged(rng, base, edits) for edits in (1, 4, 10)]
    forest = of_forest(*of(*(prose(rng, 200) for _ in range(50)), *versions))
    assert {*forest.query(of(base)[0], 3)} == {50, 51, 52}
    assert forest.query(of(base)[0], 1) == [50]
    assert (forest.get_minhash_hashvalues(50) == of(versions[0])[0].digest()).all()


def test_an_ensemble_finds_the_documents_that_hold_a_text() -> None:
    rng = Random(7)
    passages = [prose(rng, 100) for _ in range(20)]
    documents = [f"{prose(rng, rng.randint(20, 200))} {passage} {prose(rng, 50)}" for passage in passages]
    ensemble = MinHashLSHEnsemble(threshold=0.8, num_part=4, weights=(0.1, 0.9))  # rather one too many than one missed
    ensemble.index(zip(range(20), minhashes(documents), shingle_counts(documents)))
    found = [set(ensemble.query(*query)) for query in zip(minhashes(passages), shingle_counts(passages))]
    assert all(containment_of(passage, document) == 1 for passage, document in zip(passages, documents))
    assert sum(place in places for place, places in enumerate(found)) >= 19
    assert sum(map(len, found)) <= 25


# -- stores ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def redis() -> Iterator[str]:
    """The socket of a Redis server."""
    if not shutil.which("redis-server"):
        pytest.skip("there is no redis-server: see .ci/system-packages")
    with redis_server.running() as socket:
        yield socket


def store(redis: str, basename: bytes) -> dict[str, Any]:
    return {"type": "redis", "basename": basename, "redis": {"unix_socket_path": redis}}


def shared_index(redis: str, basename: bytes) -> MinHashLSH:
    config = checked_store(store(redis, basename))
    return MinHashLSH(params=lsh_params(0.8), storage_config=config)


def test_redis_finds_what_memory_finds(redis: str) -> None:
    texts = mixture(1)
    index = shared_index(redis, b"same")
    found = candidates(index, texts)
    assert found == candidates(MinHashLSH(params=lsh_params(0.8)), texts)
    place = next(place for place, text in enumerate(texts) if word_count(text) > 100)
    index.remove(place)
    assert place not in index.query(of(texts[place])[0])


def test_another_process_finds_what_this_one_stored(redis: str) -> None:
    index = shared_index(redis, b"shared")
    with index.insertion_session() as session:
        for name, signature in zip(("council", "divers"), of(TEXT, OTHER)):
            session.insert(name, signature)
    program = f"""
from tests.integrations.test_datasketch import *
index = shared_index({redis!r}, b"shared")
print(index.query(of({TEXT.upper()!r})[0]))
index.insert("third", of("One more text for the others to find.")[0])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("['council']\n", "")
    assert index.query(of("One more text for the others to find")[0]) == ["third"]


def test_a_store_of_another_scheme_is_refused(redis: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shared_index(redis, b"old").insert("a", of(TEXT)[0])
    monkeypatch.setattr(exchange, "SCHEME", "dedup-2-words-5-fold-00000000")
    with pytest.raises(IndexMismatchError, match=r"b'old' holds signatures of the scheme 'dedup-1-.*, not 'dedup-2-"):
        shared_index(redis, b"old")
    assert shared_index(redis, b"new").is_empty()


def test_a_store_of_a_program_without_schemes_is_refused(redis: str) -> None:
    MinHashLSH(storage_config=store(redis, b"theirs")).insert("a", ordinary(TEXT))
    with pytest.raises(IndexMismatchError, match="b'theirs' was made by another program: choose another basename"):
        shared_index(redis, b"theirs")


@pytest.mark.parametrize("basename", [None, "pages", b""])
def test_a_shared_store_has_a_name(basename: Any) -> None:
    with pytest.raises(OptionError, match=r"basename'\] must be the name of the shared index, as bytes"):
        checked_store({"type": "redis", "basename": basename})


def test_the_example_of_the_guide_shares_an_index(redis: str) -> None:
    guide = Path(__file__).parents[2] / "docs" / "guide" / "datasketch.md"
    (example,) = re.findall(r"^```py\n(.*?)^```$", guide.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    elsewhere = '{"host": "index.example", "port": 6379}'
    assert elsewhere in example
    names: dict[str, Any] = {"urls": ["/a", "/b", "/c"], "texts": [TEXT, "***", OTHER]}
    exec(example.replace(elsewhere, repr({"unix_socket_path": redis})), names)
    assert [names["lsh"].query(signature) for signature in of(TEXT, OTHER)] == [[b"/a"], [b"/c"]]
