"""Pages of a made-up site: articles that nobody else has, between a menu and a footer that every page has."""

from __future__ import annotations

from random import Random

from tests.promises.scripts import SCRIPTS

LATIN = SCRIPTS[0]

MENU = "Home\nNews\nSport\nWeather forecast\nTravel and leisure\nCulture and society\nContact the newsroom"
FOOTER = (
    "All rights reserved. No part of this site may be copied, stored or passed on without the written consent of the "
    "publisher. Letters to the editor may be shortened."
)
WIRE = (
    "The two governments have agreed on a treaty about the use of the river, a spokesman said on Tuesday evening. "
    "Under the treaty, water will be shared in dry summers, and both sides will pay for a new dam. The parliaments "
    "have to agree to it before the end of the year."
)

#: The same form with other names: a story of its own.
RENAMED = WIRE.replace("Tuesday", "Monday").replace("dam", "wall")


def paragraph(rng: Random) -> str:
    return LATIN.paragraph(rng)


def article(rng: Random, paragraphs: int = 3) -> str:
    return "\n\n".join(paragraph(rng) for _ in range(paragraphs))


def site(seed: int, pages: int, footer: str = FOOTER, menu: str = MENU) -> list[str]:
    rng = Random(seed)
    return ["\n\n".join([menu, article(rng), footer]) for _ in range(pages)]


NOTICE = (
    "Subscribers may read every article of the last ten years in our archive. Write to the archive if a page is "
    "missing there, and please say on which day it was printed."
)
LIST = "- Opening hours and prices\n- How to get there by bus\n- Groups and schools\n- Lost and found"


def changed(rng: Random, block: str) -> str:
    """The block with one of its words exchanged, now and then."""
    words = block.split(" ")
    if rng.random() < 0.5:
        words[rng.randrange(len(words))] = rng.choice(LATIN.words)
    return " ".join(words)


def any_page(rng: Random, shared: list[str]) -> str:
    """Paragraphs of the page's own and shared ones in any order, some of them changed, with any line breaks."""
    own = [paragraph(rng) for _ in range(rng.randint(0, 3))]
    blocks = own + [changed(rng, block) for block in rng.sample(shared, rng.randint(0, min(4, len(shared))))]
    rng.shuffle(blocks)
    separator = rng.choice(("\n\n", "\n\n", "\n", "\r\n\r\n", "\n \n"))
    return rng.choice(("", "\n")) + separator.join(blocks) + rng.choice(("", "\n", "\n\n"))


def any_site(seed: int, pages: int) -> list[str]:
    """Pages that share blocks of many kinds; some pages are the same, and some have nothing of their own."""
    rng = Random(seed)
    shared = [MENU, FOOTER, WIRE, NOTICE, LIST, *(paragraph(rng) for _ in range(4))]
    texts: list[str] = []
    for _ in range(pages):
        again = texts and rng.random() < 0.15
        texts.append(rng.choice(texts) if again else any_page(rng, shared))
    return texts
