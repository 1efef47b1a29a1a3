"""Long work can be stopped wherever it is, by the signals of the main thread, and leaves nothing wrong behind."""

from __future__ import annotations

import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator
from itertools import repeat
from random import Random

import numpy as np
import pytest

import dedup
from dedup.kernel import _kernel

pytestmark = pytest.mark.slow

RANDOM = Random(1)
WORDS = ["".join(RANDOM.choices("abcdefghijklmnopqrstuvwxyz", k=RANDOM.randint(2, 9))) for _ in range(5000)]


def sentences(count: int, seed: int) -> list[str]:
    random = Random(seed)
    return [" ".join(random.choices(WORDS, k=12)).capitalize() + "." for _ in range(count)]


def edited(text: str, every: int) -> str:
    """The text with other words in places: runs that are joined, and gaps that are aligned letter by letter."""
    words = text.split(" ")
    words[every::every] = ["Xanadu"] * len(words[every::every])
    return " ".join(words)


STORY = "\n".join(sentences(1200, 1))  # 90,000 characters, more than the kernel does without asking
OTHER = "\n".join(sentences(1200, 2))
TEXTS = {
    "words that never repeat": OTHER,
    "a body twice": STORY + "\n\n" + OTHER + "\n\n" + STORY,
    "edited": STORY + "\n\n" + edited(STORY, 11),
    "one sentence without an end": " ".join([STORY.replace(".\n", " ").replace(".", " ")] * 2),
    "the same line again and again": "\n".join(sentences(1, 3) * 3000),
    "one-letter words": " ".join((STORY[:200] + STORY[:150] + "0" + STORY[151:200]) * 200),
    "other scripts": STORY.translate({letter: letter + 0x3A0 for letter in range(97, 123)}) * 2,
    "signs": STORY.translate({letter: letter + 0x4E00 for letter in range(97, 123)}) * 2,
    "one long word": "é" * 200_000,
    "nothing but dashes": "—" * 100_000,
}


def sketched(texts: list[str]) -> tuple[bytes, ...]:
    slots, counts = np.zeros((len(texts), 128), np.uint32), np.zeros(len(texts), np.uint32)
    _kernel.sketch_texts(texts, 5, slots)
    sets = _kernel.shingle_sets(texts, 5, counts)
    return slots.tobytes(), sets, *_kernel.seeds(texts, 5, 8, counts)


WORKS: dict[str, Callable[[str], object]] = {
    "collapse": dedup.collapse,
    "compare": lambda text: dedup.compare(text, OTHER + text),
    "deduplicate": lambda text: dedup.deduplicate([text, OTHER, text + STORY]),
    "deduplicate blocks": lambda text: dedup.deduplicate_blocks([text, OTHER, text + STORY]),
    "sketch": lambda text: sketched([text, text]),
    "link words": lambda text: _kernel.link_words(text, OTHER + text, dict),
    "words": _kernel.words,
}


@pytest.fixture(autouse=True)
def restore() -> Iterator[None]:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # which may have been ignored
    yield
    _kernel.interrupt_at(0)
    signal.signal(signal.SIGINT, before)


def undisturbed(work: Callable[[], object]) -> tuple[object, int]:
    """What the work gives, and how often it asks whether to stop."""
    _kernel.interrupt_at(2**60)
    return work(), _kernel.interrupt_at(0)


def questions(work: Callable[[], object]) -> int:
    return undisturbed(work)[1]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("work", WORKS.values(), ids=WORKS)
def test_work_stops_at_any_question(work: Callable[[str], object], text: str) -> None:
    expected, count = undisturbed(lambda: work(text))
    for question in sorted({*range(1, count, count // 4 + 1), count}):
        _kernel.interrupt_at(question)
        with pytest.raises(KeyboardInterrupt):
            work(text)
        assert _kernel.interrupt_at(0) == question  # no further one
    assert work(text) == expected


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_longer_the_work_the_more_questions(text: str) -> None:
    once = questions(lambda: dedup.collapse(text))
    assert questions(lambda: dedup.collapse(f"{text}\n{text}\n{text}")) >= 2 * once > 0


def test_short_work_does_not_ask() -> None:
    assert questions(lambda: dedup.collapse(STORY[:60_000])) == 0


def test_only_the_main_thread_asks() -> None:
    def work() -> None:
        dedup.collapse(TEXTS["a body twice"])

    def work_elsewhere() -> None:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()

    assert questions(work) > 0
    assert questions(work_elsewhere) == 0


def test_work_goes_on_when_the_handler_lets_it() -> None:
    heard: list[int] = []
    signal.signal(signal.SIGINT, lambda number, frame: heard.append(number))
    expected = dedup.collapse(TEXTS["edited"])
    _kernel.interrupt_at(3)
    assert dedup.collapse(TEXTS["edited"]) == expected
    assert heard == [signal.SIGINT]


def test_a_signal_is_heard_during_the_work() -> None:
    def end(number: int, frame: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, end)
    works = map(_kernel.work, repeat(STORY, 20_000), repeat(60))  # half a minute, in which no Python code runs
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.01)
        with pytest.raises(TimeoutError):
            deque(works, maxlen=0)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert next(works, None)  # there was more to do
