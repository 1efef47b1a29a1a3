"""What is run: this library's command, what it must do at the least, and peers that can do the same."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NamedTuple

from benchmarks.cases.commands import command

HERE = Path(__file__).parent
PEERS = HERE.parent / "peers"


class Engine(NamedTuple):
    """A program that reads rows of JSON and writes those it keeps."""

    name: str
    arguments: tuple[str, ...]  #: before the names of the two files
    largest: float = 1e12  #: bytes of the largest collection that it is given

    def command(self, source: Path, output: Path) -> list[str]:
        """What to run."""
        if self.arguments[1:2] == ("corpus",):
            output.with_name(output.name + ".rejects.jsonl").unlink(missing_ok=True)
            return [*self.arguments, str(source), "-o", str(output)]
        return [*self.arguments, str(source), str(output)]


def engines(peers: Path | None) -> list[Engine]:
    """This library with one thread and with two, the bare decoding and encoding, and the peers found.

    `peers`: a directory with an environment for each peer, or one Python with all of them; see `benchmarks/README.md`.
    """
    found = [
        Engine("rows decoded and encoded", (sys.executable, str(HERE / "codec.py"))),
        Engine("dedup, 1 thread", (command(), "corpus", "--quiet", "--jobs", "1")),
        Engine("dedup, 2 threads", (command(), "corpus", "--quiet", "--jobs", "2")),
    ]
    if peers:
        python = os.path.join(peers, "bin", "python")
        for name, adapter, largest in (
            ("daft 0.7.26", "daft_minhash.py", 1e12),
            ("gaoya 0.2.2", "gaoya_index.py", 4e8),
            ("rensa 0.5.0", "rensa_rminhash.py", 4e8),
            ("datasketch 2.0.0", "datasketch_lsh.py", 2e8),
        ):
            found.append(Engine(name, (python, str(PEERS / adapter)), largest))
    return found
