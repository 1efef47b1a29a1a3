"""`collapse` as a work to time, with what must hold of its answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import dedup
from benchmarks.baselines import size_of
from benchmarks.runner import Work, cpu_seconds
from dedup import Collapsed
from dedup.kernel import _kernel
from dedup.options import MIN_LETTERS

#: The search may take this many steps a word, and so many for any text.
STEPS_A_WORD, STEPS = 1000, 10_000


def collapsing(name: str, texts: Sequence[str], answer: Callable[[Collapsed], str] = lambda _: "") -> Work:
    """`collapse` of each text; `answer` says what is wrong with a result beyond what the promises say."""

    def run() -> None:
        for text in texts:
            dedup.collapse(text)

    def fault() -> str:
        return next(filter(None, (broken_promise(text, answer) for text in texts)), "")

    return Work(name, size_of(texts), cpu_seconds(run), fault)


def broken_promise(text: str, answer: Callable[[Collapsed], str]) -> str:
    """What is wrong with the collapse of a text, '' when nothing is."""
    c = dedup.collapse(text)
    if c.restore() != text:
        return "restore() is not the text"
    if not c.truncated and dedup.collapse(c.text).removals:
        return "a second run removes more"
    words, steps = _kernel.work(text, MIN_LETTERS)
    if steps > STEPS_A_WORD * words + STEPS:
        return f"{steps / words:.0f} steps a word"
    return answer(c)
