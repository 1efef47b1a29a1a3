"""`python -m benchmarks COMMAND`: the one way to run, record, draw and guard what is measured."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from importlib import import_module

#: For each command the module whose `main` takes the arguments behind it, and what it does.  A module is imported when
#: it is asked for: `guard` counts instructions, and only `plot` needs matplotlib.
COMMANDS = {
    "run cases": ("benchmarks.cases.run", "time the library against baselines"),
    "run corpus": ("benchmarks.corpus.run", "near copies among documents, beside other tools"),
    "run engines": ("benchmarks.engines.run", "documents in number, over shards, on Ray and on Spark"),
    "run compared": ("benchmarks.engines.compared", "the same beside MLlib, datatrove and daft"),
    "run volumes": ("benchmarks.engines.volumes", "what each stage over shards writes for the next ones"),
    "run blocks": ("benchmarks.blocks.run", "blocks that documents share, beside other tools"),
    "run inside": ("benchmarks.inside.run", "repeats inside one text, beside other tools"),
    "run documents": ("benchmarks.documents.run", "collapse document by document, by kind of text"),
    "run index": ("benchmarks.index.run", "an index of texts seen before, beside other tools"),
    "run signatures": ("benchmarks.signatures", "datasketch's index with our signatures and with its own"),
    "run sites": ("benchmarks.sites", "pages of one site, some of them crawled twice"),
    "run quality": ("benchmarks.quality.run", "recall, precision and harm on generated pages"),
    "plot": ("benchmarks.plots", "draw the newest records as SVG"),
    "readme": ("benchmarks.readme", "fill in the tables of README.md and docs from the newest records"),
    "guard": ("benchmarks.guard", "count instructions; fail where a quarter more are executed than on record"),
    "slowest": ("benchmarks.slowest", "search for the texts that cost the kernel most"),
    "packages": ("benchmarks.packages", "collect real documents from Debian's and PyPI's packages"),
    "peers": ("benchmarks.peers.install", "install the other tools, each in its own environment"),
}


def main(arguments: Sequence[str]) -> int:
    """Runs the command that the arguments begin with; 2 when they begin with none."""
    for command, (module, _) in COMMANDS.items():
        words = command.split()
        if list(arguments[: len(words)]) == words:
            status: int = import_module(module).main(arguments[len(words) :])
            return status
    asked_for_help = bool({"-h", "--help"} & set(arguments[:1]))
    lines = (f"  {command:<15}{does}" for command, (_, does) in COMMANDS.items())
    text = "\n".join(("usage: python -m benchmarks COMMAND [--help] ...", "", *lines))
    print(text, file=sys.stdout if asked_for_help else sys.stderr)
    return 0 if asked_for_help else 2


if __name__ == "__main__":
    logging.getLogger("dedup").setLevel(logging.ERROR)  # on hostile texts it says what it does not list
    sys.exit(main(sys.argv[1:]))
