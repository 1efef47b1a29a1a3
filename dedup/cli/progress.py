"""How far a long run has come, shown on a terminal and nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

#: What is told of a run: that a stage begins which reads everything (or does not); bytes and documents as they pass.
Begin = Callable[[str], None]
Advance = Callable[[int, int], None]

#: Stages that read no text.
_WITHOUT_READING = {"matches"}


@contextmanager
def progress(total_bytes: int) -> Iterator[tuple[Begin, Advance]]:
    """Functions to tell it of stages and of what passes, where standard error is a terminal; else they do nothing."""
    if not sys.stderr.isatty():
        yield (lambda stage: None), (lambda size, documents: None)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description:<10}"),
        BarColumn(),
        TextColumn("{task.fields[documents]:>12,} documents"),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("start", total=None, documents=0)
        passed = 0

        def begin(stage: str) -> None:
            nonlocal passed
            passed = 0
            shown.reset(task, description=stage, total=None if stage in _WITHOUT_READING else total_bytes, documents=0)

        def advance(size: int, documents: int) -> None:
            nonlocal passed
            passed += documents
            shown.update(task, advance=size, documents=passed)

        yield begin, advance
