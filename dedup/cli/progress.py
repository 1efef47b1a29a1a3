"""How far a long run has come: a bar on a terminal, else lines for a log."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from dedup.cli.messages import say

#: What is told of a run: that a stage begins which reads everything (or does not); bytes and documents as they pass.
Begin = Callable[[str], None]
Advance = Callable[[int, int], None]

#: Stages that read no text.
_WITHOUT_READING = {"matches"}


@contextmanager
def progress(total_bytes: int, quiet: bool = False) -> Iterator[tuple[Begin, Advance]]:
    """Functions to tell it of stages and of what passes; `quiet`: no lines where standard error is no terminal."""
    if not sys.stderr.isatty():
        from dedup.cli.plain_progress import PlainProgress

        lines = PlainProgress(total_bytes, (lambda line: None) if quiet else say)
        yield lines.begin, lines.advance
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
