"""How far a long run over text files has come, shown on standard error, a terminal."""

from __future__ import annotations

import os
from contextlib import contextmanager

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

#: The least number of bytes whose progress is shown: some take a second.
LONG = 10_000_000


@contextmanager
def file_progress(names: Sequence[str]) -> Iterator[Callable[[str], None]]:
    """A function to tell it of each file that is done; nothing is shown of short runs."""
    sizes = {name: _size(name) for name in names}
    total = sum(sizes.values())
    if total < LONG:
        yield lambda name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    # One text is searched as a whole, so that of a single file only the time can be told.
    several = len(sizes) > 1
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        *((BarColumn(),) if several else ()),
        DownloadColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("searching", total=total)
        yield lambda name: shown.update(task, advance=sizes[name])


def _size(name: str) -> int:
    """The bytes of a file; 0 for what is none, such as standard input."""
    try:
        return os.stat(name).st_size
    except OSError:
        return 0
