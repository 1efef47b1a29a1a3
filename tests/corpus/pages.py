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


def paragraph(rng: Random) -> str:
    return LATIN.paragraph(rng)


def article(rng: Random, paragraphs: int = 3) -> str:
    return "\n\n".join(paragraph(rng) for _ in range(paragraphs))


def site(seed: int, pages: int, footer: str = FOOTER, menu: str = MENU) -> list[str]:
    rng = Random(seed)
    return ["\n\n".join([menu, article(rng), footer]) for _ in range(pages)]
