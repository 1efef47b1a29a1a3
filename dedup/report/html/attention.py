"""A changed copy is worth a look if the words that differ hold a number, a negation or a name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from dedup.kernel import _kernel
from dedup.results.span import Span

#: Flags of the kernel's words: see words.h.
_DIGIT, _CAPITAL = 1, 2

#: What may stand between the end of a sentence and the first word of the next one.
_OPENING = " \t\"'“”‘’«»„([{*_#>-–—"

#: What ends a sentence, or makes the next word the first of a line.
_END = ".!?:;…\n|•"


def worth_a_look(own: str, kept: str, differing: Sequence[tuple[Span, Span]]) -> tuple[str, ...]:
    """What the words that differ hold, out of "a number", "a negation" and "a name".

    Args:
        own: The removed copy.
        kept: The kept copy.
        differing: The spans that `differing_spans` finds in the two.

    >>> from dedup.report.word_pairs import differing_spans
    >>> own, kept = "They met with Ann at two.", "They met without Bob at 3."
    >>> worth_a_look(own, kept, differing_spans(own, kept))
    ('a number', 'a negation', 'a name')
    """
    if not differing:
        return ()
    held = _held(own, [pair[0] for pair in differing]) | _held(kept, [pair[1] for pair in differing])
    return tuple(f"a {name}" for name in ("number", "negation", "name") if name in held)


def _held(text: str, spans: Sequence[Span]) -> set[str]:
    words, known = _kernel.words(text), _kernel.known_words(text)
    starts = [word[0] for word in words]
    held: set[str] = set()
    for span in spans:
        for place in range(bisect_left(starts, span.start), bisect_left(starts, span.stop)):
            flags = words[place][4]
            if flags & _DIGIT or known[place] == _kernel.NUMERAL:
                held.add("number")
            elif known[place] == _kernel.NEGATION:
                held.add("negation")
            elif flags & _CAPITAL and not _begins_sentence(text, starts[place]):
                held.add("name")
    return held


def _begins_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 8) : start].rstrip(_OPENING)
    return not before or before[-1] in _END
