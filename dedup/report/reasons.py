"""Each rule of the decision, in one sentence.  "Short" means fewer than 350 letters.

docs/what-is-a-copy.md shows each rule by examples on both sides of its limit.
"""

from __future__ import annotations

from dedup.options import PROTECT
from dedup.results.collapsed import Spared

#: Why a copy was removed, by `Removal.rule`.
RULES: dict[str, str] = {
    "long run": "At least 350 letters in a row repeat, which is no accident.",
    "lone block": "A whole block repeats elsewhere, almost unchanged.",
    "row of copies": "One unit repeats again and again with nothing in between; one of them is kept.",
    "teaser": "It breaks off where the kept copy continues.",
    "neighbour": "It is next to a removed copy, and the same words are next to the kept copy.",
}

#: Why a repeat was spared, by `Spared.reason`.
REASONS: dict[str, str] = {
    "single": "It is short and not a copy by itself: changed, repeated three times or more, or part of a longer line.",
    "form": "It is a short line, the value of a label, or only mentioned in the other copy; or its surroundings or its "
    "link differ.",
    "numbers": "A number differs.",
    "names": "It is short, and a name differs.",
    "template": "One negates the other; or both were made from one template, and what differs is what each is about.",
    "table": "Most of its lines are rows of a table.",
    "list": "Its lines are items of a list, which may mean something else under another heading.",
    "code": "It is code or configuration.",
    "verse": "It has four short lines or more, as in a song.",
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
