"""Each rule of the decision, in one sentence.  "Short" means fewer than 350 letters.

docs/what-is-a-copy.md shows each rule by examples on both sides of its limit.
"""

from __future__ import annotations

from dedup.options import PROTECT
from dedup.results.collapsed import Spared

#: Why a copy was removed, by `Removal.rule`.
RULES: dict[str, str] = {
    "long run": "At least 350 letters repeat in one run, too many for natural repetition.",
    "lone block": "A whole block repeats elsewhere, almost unchanged.",
    "row of copies": "The same unit repeats several times in a row; one copy is kept.",
    "teaser": "It breaks off where the kept copy continues.",
    "neighbour": "It is next to a removed copy, and the same words are next to the kept copy.",
}

#: Why a repeat was spared, by `Spared.reason`.
REASONS: dict[str, str] = {
    "single": "It is short and no copy by itself: changed, repeated three times or more, or part of a longer line.",
    "form": "It is short and belongs to what surrounds it, such as a value to its label; or the other copy only "
    "mentions it; or its link leads elsewhere.",
    "numbers": "A number differs.",
    "names": "It is short, and a name differs.",
    "template": "The two say different things: one negates the other, or both were made from one template.",
    "table": "Most of its lines are rows of a table.",
    "list": "It is a list or a menu, whose items may mean something else under another heading.",
    "code": "It is code or configuration.",
    "verse": "It consists of four or more short lines, as in a song.",
    "identity": "Too few of its letters match the other copy.",
    "reference": "It is in a reference document, and nothing is removed from those.",
    "cut": "It begins or ends inside a sentence, a link, a tag or a pair of brackets.",
}


def lifted_by(spared: Spared) -> str:
    """The option of the command that would remove a spared block; "" if there is none.

    >>> from dedup.results.span import Span
    >>> lifted_by(Spared(Span(4, 8), Span(0, 4), 1.0, "verse", 'protect=dedup.PROTECT - {"verse"}'))
    '--no-protect verse'
    """
    if spared.reason in PROTECT:
        return f"--no-protect {spared.reason}"
    name, given, value = spared.option.partition("=")
    return f"--{name} {value}" if given else ""
