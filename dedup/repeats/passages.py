"""What two texts share: passages with exact ends, and how far their sets of shingles overlap."""

from __future__ import annotations

from dedup.kernel import _kernel
from dedup.options import CompareOptions
from dedup.record import NamedTuple
from dedup.results.comparison import Comparison, Passage
from dedup.results.span import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dedup.results.collapsed import Kind

#: Words a shingle: the width at which texts are compared as a whole, here as across many texts.
SHINGLE = 5


class Place(NamedTuple):
    """The words of a passage in one of the texts."""

    before: int  #: the end of the word before them, or of the text's beginning
    start: int
    stop: int
    after: int  #: the start of the word after them, or the end of the text


def compare_texts(a: str, b: str, options: CompareOptions) -> Comparison:
    """The comparison of two texts that has been asked for, found with the shorter one first.

    The search looks in its second text for what stands in its first, and where a text repeats itself it prefers some
    copies of the first.  An order that is the texts' own makes the result the same whichever the caller names first.
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
    """`part` / `whole`; 0 of nothing: an empty set is alike to none."""
    return part / whole if whole else 0.0


def is_blank(text: str) -> bool:
    """Whether it has nothing but white space."""
    return not text or text.isspace()


def mirrored(comparison: Comparison) -> Comparison:
    """The same with the texts exchanged."""
    c = comparison
    passages = sorted(p._replace(a=p.b, b=p.a) for p in c.passages)
    return Comparison(c.jaccard, c.b_in_a, c.a_in_b, passages, c.truncated)


def passage(a: str, b: str, in_a: Place, in_b: Place, identity: float, same_words: bool) -> Passage:
    """The passage at two places, with the signs that adjoin its words alike in both."""
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
