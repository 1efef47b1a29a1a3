"""Compares two texts: the passages they share, and the overlap of their sets of shingles."""

from __future__ import annotations

from dedup.kernel import _kernel
from dedup.options import CompareOptions
from dedup.record import NamedTuple
from dedup.results.comparison import Comparison, Passage
from dedup.results.span import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dedup.results.collapsed import Kind

#: Words a shingle where whole texts are compared, as across many texts.
SHINGLE = 5


class Place(NamedTuple):
    """The words of a passage in one of the texts."""

    before: int  #: the end of the word before them, or the start of the text
    start: int
    stop: int
    after: int  #: the start of the word after them, or the end of the text


def compare_texts(a: str, b: str, options: CompareOptions) -> Comparison:
    """Compares two texts with checked options, the shorter one first.

    The search is not symmetric where a text repeats itself. An order that depends on the texts alone makes the result
    the same whichever comes first in the call.
    """
    if (len(b), b) < (len(a), a):
        return mirrored(compare_texts(b, a, options))
    both = _kernel.compare_texts(a, b, options.min_letters, options.identity, SHINGLE)
    in_a, in_b, in_both = both.shingles
    if in_a == in_b == 0:  # neither has words
        in_a, in_b = int(not is_blank(a)), int(not is_blank(b))
        in_both = int(a.split() == b.split()) if in_a and in_b else 0
    passages = [
        passage(a, b, Place(*in_first), Place(*in_second), equal / letters, same_words)
        for in_first, in_second, letters, equal, same_words in both.passages
    ]
    passages.sort()
    return Comparison(
        share(in_both, in_a + in_b - in_both), share(in_both, in_a), share(in_both, in_b), passages, both.truncated
    )


def share(part: int, whole: int) -> float:
    """`part` / `whole`; 0 if `whole` is 0, as an empty set resembles no other."""
    return part / whole if whole else 0.0


def is_blank(text: str) -> bool:
    """Whether a text is empty or white space."""
    return not text or text.isspace()


def mirrored(comparison: Comparison) -> Comparison:
    """The same comparison with the texts swapped."""
    c = comparison
    passages = sorted(p._replace(a=p.b, b=p.a) for p in c.passages)
    return Comparison(c.jaccard, c.b_in_a, c.a_in_b, passages, c.truncated)


def passage(a: str, b: str, in_a: Place, in_b: Place, identity: float, same_words: bool) -> Passage:
    """The passage at two places, with the punctuation that is the same around both."""
    before = 0
    for x, y in zip(reversed(a[in_a.before : in_a.start]), reversed(b[in_b.before : in_b.start])):
        if x != y or x.isspace():
            break
        before += 1
    after = 0
    for x, y in zip(a[in_a.stop : in_a.after], b[in_b.stop : in_b.after]):
        if x != y or x.isspace():
            break
        after += 1
    span_a = Span(in_a.start - before, in_a.stop + after)
    span_b = Span(in_b.start - before, in_b.stop + after)
    kind: Kind = "near"
    if same_words:
        kind = "exact" if a[slice(*span_a)] == b[slice(*span_b)] else "same_words"
    return Passage(span_a, span_b, 1.0 if same_words else identity, kind)
