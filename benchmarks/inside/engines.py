"""What is run: this library, what it must do at the least, and peers that look inside a text."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.peers.environments import HERE as PEERS
from benchmarks.peers.environments import environments

CODEC, OWN = "rows decoded and encoded", "dedup"


class Engine(NamedTuple):
    """A program that reads rows of JSON and writes what of each text would go."""

    name: str
    arguments: tuple[str, ...]  #: before the names of the two files
    largest: float = 1e12  #: bytes of text that it is given at most

    def command(self, source: Path, output: Path) -> list[str]:
        """What to run."""
        return [*self.arguments, str(source), str(output)]


def engines(peers: Path | None, only: Sequence[str] = ()) -> tuple[list[Engine], dict[str, str]]:
    """The bare decoding and encoding, this library, the peers, and why some are absent.

    `peers`: a directory with an environment for each, made where it is missing; without it only the peers that need
    nothing but Python.  `only`: what the labels of the peers begin with, if not all are wanted.
    """
    found, absent = environments("inside", peers, only)
    own = [
        Engine(CODEC, (sys.executable, "-m", "benchmarks.inside.codec")),
        Engine(OWN, (sys.executable, "-m", "benchmarks.inside.collapse")),
    ]
    others = [Engine(peer.label, (python, str(PEERS / peer.adapter)), peer.largest) for peer, python in found]
    return own + others, absent
