"""`python -m benchmarks peers [DIR]`: an environment for each peer, and a table of what is there and what is not."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.peers.environments import DEFAULT, PEERS, Environment, Peer, environment
from benchmarks.tables import markdown

SCOPES = {"documents": "documents", "inside": "the parts of a text", "extraction": "nothing: it extracts text"}


def main(arguments: Sequence[str]) -> int:
    """Makes the environments and prints what became of each."""
    parser = argparse.ArgumentParser("python -m benchmarks peers", description=__doc__)
    parser.add_argument("directory", type=Path, nargs="?", default=DEFAULT, metavar="DIR", help="build/peers")
    parser.add_argument("--notes", action="store_true", help="also how each is fed, and what is not comparable")
    asked = parser.parse_args(arguments)
    rows = []
    for peer in PEERS:
        print(f"{peer.label} ...", file=sys.stderr)
        rows.append(cells(peer, environment(peer, asked.directory)))
    print(*markdown([("peer", "version", "repeats among", "installed"), *rows], left=range(4)), sep="\n")
    if asked.notes:
        print("", *(f"- {peer.label}: {peer.note}." for peer in PEERS), sep="\n")
    return 0


def cells(peer: Peer, found: Environment) -> tuple[str, str, str, str]:
    """A row of the table."""
    scope = SCOPES[peer.does]
    name = f"{peer.name}, {peer.way}" if peer.way else peer.name
    return name, peer.version, scope, "yes" if found.python else f"no: {found.reason}"
