"""The verbs, behind one door: what each takes is checked here, and the stages below do the work."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable

from dedup.errors import ArgumentTypeError
from dedup.hints import with_hints
from dedup.options import (
    IDENTITY,
    IDENTITY_ACROSS,
    JACCARD,
    KEEP,
    MIN_DOCUMENTS,
    MIN_LETTERS,
    PROTECT,
    PROTECT_ACROSS,
    block_options,
    collapse_options,
    compare_options,
    deduplicate_options,
    read_options,
)
from dedup.repeats.passages import compare_texts
from dedup.repeats.rounds import collapse_with

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal

    import numpy as np
    from numpy.typing import NDArray

    from dedup.corpus.source.source import Documents
    from dedup.options import Field, Protected
    from dedup.results.blocks import DeduplicatedBlocks
    from dedup.results.collapsed import Collapsed
    from dedup.results.comparison import Comparison
    from dedup.results.documents import Deduplicated


def collapse(
    text: str,
    identity: float = IDENTITY,
    min_letters: int = MIN_LETTERS,
    keep: Literal["fullest", "first", "last"] | Callable[[str], Any] = KEEP,
    protect: Collection[Protected] = PROTECT,
) -> Collapsed:
    r"""Remove what repeats inside one text, exact or slightly changed, and leave one copy.

    Args:
        text: Any `str`.
        identity: From 0 to 1: the least share of a copy's letters that must be aligned to equal ones in the copy that
            stays.
        min_letters: The shortest single block that may go, in letters. A Han character counts 3, Kana and Hangul 2.
        keep: Which copy stays. "fullest": the one in the fuller block, else the earlier. "first" and "last" mean just
            that. A function of a copy's text is a sort key: the copy with the smallest result stays.
        protect: The kinds of natural repetition to leave alone, out of `dedup.PROTECT`; `()` protects nothing.

    Returns:
        The text that is left, a `Removal` for each copy that went, and a `Spared` for each repeat that stays.

    Raises:
        ArgumentTypeError: An argument has the wrong type. Also a `TypeError`.
        OptionError: An option is out of range. Also a `ValueError`.
        TextTooLongError: The text has 4 GiB or more in UTF-8. Also an `OverflowError`.

    Example:
        >>> import dedup
        >>> story = "The council met on Monday to vote on the new bridge. It will open to traffic in the spring."
        >>> c = dedup.collapse(story + "\n\nAdvertisement\n\n" + story.upper())
        >>> c.text == story + "\n\nAdvertisement"
        True
        >>> [(removal.kind, removal.kept) for removal in c.removals]
        [('same_words', Span(start=0, stop=91))]
    """
    if not isinstance(text, str):
        raise ArgumentTypeError("text", text, "a str")
    collapsed = collapse_with(text, collapse_options(identity, min_letters, keep, protect))
    if collapsed.truncated:
        warn("collapse: the search stopped at its work limit, and repeats may be missing (truncated)")
    if collapsed.unlisted:
        warn("collapse: spared blocks that are counted and not listed: %d (unlisted)", collapsed.unlisted)
    return collapsed


def compare(a: str, b: str, identity: float = IDENTITY, min_letters: int = MIN_LETTERS) -> Comparison:
    """Measure how alike two texts are, and find every passage that they share, exact or slightly changed.

    Exchange `a` and `b`, and the result is the same with the two exchanged.

    Args:
        a: Any `str`.
        b: Any `str`.
        identity: From 0 to 1: the least share of a passage's letters, those of both texts together, that must be
            aligned to equal ones.
        min_letters: The shortest passage, in letters on either side. A Han character counts 3, Kana and Hangul 2.

    Returns:
        The Jaccard index and the containment of the two sets of shingles, and the passages.

    Raises:
        ArgumentTypeError: An argument has the wrong type. Also a `TypeError`.
        OptionError: An option is out of range. Also a `ValueError`.
        TextTooLongError: A text has 4 GiB or more in UTF-8. Also an `OverflowError`.

    Example:
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
    comparison = compare_texts(a, b, compare_options(identity, min_letters))
    if comparison.truncated:
        warn("compare: the search stopped at its work limit, and passages may be missing (truncated)")
    return comparison


@with_hints
def deduplicate(
    docs: Documents,
    jaccard: float = JACCARD,
    *,
    text: Field | None = None,
    id: Field | None = None,
    missing: Literal["error", "keep"] = "error",
    keep: Literal["fullest", "first", "last"] | Callable[[str], Any] = KEEP,
    reference: Collection[Hashable] | None = None,
    containment: float | None = None,
    jobs: int = 1,
) -> Deduplicated:
    """Find the documents that repeat others, and say which to keep.

    Each document that goes was compared, shingle by shingle, with the one that stays for it. Nothing goes by an
    estimate, or because it resembles something that goes itself.

    Args:
        docs: The documents: any iterable of `str`, of (id, text), or of mappings or objects that have a text; a
            mapping of ids to texts; a frame, Series, table or array of pandas, polars, Arrow or numpy; a data set of
            Hugging Face; a `pathlib.Path` to a file or folder. What can be read only once is kept in a temporary file.
        jaccard: From 0.5 to 1: the least Jaccard index of a document and the one that stays for it, over their
            sets of shingles of 5 words.
        text: Which key, attribute, column or place holds the text, or a function that makes it of a document. By
            default the field "text", or a table's only column.
        id: Which holds the id, likewise. By default the field "id" of mappings and tables that have it, else the
            document's place, counted from 0. Objects have one only if it is named.
        missing: What to do with a document whose text is None or NaN. "error": raise. "keep": let it stay.
        keep: Which of two stays. "fullest": the one with more words, then the one with the smaller id. "first" and
            "last" mean just that. A function of a text is a sort key: the text with the smallest result stays.
        reference: Ids of documents that are compared with and never removed.
        containment: From 0.5 to 1: also remove a document of whose shingles at least this share is in one longer
            document that stays. None: do not.
        jobs: Threads. The result is the same for any number.

    Returns:
        The ids that stay, a `RemovedDocument` for each that goes, the groups, and the numbers.

    Raises:
        ArgumentTypeError: An argument, or a document, has the wrong type. Also a `TypeError`.
        OptionError: An option is out of range. Also a `ValueError`.
        DuplicateIdError: Two documents have the same id. Also a `ValueError`.
        InputError: A file cannot be read; the message names file, line and byte. Also a `ValueError`.
        MissingPackageError: A table is given and pyarrow is not installed. Also an `ImportError`.

    Example:
        >>> import dedup
        >>> story = "The council met on Monday to vote on the new bridge. It will open to traffic in the spring."
        >>> d = dedup.deduplicate([story, "Something else.", story.upper()])
        >>> d.kept_ids
        (0, 1)
        >>> d.removals
        (RemovedDocument(id=2, kept_id=0, kind='same_words', jaccard=1.0, containment=1.0),)
    """
    options = deduplicate_options(jaccard, containment, keep, jobs)
    reading = read_options(text, id, missing, reference)
    from dedup.corpus.checkpoint import Checkpoint
    from dedup.corpus.documents.pipeline import find_copies
    from dedup.corpus.documents.result import document_result
    from dedup.corpus.source.open import source_of

    with Checkpoint() as checkpoint:
        outcome = find_copies(source_of(docs, reading), options, checkpoint)
    if outcome.unresolved:
        warn("deduplicate: documents not compared with all that resemble them: %d (unresolved)", outcome.unresolved)
    return document_result(outcome, docs)


@with_hints
def deduplicate_blocks(
    docs: Documents,
    *,
    text: Field | None = None,
    id: Field | None = None,
    missing: Literal["error", "keep"] = "error",
    copies: Literal[0, 1] = 1,
    min_documents: int = MIN_DOCUMENTS,
    mask_digits: bool = False,
    reference: Collection[Hashable] | None = None,
    identity: float = IDENTITY_ACROSS,
    min_letters: int = MIN_LETTERS,
    protect: Collection[Protected] = PROTECT_ACROSS,
    jobs: int = 1,
) -> DeduplicatedBlocks:
    r"""Find the blocks that several documents share, such as menus, footers and reprinted stories.

    A block stays in the first document that has it, in the order given, and goes from the others. What repeats inside
    one document is left to `collapse`.

    Args:
        docs: The documents, in any form that `deduplicate` takes.
        text: Which field holds the text, as in `deduplicate`.
        id: Which field holds the id, as in `deduplicate`.
        missing: What to do with a document whose text is None or NaN, as in `deduplicate`.
        copies: 1: the first copy of each block stays. 0: no copy stays but in reference documents, as for boilerplate.
        min_documents: In how many documents a block must be to go; at least 2.
        mask_digits: Whether blocks that differ only in digits, such as page numbers, are the same.
        reference: Ids of documents that come before all others and lose nothing.
        identity: From 0 to 1: the least share of a block's letters that must be aligned to equal ones in the copy that
            stays.
        min_letters: The shortest block that may go, in letters. A Han character counts 3, Kana and Hangul 2.
        protect: The kinds of natural repetition to leave alone, out of `dedup.PROTECT`. Without "form", "list" and
            "verse" by default: across documents those are menus and footers.
        jobs: Threads. The result is the same for any number.

    Returns:
        A `RemovedBlock` for each block that goes, a `SparedBlock` for each shared one that stays, and the numbers.

    Raises:
        ArgumentTypeError: An argument, or a document, has the wrong type. Also a `TypeError`.
        OptionError: An option is out of range. Also a `ValueError`.
        DuplicateIdError: Two documents have the same id. Also a `ValueError`.
        InputError: A file cannot be read; the message names file, line and byte. Also a `ValueError`.
        MissingPackageError: A table is given and pyarrow is not installed. Also an `ImportError`.

    Example:
        >>> import dedup
        >>> footer = "The Valley Courier is printed in Amberfold twice a week. Letters may be shortened."
        >>> pages = {"bridge": f"The bridge is closed.\n\n{footer}", "library": f"The library is open.\n\n{footer}"}
        >>> b = dedup.deduplicate_blocks(pages)
        >>> [(removal.id, removal.kept_id, removal.kind) for removal in b.removals]
        [('library', 'bridge', 'exact')]
        >>> b.text_of("library", pages["library"])
        'The library is open.'
    """
    options = block_options(
        identity=identity,
        min_letters=min_letters,
        protect=protect,
        copies=copies,
        min_documents=min_documents,
        mask_digits=mask_digits,
        jobs=jobs,
    )
    reading = read_options(text, id, missing, reference)
    from dedup.corpus.blocks.pipeline import find_blocks
    from dedup.corpus.blocks.result import block_result
    from dedup.corpus.checkpoint import Checkpoint
    from dedup.corpus.source.open import source_of

    source = source_of(docs, reading)
    with Checkpoint() as checkpoint:
        outcome = find_blocks(source, options, checkpoint)
    if outcome.unresolved:
        message = "deduplicate_blocks: documents not compared with all that share text with them: %d (unresolved)"
        warn(message, outcome.unresolved)
    if outcome.more_spared:
        warn("deduplicate_blocks: more blocks were spared than the %d that are listed", len(outcome.spared))
    return block_result(outcome, source)


def sketch(texts: Iterable[str]) -> NDArray[np.uint32]:
    """Compute a signature of each text, for an index or a clustering of your own.

    The share of slots in which two rows are equal estimates the Jaccard index J of the texts' sets of shingles of 5
    words, without bias and with a variance of at most J (1 - J) / 128, below that of as many MinHash values. The
    minimum of two rows, slot by slot, is the signature of both sets together.

    The method is Fast Similarity Sketching: Dahlgaard, Knudsen and Thorup, FOCS 2017.

    Args:
        texts: Any iterable of `str`, or a column of pandas, polars, Arrow or numpy.

    Returns:
        An array of uint32 [n, 128], a row for each text. A text without words gives a row of 0xFFFFFFFF; such rows
        equal each other, so filter them out before you compare.

    Raises:
        ArgumentTypeError: `texts` is a bare `str`, or something in it is no `str`. Also a `TypeError`.

    Example:
        >>> import dedup
        >>> story = "The council met on Monday to vote on the new bridge. It will open to traffic in the spring."
        >>> a, b = dedup.sketch([story, story.upper()])
        >>> a.shape, bool((a == b).all())
        ((128,), True)
    """
    from dedup.corpus.lsh.signatures import signatures_of
    from dedup.corpus.source.columns import is_column, values_of

    if isinstance(texts, str) or not isinstance(texts, Iterable):
        raise ArgumentTypeError("texts", texts, "an iterable of str")
    listed = list(values_of(texts) if is_column(texts) else texts)
    for place, text in enumerate(listed):
        if not isinstance(text, str):
            raise ArgumentTypeError(f"texts[{place}]", text, "a str")
    return signatures_of(listed)


def warn(message: str, *values: object) -> None:
    """Logs that a result is not complete; `logging` is imported when that happens, which is rare."""
    from logging import getLogger

    getLogger("dedup").warning(message, *values)
