"""Documents with copies planted in them: `planted()` for properties, `plant` for tables of all cases."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable
from random import Random
from typing import NamedTuple

from hypothesis import strategies as st

from tests.promises.scripts import SCRIPTS, Script

Change = Callable[[Random, Script, str], str]
Arrangement = Callable[[Random, Script, Change], list[str]]


class Planted(NamedTuple):
    """A text and how it came about."""

    text: str
    script: str
    arrangement: str
    change: str
    repeats: tuple[tuple[tuple[int, int], ...], ...]  #: spans of the blocks that stand more than once, by block


# -- a copy that is not quite its original -----------------------------------------------------------------------------


def exact(rng: Random, script: Script, block: str) -> str:
    return block


def rewrapped(rng: Random, script: Script, block: str) -> str:
    """Broken into lines of eight words, or of twenty signs."""
    words, length = script.split(block), 8 if script.space else 20
    lines = (script.space.join(words[at : at + length]) for at in range(0, len(words), length))
    return "\n".join(lines)


def quoted(rng: Random, script: Script, block: str) -> str:
    return "> " + rewrapped(rng, script, block).replace("\n", "\n> ")


def recased(rng: Random, script: Script, block: str) -> str:
    return block.upper()


def respaced(rng: Random, script: Script, block: str) -> str:
    return "".join(rng.choice((" ", "  ", "\t", "\u00a0")) if char == " " else char for char in block)


def repunctuated(rng: Random, script: Script, block: str) -> str:
    """Commas after some words, the whole in quotes."""
    words = script.split(block)
    return (
        "“"
        + script.space.join(word + rng.choice(("", "", "", ",", " –")) for word in words[:-1])
        + script.space
        + words[-1]
        + "”"
    )


def renormalised(rng: Random, script: Script, block: str) -> str:
    return unicodedata.normalize(rng.choice(("NFC", "NFD")), block)


def edited(rng: Random, script: Script, block: str) -> str:
    """One word in a hundred to one in five is replaced, dropped or doubled."""
    words, share = script.split(block), rng.choice((0.01, 0.03, 0.05, 0.1, 0.2))
    edits: list[Callable[[str], str]] = [
        lambda word: rng.choice(script.words),
        lambda word: "",
        lambda word: word + script.space + word,
    ]
    return script.space.join(rng.choice(edits)(word) if rng.random() < share else word for word in words)


def misread(rng: Random, script: Script, block: str) -> str:
    """One letter in twenty is another."""
    letters = "".join(script.words)
    return "".join(rng.choice(letters) if char.isalpha() and rng.random() < 0.05 else char for char in block)


SAME_WORDS: tuple[Change, ...] = (exact, rewrapped, quoted, recased, respaced, repunctuated, renormalised)
CHANGES: tuple[Change, ...] = (*SAME_WORDS, edited, misread)


# -- where copies stand ------------------------------------------------------------------------------------------------


def body_of(rng: Random, script: Script, most: int = 4) -> list[str]:
    return [script.paragraph(rng) for _ in range(rng.randint(2, most))]


def doubled(rng: Random, script: Script, change: Change) -> list[str]:
    body = body_of(rng, script)
    return [*body, *(change(rng, script, block) for block in body)]


def apart(rng: Random, script: Script, change: Change) -> list[str]:
    body = body_of(rng, script)
    return [*body, *body_of(rng, script), *(change(rng, script, block) for block in body), script.paragraph(rng)]


def several(rng: Random, script: Script, change: Change) -> list[str]:
    """Three to six copies, each changed in its own way when the change is a random one."""
    body = body_of(rng, script)
    copies = [[change(rng, script, block) for block in body] for _ in range(rng.randint(3, 6))]
    return [block for copy in copies for block in [*copy, script.paragraph(rng)]]


def tandem(rng: Random, script: Script, change: Change) -> list[str]:
    block = script.paragraph(rng)
    return [block, *(change(rng, script, block) for _ in range(rng.randint(1, 19)))]


def reordered(rng: Random, script: Script, change: Change) -> list[str]:
    body = body_of(rng, script, 6)
    return [*body, script.paragraph(rng), *(change(rng, script, block) for block in rng.sample(body, len(body)))]


def interleaved(rng: Random, script: Script, change: Change) -> list[str]:
    """A line of somebody else's after each paragraph of the copy."""
    body = body_of(rng, script)
    return [*body, *(line for block in body for line in (change(rng, script, block), script.sentence(rng)))]


def nested(rng: Random, script: Script, change: Change) -> list[str]:
    """A copy inside a copy."""
    inner = body_of(rng, script, 2)
    outer = [*inner, script.paragraph(rng), *inner]
    return [*outer, script.paragraph(rng), *(change(rng, script, block) for block in outer)]


def overlapping(rng: Random, script: Script, change: Change) -> list[str]:
    """A B C ... B C D ... A B."""
    a, b, c, d = (script.paragraph(rng) for _ in range(4))
    rest = [b, c, d, script.paragraph(rng), a, b]
    return [a, b, c, script.paragraph(rng), *(change(rng, script, block) for block in rest)]


def truncated(rng: Random, script: Script, change: Change) -> list[str]:
    """The first sentence and the beginning of the second, then the full text."""
    first, second = script.sentence(rng), script.sentence(rng)
    teaser = first + script.gap + second[: len(second) // 2] + "…"
    return [change(rng, script, teaser), script.sentence(rng), first + script.gap + second, script.paragraph(rng)]


def without_line_breaks(rng: Random, script: Script, change: Change) -> list[str]:
    return [script.gap.join(doubled(rng, script, change)).replace("\n", " ")]


ARRANGEMENTS: tuple[Arrangement, ...] = (
    doubled, apart, several, tandem, reordered, interleaved, nested, overlapping, truncated, without_line_breaks,
)  # fmt: skip


# -- repetition that belongs to the text -------------------------------------------------------------------------------


def refrain(rng: Random, script: Script) -> list[str]:
    lines = "\n".join(script.space.join(rng.choices(script.words, k=5)) for _ in range(3))
    return [block for _ in range(3) for block in (script.paragraph(rng), lines)]


def rows(rng: Random, script: Script) -> list[str]:
    names = rng.sample(script.words, 6)
    row = "| {} | {} | {} | 0.{} |".format
    return ["\n".join(row(name, rng.choice(names), rng.randint(1, 99), rng.randint(10, 99)) for name in names * 2)]


def other_numbers(rng: Random, script: Script) -> list[str]:
    """A weather report a day: the words stay, the numbers do not."""
    words = rng.choices(script.words, k=18)
    words[6] = words[14] = "{}"
    report = script.space.join(words) + script.end
    return [report.format(rng.randint(1, 99), rng.randint(1, 99)) for _ in range(rng.randint(2, 6))]


def code(rng: Random, script: Script) -> list[str]:
    names = rng.sample(script.words, 4)
    body = "\n".join(f"    {name}[{rng.randint(0, 9)}] = {{0}}({rng.choice(names)});" for name in names)
    return [f"{name}() {{\n{body.format(name)}\n}}" for name in names]


NATURAL = (refrain, rows, other_numbers, code)

NASTY = (
    "\0", "\ud800", "\udfff\ud800", "\u0301", "\u0301\u0308", "\r", "\r\n", "\u200d", "\ufeff", "&amp;", "&#0;",
    "👩\u200d🚀", "\u202e", "\u00ad", "---", "* * *", "<br>", "a" * 70, "𝔘𝔫𝔦", "ﬁ", "\U0010ffff",
)  # fmt: skip

SEPARATORS = ("\n\n", "\n\n", "\n", "\r\n", "\r\n\r\n", "\n \n\t", "\u2029")


# -- documents ---------------------------------------------------------------------------------------------------------


def plant(
    seed: int,
    script: Script,
    arrangement: Arrangement,
    change: Change,
    separator: str = "\n\n",
    between: tuple[str, ...] = (),
    natural: Callable[[Random, Script], list[str]] | None = None,
) -> Planted:
    """A document of one arrangement; `between` are blocks put in at random places."""
    rng = Random(seed)
    blocks = [script.paragraph(rng), *arrangement(rng, script, change)]
    if natural:
        blocks += natural(rng, script)
    for block in between:
        blocks.insert(rng.randint(0, len(blocks)), block)
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    start = 0
    for block in blocks:
        spans[block].append((start, start + len(block)))
        start += len(block) + len(separator)
    repeats = tuple(tuple(stands) for stands in spans.values() if len(stands) > 1)
    return Planted(separator.join(blocks), script.name, arrangement.__name__, change.__name__, repeats)


def planted(changes: tuple[Change, ...] = CHANGES) -> st.SearchStrategy[Planted]:
    """Documents in any script with copies changed in one of `changes`, natural repetition and nasty characters."""
    return st.builds(
        plant,
        seed=st.integers(0, 2**32),
        script=st.sampled_from(SCRIPTS),
        arrangement=st.sampled_from(ARRANGEMENTS),
        change=st.sampled_from(changes),
        separator=st.sampled_from(SEPARATORS),
        between=st.lists(st.sampled_from(NASTY) | st.text(max_size=20), max_size=3).map(tuple),
        natural=st.none() | st.sampled_from(NATURAL),
    )
