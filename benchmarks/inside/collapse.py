"""This library as an adapter: `python -m benchmarks.inside.collapse IN OUT`."""

from collections.abc import Iterator

import dedup
from benchmarks.peers.spans import Span, each


def repeated(text: str) -> Iterator[Span]:
    """What `collapse` removes by default."""
    return ((removal.removed.start, removal.removed.stop) for removal in dedup.collapse(text).removals)


if __name__ == "__main__":
    each(repeated)
