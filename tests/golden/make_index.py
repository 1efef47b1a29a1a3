"""Makes the index of the current format, tests/golden/index-1.dedup; later formats get a file of their own.

Files of released formats are never made again: they prove that old indexes can be opened, or are refused by name.

    python tests/golden/make_index.py
"""

from __future__ import annotations

from pathlib import Path

import dedup

PATH = Path(__file__).parent / "index-1.dedup"

BRIDGE = "The old bridge at Amberfold stays closed until the end of May. Divers found a crack in its second pillar."
FOOTER = "The Valley Courier is printed in Amberfold twice a week. Letters may be shortened before they are printed."
DOCUMENTS = {
    "/bridge": f"{BRIDGE}\n\n{FOOTER}",
    "/library": f"The library opens on Sundays.\n\n{FOOTER}",
    7: "Die Brücke in Bernsteinfeld bleibt bis Ende Mai gesperrt, wie das Amt am Montag mitteilte.",
    -2: "安布福德的老桥将关闭到五月底，潜水员星期一在第二个桥墩上发现了一条裂缝。",
    "emoji": "🌉 🌉 🌉",
    "blank": " \n",
    "surrogate": "\ud800 half a character",
}


def make(path: Path) -> None:
    """Writes the index."""
    path.unlink(missing_ok=True)
    with dedup.Index(path, containment=0.9, blocks=True) as index:
        index.add_many(DOCUMENTS)
        index.compact()


if __name__ == "__main__":
    make(PATH)
