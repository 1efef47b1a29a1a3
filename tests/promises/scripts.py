"""Prose without meaning in eleven scripts, with the marks and spaces that each script has."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import NamedTuple


class Script(NamedTuple):
    """How a script is written, and words to write with."""

    name: str
    words: tuple[str, ...]
    space: str = " "  #: between words
    end: str = "."  #: of a sentence
    gap: str = " "  #: between sentences

    def sentence(self, rng: Random) -> str:
        words = rng.choices(self.words, k=rng.randint(9, 18))
        text = self.space.join(words) + self.end
        return text[0].upper() + text[1:]

    def paragraph(self, rng: Random) -> str:
        return self.gap.join(self.sentence(rng) for _ in range(rng.randint(2, 4)))

    def split(self, text: str) -> list[str]:
        """The words with what clings to them; in a script without spaces the signs."""
        return text.split(self.space) if self.space else list(text)


def signs(first: str, last: str) -> list[str]:
    return [chr(code) for code in range(ord(first), ord(last) + 1)]


def words_of(letters: Sequence[str], shortest: int = 2, longest: int = 9) -> tuple[str, ...]:
    rng = Random("".join(letters))
    return tuple("".join(rng.choices(letters, k=rng.randint(shortest, longest))) for _ in range(400))


def syllables(consonants: Sequence[str], vowels: Sequence[str]) -> list[str]:
    """Each consonant alone and with each vowel mark."""
    return [consonant + vowel for consonant in consonants for vowel in ("", *vowels)]


HIRAGANA = signs("か", "ん")
HAN = signs("一", "龥")[::47]

SCRIPTS = (
    Script("Latin", words_of([*"aaeeiioouubcdfghlmnprstvéüñß"])),
    Script("Cyrillic", words_of([*signs("а", "я"), "ё"])),
    Script("Greek", words_of(signs("α", "ρ") + signs("σ", "ω") + ["ά", "ό"])),
    Script("Arabic", words_of(signs("ا", "غ") + signs("ف", "ي")), end="؟"),
    Script("Hebrew", words_of(signs("א", "ת"))),
    Script("Hindi", words_of(syllables(signs("क", "ह"), "ािीुे"), 3, 6), end="।"),
    Script("Korean", words_of(signs("가", "힣")[::31], 1, 4)),
    Script("Chinese", words_of(HAN, 1, 3), space="", end="。", gap=""),
    Script("Japanese", words_of(HIRAGANA * 2 + HAN, 1, 4), space="", end="。", gap=""),
    Script("Thai", words_of(syllables(signs("ก", "ฮ"), "ิีุ่้า")), space="", end="", gap=" "),
    Script("Georgian", words_of(signs("ა", "ჰ"))),
)
