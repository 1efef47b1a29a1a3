"""What a caller may ask: each verb is a short orchestration of the stages below."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from functools import partial
from typing import Any

from dedup.corpus.documents import find_copies
from dedup.corpus.ranking import marks_of
from dedup.corpus.results import block_result, document_result
from dedup.corpus.sources import source_of
from dedup.corpus.work import Work
from dedup.errors import ArgumentTypeError, OptionError
from dedup.options import (
    IDENTITY,
    IDENTITY_ACROSS,
    JACCARD,
    KEEP,
    MIN_DOCUMENTS,
    MIN_LETTERS,
    PROTECT_ACROSS,
    block_options,
    check_unit,
    checked_references,
    compare_options,
    deduplicate_options,
)
from dedup.repeats.passages import compare_texts
from dedup.results.collapsed import Comparison
from dedup.results.documents import Deduplicated


def compare(a: str, b: str, identity: float = IDENTITY, min_letters: int = MIN_LETTERS) -> Comparison:
    """How alike two texts are, and every passage that stands in both, exact or slightly changed.

    a, b: any `str`.  Exchanged, they give the same result with `a` and `b` exchanged.
    identity: the least share, in (0, 1], of a passage's letters, those of both texts together, that must be aligned to
        equal ones.
    min_letters: the shortest passage, in letters on either side (a Han sign counts 3, Kana and Hangul 2).

    Raises `DedupError`s that are also `TypeError` or `ValueError`, naming parameter, value and range.

    >>> import dedup
    >>> story = "The council met on Monday to vote on the new bridge. It will open to traffic in the spring."
    >>> m = dedup.compare("Local news. " + story, story + " More tomorrow.")
    >>> m.passages
    (Passage(a=Span(start=12, stop=103), b=Span(start=0, stop=91), identity=1.0, kind='exact'),)
    >>> m.jaccard, m.a_in_b, m.b_in_a
    (0.7894736842105263, 0.8823529411764706, 0.8823529411764706)
    """
    for name, text in (("a", a), ("b", b)):
        if not isinstance(text, str):
            raise ArgumentTypeError(name, text, "a str")
    return compare_texts(a, b, compare_options(identity, min_letters))


def deduplicate(
    docs: object,
    jaccard: float = JACCARD,
    unit: str = "document",
    *,
    keep: str | Callable[[str], Any] = KEEP,
    reference: Collection[Hashable] | None = None,
    containment: float | None = None,
    copies: int = 1,
    min_documents: int = MIN_DOCUMENTS,
    mask_digits: bool = False,
    identity: float = IDENTITY_ACROSS,
    min_letters: int = MIN_LETTERS,
    protect: Collection[str] = PROTECT_ACROSS,
    jobs: int = 1,
) -> Deduplicated:
    """Which documents stay, which go, and for each that goes the one that stays for it.

    docs: an iterable of `str` or of (id, text), a mapping of ids to texts, a table of columns "id" and "text" (whatever
        has `__arrow_c_stream__`), or a `pathlib.Path` to a file or folder.  What can be read only once waits in a
        temporary file.  A text without an id has its place as its id.
    jaccard: from 0.5 to 1, the least share of the shingles of two documents, 5 words each, that stand in both.  Every
        removal is counted exactly, against the document that stays.
    unit: "document", or "block" for stretches that stand in several documents.
    keep: "fullest" keeps the document of most words, of equals the one with the smallest id; "first" and "last" mean
        just that; a function of a text is a sort key, and the smallest stays.
    reference: ids of documents that nothing is removed from.
    containment: from 0.5 to 1: documents of whose shingles that share stands in one longer document go too.
    jobs: threads.  The result is the same for any number.

    For blocks, which the first document always keeps:
    copies: 1, the first stays; 0, none does (boilerplate).
    min_documents: in how many documents a block must stand to go.
    mask_digits: whether blocks that differ in digits only, such as page numbers, are the same.
    identity, min_letters, protect: as in `collapse`, but for a shorter list of what is protected.

    Raises `DedupError`s that are also `TypeError` or `ValueError`, naming parameter, value and range.

    >>> import dedup
    >>> story = "The council met on Monday to vote on the new bridge. It will open to traffic in the spring."
    >>> d = dedup.deduplicate([story, "Something else.", story.upper()])
    >>> d.kept_ids
    (0, 1)
    >>> d.removals
    (RemovedDocument(id=2, kept_id=0, kind='same_words', jaccard=1.0, containment=1.0),)
    """
    check_unit(
        unit,
        {
            "jaccard": jaccard,
            "containment": containment,
            "copies": copies,
            "min_documents": min_documents,
            "mask_digits": mask_digits,
            "identity": identity,
            "min_letters": min_letters,
            "protect": protect,
        },
    )
    mark_references = partial(marks_of, references=checked_references(reference))
    if unit == "block":
        from dedup.corpus.block_stages import find_blocks

        if keep not in (KEEP, "first"):
            raise OptionError("keep", keep, "'first' with unit='block': a block stays in the first document")
        blocks = block_options(identity, min_letters, protect, copies, min_documents, mask_digits, jobs)
        with Work() as work:
            return block_result(find_blocks(source_of(docs), blocks, mark_references, work))
    options = deduplicate_options(jaccard, containment, keep, jobs)
    with Work() as work:
        return document_result(find_copies(source_of(docs), options, mark_references, work))
