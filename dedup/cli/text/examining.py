"""Reads files and finds what repeats inside each of them; nothing is written here."""

from __future__ import annotations

import os
from functools import partial

from dedup.cli.text_input import STDIN, check_name, decoded
from dedup.errors import NotTextError
from dedup.io.encoding import Encoding
from dedup.io.files import FileContent, read_file, read_regular_file
from dedup.io.standard import read_stdin
from dedup.options import CollapseOptions
from dedup.record import NamedTuple
from dedup.repeats.rounds import collapse_with

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future

    from dedup.results.collapsed import Collapsed


class Reading(NamedTuple):
    """How files are read, and what counts as a copy in them."""

    options: CollapseOptions
    encoding: str | None = None  #: of files without a byte order mark; None if none was named
    errors: str = "strict"
    html: str = "refuse"  #: or "extract" or "raw": what is done with HTML
    replaceable: bool = False  #: whether only regular files are read


class Examined(NamedTuple):
    """A file, and what repeats in it."""

    file: FileContent
    encoding: Encoding
    text: str
    collapsed: Collapsed
    result: bytes  #: what is left, encoded as the file was


def examine(name: str, reading: Reading) -> Examined:
    """Reads one file and finds what repeats in it.

    Raises:
        DedupError: It is no text, or is not valid in its encoding.
        OSError: It cannot be read.
        MemoryError: It is too large.
    """
    if name == STDIN:
        file = FileContent(read_stdin(), os.fstat(0))
    else:
        check_name(name)
        file = read_regular_file(name) if reading.replaceable else read_file(name)
    text, encoding = _text(file.data, reading)
    collapsed = collapse_with(text, reading.options)
    return Examined(
        file=file,
        encoding=encoding,
        text=text,
        collapsed=collapsed,
        result=encoding.encode(collapsed.text),
    )


def _text(data: bytes, reading: Reading) -> tuple[str, Encoding]:
    """The text of a file, or of the page that it holds, and how what is left of it is encoded."""
    if reading.html == "extract":
        # What does not name an encoding may still be a page that does.
        page = data if reading.encoding is None else decoded(data, reading.encoding, reading.errors)[0]
        if _is_html(data.decode("utf-8", "replace") if isinstance(page, bytes) else page):
            from dedup.io.html import text_of

            return text_of(page), Encoding("utf-8")
    text, encoding = decoded(data, reading.encoding, reading.errors)
    if reading.html == "refuse" and _is_html(text):
        raise NotTextError(
            "HTML", "HTML, not text: pass --html extract to take the text out of it, or --html raw to read it as it is"
        )
    return text, encoding


def _is_html(text: str) -> bool:
    if "<" not in text:
        return False
    from dedup.io.html import is_html

    return is_html(text)


def examinations(names: Sequence[str], reading: Reading, jobs: int = 1) -> Iterator[Callable[[], Examined]]:
    """Yields for each file, in order, a function that returns what `examine` does, or raises it.

    With several jobs, other processes examine the next files in the meantime: short texts hold the interpreter lock.
    """
    if jobs == 1:
        yield from (partial(examine, name, reading) for name in names)
        return
    from collections import deque
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    with ProcessPoolExecutor(jobs, initializer=_end_with_the_terminal) as processes:
        waiting: deque[Callable[[], Examined]] = deque()
        try:
            for name in names:
                if name == STDIN:  # which only this process has
                    waiting.append(partial(examine, name, reading))
                else:
                    waiting.append(partial(_result, processes.submit(examine, name, reading)))
                if len(waiting) > 2 * jobs:
                    yield waiting.popleft()
            while waiting:
                yield waiting.popleft()
        except BrokenProcessPool as error:  # as in `_result`
            raise MemoryError from error
        finally:
            processes.shutdown(wait=True, cancel_futures=True)


def _result(future: Future[Examined]) -> Examined:
    """What another process has found; `MemoryError` if the system killed it, as it does when memory runs out."""
    from concurrent.futures.process import BrokenProcessPool

    try:
        return future.result()
    except BrokenProcessPool as error:
        raise MemoryError from error


def _end_with_the_terminal() -> None:
    """Lets Ctrl-C and its like end a process that examines, without the cleaning up of the one that writes."""
    import signal

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name) and signal.getsignal(getattr(signal, name)) != signal.SIG_IGN:
            signal.signal(getattr(signal, name), signal.SIG_DFL)
