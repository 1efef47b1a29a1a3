"""`python -m benchmarks.peers [DIR]`: an environment for each peer, and a table of what is there and what is not."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.peers.environments import DEFAULT, PEERS, Environment, Peer, environment


def main(arguments: Sequence[str]) -> int:
    """Makes the environments and prints what became of each."""
    parser = argparse.ArgumentParser("python -m benchmarks.peers", description=__doc__)
    parser.add_argument("directory", type=Path, nargs="?", default=DEFAULT, metavar="DIR", help="build/peers")
    parser.add_argument("--notes", action="store_true", help="also how each is fed, and what is not comparable")
    asked = parser.parse_args(arguments)
    print("| peer | version | repeats among | installed |\n|---|---|---|---|", flush=True)
    for peer in PEERS:
        print(line(peer, environment(peer, asked.directory)), flush=True)
    if asked.notes:
        print("", *(f"- {peer.label}: {peer.note}." for peer in PEERS), sep="\n")
    return 0


def line(peer: Peer, found: Environment) -> str:
    """A row of the table."""
    scope = "documents" if peer.does == "documents" else "the parts of a text"
    name = f"{peer.name}, {peer.way}" if peer.way else peer.name
    return f"| {name} | {peer.version} | {scope} | {'yes' if found.python else f'no: {found.reason}'} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
