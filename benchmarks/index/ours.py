"""`dedup.Index` as it is measured: `python -m benchmarks.index.ours ROWS ASKED OUT [file] [unprotected]`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import dedup
from benchmarks.peers.seen import Server, measure


def main() -> None:
    """Fills and asks an index, in memory or in a file beside OUT; judges what is similar, or protects nothing."""
    ways = sys.argv[4:]
    path = Path(sys.argv[3]).with_suffix(".dedup") if "file" in ways else None
    if path:
        path.unlink(missing_ok=True)
    with dedup.Index(path, protect=() if "unprotected" in ways else None) as index:

        def add(ids: Sequence[int], texts: Sequence[str]) -> None:
            index.add_many(zip(ids, texts))

        def ask(text: str) -> int | None:
            seen = index.query(text)
            return None if seen is None else int(str(seen.id))

        measure(add, ask, Server(on_disk=lambda: index.stats().bytes if path else 0))


if __name__ == "__main__":
    main()
