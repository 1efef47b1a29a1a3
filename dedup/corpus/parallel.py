"""Parallel work in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")
R = TypeVar("R")


def in_order(
    do: Callable[[T], R], items: Iterable[T], jobs: int, halt: Callable[[], None] = lambda: None
) -> Iterator[R]:
    """Yields `do(item)` in the order of the items, with `jobs` threads; consumes items only as they are needed.

    If one fails, or nobody wants more, `halt` is called, and then those at work are waited for.
    """
    if jobs == 1:
        yield from map(do, items)
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(jobs) as threads:
        waiting: deque[Future[R]] = deque()
        try:
            for item in items:
                waiting.append(threads.submit(do, item))
                if len(waiting) > jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BaseException:
            for future in waiting:
                future.cancel()
            halt()
            raise
