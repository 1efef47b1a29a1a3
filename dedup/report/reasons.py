"""Each rule of the decision in a sentence.  Short is what has fewer than 350 letters.

docs/what-is-a-copy.md shows every rule on both sides of its edge.
"""

from __future__ import annotations

from dedup.options import PROTECT
from dedup.results.collapsed import Spared

#: Why a copy went, by `Removal.rule`.
RULES: dict[str, str] = {
    "long run": "350 letters or more in a row do not repeat by accident.",
    "lone block": "A whole block stands again elsewhere, all but unchanged.",
    "row of copies": "One unit stands again and again with nothing between; one of them stays.",
    "teaser": "It breaks off where the kept copy goes on.",
    "neighbour": "It stands beside a copy that went, and the same words stand beside the kept one.",
}

#: Why a repeat stayed, by `Spared.reason`.
REASONS: dict[str, str] = {
    "single": "It is short and no copy by itself: changed, there three times or more, or part of a longer line.",
    "form": "It is a short line, all that a label says, or only named in the other copy; or what stands beside it "
    "differs, or its link does.",
    "numbers": "A number differs.",
    "names": "It is short, and a name differs.",
    "template": "One denies what the other says; or both were made from one pattern, and what differs is what each is "
    "about.",
    "table": "Most of its lines are rows of a table.",
    "list": "Its lines are items of a list, which may mean something else under another heading.",
    "code": "It is code or configuration.",
    "verse": "It is four short lines or more, as in a song.",
    "identity": "Too few of its letters stand in the other copy.",
    "reference": "It stands in a reference document, and nothing is removed from those.",
    "cut": "It begins or ends inside a sentence, a link, a tag or a pair of brackets.",
}


def lifted_by(spared: Spared) -> str:
    """The option of the command that would let a block go; "" when there is none.

    >>> from dedup.results.span import Span
    >>> lifted_by(Spared(Span(4, 8), Span(0, 4), 1.0, "verse", 'protect=dedup.PROTECT - {"verse"}'))
    '--no-protect verse'
    """
    if spared.reason in PROTECT:
        return f"--no-protect {spared.reason}"
    name, given, value = spared.option.partition("=")
    return f"--{name} {value}" if given else ""
