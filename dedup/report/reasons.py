"""Each rule of the decision in a sentence.  docs/what-is-a-copy.md shows every one on both sides of its edge."""

from __future__ import annotations

from dedup.options import PROTECT
from dedup.results import Spared

#: Why a copy went, by `Removal.rule`.
RULES: dict[str, str] = {
    "long run": "350 letters or more in a row do not repeat by accident.",
    "lone block": "A whole block stands again elsewhere, all but unchanged.",
    "row of copies": "Copies follow one another with nothing between them; one stays.",
    "teaser": "It breaks off in the middle of a sentence that the kept copy completes.",
    "neighbour": "It stands beside a copy that went, and the same words stand beside the kept one.",
}

#: Why a repeat stayed, by `Spared.reason`.
REASONS: dict[str, str] = {
    "single": "It is under 350 letters, and too short, too changed or too often there to be a copy by itself.",
    "form": "It is a label, a field or another short line whose surroundings differ, or it has a link of its own.",
    "numbers": "A number differs.",
    "names": "It is under 350 letters, and a name differs.",
    "template": "Both were made from one pattern: the words that differ are what each of them is about.",
    "table": "Most of its lines are rows of a table.",
    "list": "Its lines are items of a list; the other list may mean something else by them.",
    "code": "It is code or configuration.",
    "verse": "It is four short lines or more, as in a song or a poem.",
    "identity": "Too few of its letters stand in the other copy.",
    "reference": "It stands in a reference document, and nothing is removed from those.",
    "cut": "It neither begins nor ends at the end of a paragraph, line or sentence, or a cut would part a link, "
    "a tag or a pair of brackets.",
}


def lifted_by(spared: Spared) -> str:
    """The option of the command that would let a block go; "" when there is none.

    >>> from dedup.results import Span
    >>> lifted_by(Spared(Span(4, 8), Span(0, 4), 1.0, "verse", 'protect=dedup.PROTECT - {"verse"}'))
    '--no-protect verse'
    """
    if spared.reason in PROTECT:
        return f"--no-protect {spared.reason}"
    name, given, value = spared.option.partition("=")
    return f"--{name} {value}" if given else ""
