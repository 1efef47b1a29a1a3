"""What a program would remove, held against what was planted."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from benchmarks.quality.pages import Case
from benchmarks.quality.score import Score, score_of

Spans = list[list[int]]

RECALL, PRECISION = 0.95, 0.99  #: what this library must reach


class Answer(NamedTuple):
    """How good the spans of a program are."""

    recall: float  #: of the letters that should go, those that went
    precision: float  #: of the letters that went from pages, those that should
    touched: int  #: texts without copies of which anything went ...
    natural: int  #: ... and all of these texts
    modes: dict[str, float]  #: recall for each way in which copies came about


def read(path: Path, texts: Sequence[Case]) -> list[Spans]:
    """What would go of each text; `ValueError` when a program's answer is none."""
    rows = [json.loads(line) for line in path.read_bytes().splitlines()]
    if [row["id"] for row in rows] != list(range(len(texts))):
        raise ValueError(f"{len(rows)} rows, or in another order, for {len(texts)} texts")
    answers: list[Spans] = [row["removed"] for row in rows]
    for place, (case, spans) in enumerate(zip(texts, answers)):
        ends = [0, *(end for span in spans for end in span), len(case.text)]
        if any(start > stop for start, stop in pairwise(ends)):
            raise ValueError(f"text {place}: spans overlap, or are no spans of it: {spans[:3]}")
    return answers


def answer(texts: Sequence[Case], spans: Sequence[Spans]) -> Answer:
    """How good it would be to remove these spans."""
    by_mode: dict[str, Score] = {}
    touched = natural = 0
    for case, removed in zip(texts, spans, strict=True):
        score = score_of(case, removed)
        if case.blocks:
            by_mode[case.mode] = by_mode.get(case.mode, Score()).plus(score)
        else:
            natural += 1
            touched += score.wrong > 0
    together = Score()
    for score in by_mode.values():
        together = together.plus(score)
    modes = {mode: score.recall for mode, score in by_mode.items()}
    return Answer(together.recall, together.precision, touched, natural, modes)


def fault(found: Answer) -> str:
    """Why this library's answer is not good enough; '' when it is."""
    if found.recall >= RECALL and found.precision >= PRECISION:
        return ""
    return f"recall {found.recall:.4f} and precision {found.precision:.4f}, not {RECALL} and {PRECISION}"
