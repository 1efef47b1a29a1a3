"""Documents of random words, copied in several ways, and the removals that follow from the definition alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cache
from random import Random
from typing import Any

from hypothesis import strategies as st

import dedup
from tests.oracle import reference

LETTERS = "aabcdeefghiiklmnooprstuuvwz"

#: Words a shingle, where documents are compared as a whole.
WIDTH = 5

# -- documents ---------------------------------------------------------------------------------------------------------


def vocabulary(size: int) -> tuple[str, ...]:
    """Words of three to seven letters, all different."""
    rng = Random("words of random letters")
    words: dict[str, None] = {}
    while len(words) < size:
        words["".join(rng.choices(LETTERS, k=rng.randint(3, 7)))] = None
    return tuple(words)


WORDS = vocabulary(3000)


def prose(rng: Random, words: int) -> str:
    return " ".join(rng.choices(WORDS, k=words))


def exchanged(rng: Random, text: str, times: int) -> str:
    """The text with words exchanged for words of no other text; each is in shingles of its own."""
    words = text.split()
    for place in rng.sample(range(WIDTH - 1, len(words) - WIDTH + 1, WIDTH), times):
        words[place] = f"x{rng.getrandbits(60):015x}"
    return " ".join(words)


def recased(rng: Random, text: str) -> str:
    """Other letters, other white space, other marks, the same words."""
    change = rng.choice((str.upper, str.title, str.capitalize))
    return rng.choice(("", "  ", "(")) + change(text).replace(" ", rng.choice((" ", "\n", ", ")))


def windows(rng: Random, length: int, shift: int, count: int) -> list[str]:
    """A chain: each document begins `shift` words after the one before, so neighbours are alike and the ends are not.

    The Jaccard index of two that are k steps apart is (s - k shift) / (s + k shift), of s = length - 4 shingles.
    """
    words = prose(rng, length + shift * (count - 1)).split(" ")
    return [" ".join(words[start : start + length]) for start in range(0, shift * count, shift)]


def from_template(rng: Random, template: str, every: int) -> str:
    """The template with every so-many-th word filled in anew."""
    words = template.split(" ")
    words[::every] = [f"y{rng.getrandbits(60):015x}" for _ in words[::every]]
    return " ".join(words)


def mixture(seed: int, families: int = 12) -> list[str]:
    """Documents in families of every kind, in random order.

    The Jaccard index of two documents is at least .82 or at most .77, and at least .62 or at most .58: bands find a
    pair at .02 above the threshold in all but one of 100,000 cases.
    """
    rng = Random(seed)
    texts: list[str] = []
    for _ in range(families):
        base = prose(rng, rng.randint(150, 200))
        texts.append(base)
        texts += [exchanged(rng, base, 1) for _ in range(rng.randint(0, 4))]  # >= .93 to it, >= .87 to one another
        texts += [exchanged(rng, base, rng.randint(12, 16)) for _ in range(rng.randint(0, 3))]  # <= .55
        texts += [rng.choice(texts) for _ in range(rng.randint(0, 2))]
        texts += [recased(rng, rng.choice(texts)) for _ in range(rng.randint(0, 2))]
    texts += windows(rng, 200, 9, 12)  # .91, .83, .76, .69, .63, .57
    template = prose(rng, 150)
    texts += [from_template(rng, template, 13) for _ in range(8)]
    texts += [prose(rng, rng.randint(1, 30)) for _ in range(10)]
    texts += ["", " \n", "* * *", "***", "one two", "One, two!", "one", "-", "-", "漢字仮名交", "漢字仮名交"]
    rng.shuffle(texts)
    return texts


def small_corpora() -> st.SearchStrategy[list[str]]:
    """A few dozen documents at most, copied from one another.

    Two that k exchanges lie between have a Jaccard index of (132 - 5k) / (132 + 5k): .93, .86, then below .8.
    """
    return st.builds(small_corpus, st.integers(0, 2**32), st.integers(0, 25))


def small_corpus(seed: int, size: int) -> list[str]:
    rng = Random(seed)
    texts: list[str] = []
    for _ in range(size):
        source = rng.choice(texts) if texts else ""
        kind = rng.choice(("new", "same", "recased", "exchanged"))
        if kind == "new":
            texts.append(prose(rng, rng.choice((0, 1, 3, 4, 5, 6, 136))))
        elif kind == "same":
            texts.append(source)
        elif kind == "recased":
            texts.append(recased(rng, source))
        else:
            texts.append(exchanged(rng, source, 1) if len(source.split()) > 100 else "*")
    return texts


# -- what follows from the definition ----------------------------------------------------------------------------------


@cache
def shingle_set(text: str) -> frozenset[object]:
    """The shingles of 5 words; of a shorter text all its words as one; of a text without words its signs as one."""
    words = tuple(word[2] for word in reference.words(text))
    if not words:
        signs = "".join(text.split())
        return frozenset([signs] if signs else [])
    shingles = {number for number, _ in reference.shingles(text, WIDTH)}
    return frozenset(shingles or [words])


def word_count(text: str) -> int:
    return len(reference.words(text))


def jaccard_of(a: str, b: str) -> float:
    first, second = shingle_set(a), shingle_set(b)
    shared = len(first & second)
    return shared / (len(first) + len(second) - shared) if shared else 0.0


def containment_of(a: str, b: str) -> float:
    """The share of a's shingles that b has."""
    return len(shingle_set(a) & shingle_set(b)) / len(shingle_set(a)) if shingle_set(a) else 0.0


def keep_order(texts: Sequence[str], keep: str | Callable[[str], Any]) -> list[int]:
    """The places of the texts, those to be kept first; a function must tell all texts of different words apart."""
    places = range(len(texts))
    if keep == "fullest":
        return sorted(places, key=lambda place: -word_count(texts[place]))
    if keep == "first":
        return list(places)
    if keep == "last":
        return list(reversed(places))
    assert callable(keep)
    return sorted(places, key=lambda place: keep(texts[place]))


def goes_alone(kept: str, text: str, jaccard: float, protect: Collection[Any] = ()) -> bool:
    """Whether a text is removed for another one if there are no others."""
    if jaccard_of(kept, text) < jaccard:
        return False
    return not protect or bool(dedup.deduplicate([kept, text], jaccard, keep="first", protect=protect).removals)


def brute_force(
    texts: Sequence[str],
    jaccard: float,
    order: Sequence[int],
    references: Collection[int] = (),
    protect: Collection[Any] = (),
) -> set[int]:
    """The places of the texts that go: in keep order, each that goes for one that stays; references come first."""
    leaders: list[int] = []
    gone = set()
    for place in sorted(order, key=lambda place: place not in references):
        goes = any(goes_alone(texts[leader], texts[place], jaccard, protect) for leader in leaders)
        if goes and place not in references:
            gone.add(place)
        else:
            leaders.append(place)
    return gone
