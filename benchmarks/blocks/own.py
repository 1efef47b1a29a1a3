"""This library as an adapter: `python -m benchmarks.blocks.own IN OUT`."""

import sys
from collections import defaultdict

import dedup
from benchmarks.peers.spans import Span, read_rows, write_spans

if __name__ == "__main__":
    source, output = sys.argv[1:]
    rows = [(row.id, row.text) for row in read_rows(source)]
    removed: defaultdict[object, list[Span]] = defaultdict(list)
    for removal in dedup.deduplicate_blocks(rows).removals:
        removed[removal.id].append((removal.removed.start, removal.removed.stop))
    write_spans(output, ((name, sorted(removed[name])) for name, _ in rows))
