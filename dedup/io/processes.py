"""Work shared by several processes, for what holds the interpreter lock."""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from typing import Any, BinaryIO, TypeVar

T = TypeVar("T")
R = TypeVar("R")

#: Bytes that a process may be ahead of whoever reads its results, where the system lets us choose.
AHEAD = 1 << 20


def in_processes(do: Callable[[T], R], items: Sequence[T], jobs: int) -> Iterator[R | None]:
    """Yields `do(item)` in the order of the items; process n of `jobs` takes every `jobs`-th from item n on.

    The processes are forks of this one: they have all that it has, and only results, which must be picklable, are sent
    between them. Where one fails or dies, the result is None, and the caller does the work itself, with its own errors.
    A process whose parent is gone ends at its next result.
    """
    with ExitStack() as started:
        sources: list[BinaryIO] = []
        for number in range(min(jobs, len(items))):
            sources.append(_start(do, items[number::jobs], sources, started))
        for place in range(len(items)):
            yield _received(sources[place % len(sources)])


def _start(do: Callable[[T], R], items: Sequence[T], others: Sequence[BinaryIO], started: ExitStack) -> BinaryIO:
    """Starts a process and returns the file to read its results from; `started` ends it."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            os.close(reading)
            for other in others:
                os.close(other.fileno())
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is answered by the parent
            _run(do, items, writing)
        finally:
            os._exit(0)
    os.close(writing)
    started.callback(os.waitpid, process, 0)
    return started.enter_context(open(reading, "rb"))  # closed first, which ends the process


def _run(do: Callable[[T], R], items: Sequence[T], writing: int) -> None:
    with suppress(AttributeError, OSError):
        import fcntl

        fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, AHEAD)
    with open(writing, "wb") as file:
        for item in items:
            result = None
            with suppress(Exception):
                result = do(item)
            pickle.dump(result, file, pickle.HIGHEST_PROTOCOL)
            file.flush()


def _received(source: BinaryIO) -> Any:
    try:
        return pickle.load(source)
    except (EOFError, pickle.UnpicklingError):
        return None
