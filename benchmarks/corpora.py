"""The texts that are measured, from what every Python brings along: its own documentation.

They differ a little from one version of Python to the next, so only figures of one run may be compared.
"""

from __future__ import annotations

import inspect
import json
import random
import re
import sysconfig
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import count
from pathlib import Path
from zlib import crc32

ARTICLE = Path(__file__).parent.parent / "examples" / "article.txt"

#: Characters of texts cut out of a longer one.
LENGTHS = {"300B": 300, "3KB": 3_000, "30KB": 30_000, "300KB": 300_000, "1MB": 1_000_000, "10MB": 10_000_000}


def lengths(longest: int) -> dict[str, int]:
    """The lengths of texts, those up to the longest."""
    return {name: length for name, length in LENGTHS.items() if length <= longest}


#: For some scripts the sign that stands for the letter a, those for the other 25 following it.
SCRIPTS = {
    "cyrillic": 0x430,
    "greek": 0x3B1,
    "arabic": 0x621,
    "devanagari": 0x915,
    "thai": 0xE01,
    "han": 0x4E00,
    "kana": 0x3041,
    "hangul": 0xAC00,
}

#: In these a sign stands for a whole word or for two letters, and there are so many signs.
SIGNS = {"han": (r"[A-Za-z]+", 3_000), "kana": (r"[A-Za-z]{1,2}", 83), "hangul": (r"[A-Za-z]{1,2}", 11_172)}
UNSPACED = {"thai", "han", "kana"}


class Corpora:
    """Documents, the caller's or Python's documentation, and longer texts made of them."""

    def __init__(self, documents: Sequence[str] = ()) -> None:
        self._given = list(documents)

    @classmethod
    def from_rows(cls, path: Path) -> Corpora:
        """The documents of a file that `python -m benchmarks packages` wrote, or of another with rows like that."""
        return cls(documents_in(path))

    @cached_property
    def article(self) -> str:
        """A page on which one article stands twice."""
        return ARTICLE.read_text("utf-8")

    @cached_property
    def documents(self) -> list[str]:
        """Real documents of all lengths, in a random order that is always the same."""
        documents = self._given or list(python_documents())
        random.Random(0).shuffle(documents)
        return documents

    @cached_property
    def pages(self) -> list[str]:
        """A megabyte of texts of 3 KB, every other one with typographic signs."""
        text = self.ordinary(1_000_000)
        pages = [text[start : start + 3072] for start in range(0, len(text), 3072)]
        return [typeset(page) if number % 2 else page for number, page in enumerate(pages)]

    def texts_of(self, length: int) -> list[str]:
        """A megabyte of texts of that length, or one longer text, cut from one text."""
        text = self.ordinary(max(1_000_000, length))
        return [text[start : start + length] for start in range(0, len(text), length)]

    def pages_in(self, script: str) -> list[str]:
        """The pages as if written in another script."""
        return [in_script(page, script) for page in self.pages]

    def ordinary(self, size: int) -> str:
        """One text of `size` characters; where documents do not suffice, further editions of them follow."""
        pieces: list[str] = []
        length = 0
        for number in count():
            pieces.append(edition("\n\n".join(self.documents), number))
            length += len(pieces[-1]) + 2
            if length >= size:
                return "\n\n".join(pieces)[:size]
        raise AssertionError("count() does not end")

    def with_copies(self, size: int, copies: int) -> tuple[str, str]:
        """The paragraphs of an ordinary text, and the same with edited copies of passages put in between."""
        paragraphs = [block for block in self.ordinary(size).split("\n\n") if is_prose(block)]
        rng = random.Random(size)
        planted = {rng.randrange(len(paragraphs)): rng.randrange(len(paragraphs) - 3) for _ in range(copies)}
        pieces: list[str] = []
        for place, paragraph in enumerate(paragraphs):
            if place in planted:
                start = planted[place]
                pieces += (edited(source, 0.05, rng) for source in paragraphs[start : start + 3])
            pieces.append(paragraph)
        return "\n\n".join(paragraphs), "\n\n".join(pieces)


def documents_in(path: Path) -> list[str]:
    """The texts of the rows of a .jsonl file; of any other file its text."""
    if path.suffix != ".jsonl":
        return [path.read_text("utf-8", "replace")]
    with path.open(encoding="utf-8") as rows:
        return [json.loads(row)["text"] for row in rows]


def python_documents() -> Iterator[str]:
    """The documentation in each module of the standard library, and the topics of Python's own `help()`."""
    from pydoc_data.topics import topics

    library = Path(sysconfig.get_path("stdlib"))
    for path in sorted(library.rglob("*.py")):
        if not {"site-packages", "dist-packages", "test", "tests", "idle_test"} & set(path.parts):
            found = re.findall(r'"""(.+?)"""', path.read_text("utf-8", "replace"), re.DOTALL)
            if found:
                yield "\n\n".join(map(inspect.cleandoc, found))
    yield from topics.values()


def edition(text: str, number: int) -> str:
    """`text` with its rarer words exchanged for others as long, always the same; edition 0 is `text` itself.

    So it repeats itself as often as a real text does, and other editions no more than common words make it.
    Every third three-word shingle of 10 MB made like this stands there before, as in 10 MB of real documents.
    """
    if number == 0:
        return text
    rng = random.Random(number)
    by_length: dict[int, list[str]] = {}
    for word, _ in Counter(re.findall(r"[a-z]+", text)).most_common()[200:]:
        by_length.setdefault(len(word), []).append(word)
    other: dict[str, str] = {}
    for words in by_length.values():
        other.update(zip(words, rng.sample(words, len(words))))
    return re.sub(r"[a-z]+", lambda word: other.get(word[0], word[0]), text)


def is_prose(block: str) -> bool:
    """Is a block a paragraph, not code, a table or a heading?"""
    letters = sum(map(str.isalpha, block))
    return len(block) > 200 and letters > 0.75 * len(block) and block.endswith(".")


def edited(text: str, share: float, rng: random.Random) -> str:
    """`text` with a share of its words dropped, doubled or exchanged."""
    words = re.split(r"(\s+)", text)
    for place in range(0, len(words), 2):
        if words[place] and rng.random() < share:
            words[place] = rng.choice(["", f"{words[place]} {words[place]}", "otherwise"])
    return "".join(words)


def typeset(text: str) -> str:
    """`text` with the quotes and dashes of the web, which make it more than ASCII."""
    return re.sub(r"(?<=\w)'", "’", text).replace("--", "—")


def in_script(text: str, script: str) -> str:
    """`text` with each letter, or a few at once, written in another script; without spaces where it has none."""
    first = SCRIPTS[script]
    if script in SIGNS:
        letters, signs = SIGNS[script]
        text = re.sub(letters, lambda found: chr(first + crc32(found[0].encode()) % signs), text)
    else:
        text = text.lower().translate({ord("a") + letter: first + letter for letter in range(26)})
    return text.replace(" ", "") if script in UNSPACED else text
