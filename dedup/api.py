"""The public functions: they check arguments, and call the packages that do the work."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator

from dedup.errors import ArgumentTypeError
from dedup.hints import with_hints
from dedup.kernel._kernel import Halt
from dedup.options import (
    IDENTITY,
    IDENTITY_ACROSS,
    JACCARD,
    KEEP,
    MIN_DOCUMENTS,
    MIN_LETTERS,
    PROTECT,
    PROTECT_ACROSS,
    PROTECT_DOCUMENTS,
    block_options,
    checked_jobs,
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
    from dedup.options import CollapseOptions, DocumentProtected, Field, Protected
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
    r"""Remove what repeats inside one text, exactly or with small changes, and keep one copy.

    Args:
        text: Any `str`.
        identity: The minimum share of a removed copy's letters that are aligned to equal letters in the kept copy,
            above 0 and at most 1.
        min_letters: The minimum length of a block that is removed alone, in letters. Kana and Hangul count 2 letters,
            Han characters 3.
        keep: Which copy to keep. "fullest": the one in the longer paragraph or passage, or else the first. "first",
            "last": the first, the last. A function is a sort key over the copies' texts: the smallest is kept.
        protect: The kinds of natural repetition to leave alone, from `dedup.PROTECT`; `()` protects nothing.

    Returns:
        The text that is left, a `Removal` for each removed copy, and a `Spared` for each repeat left in place.

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
    if collapsed.truncated or collapsed.unlisted:
        _warn_of_missing(collapsed)
    return collapsed


def collapse_many(
    texts: Iterable[str],
    identity: float = IDENTITY,
    min_letters: int = MIN_LETTERS,
    keep: Literal["fullest", "first", "last"] | Callable[[str], Any] = KEEP,
    protect: Collection[Protected] = PROTECT,
    *,
    jobs: int = 1,
) -> Iterator[Collapsed]:
    r"""Collapse many texts, each by itself, with several threads.

    The threads share the work on texts of any length: they search without Python's interpreter lock. Texts are taken
    from the iterable as they are needed, and results come in the same order; the first after some hundred texts.

    Args:
        texts: Any iterable of `str`, or a column of pandas, polars, Arrow or numpy.
        identity: As for `collapse`.
        min_letters: As for `collapse`.
        keep: As for `collapse`. A function may be called by several threads at once.
        protect: As for `collapse`.
        jobs: The number of threads. The results are the same for any number.

    Returns:
        An iterator over the results of `collapse`, in the order of the texts.

    Raises:
        ArgumentTypeError: An argument, or a text, has the wrong type. Also a `TypeError`.
        OptionError: An option is out of range. Also a `ValueError`.
        TextTooLongError: A text has 4 GiB or more in UTF-8. Also an `OverflowError`.

    Example:
        >>> import dedup
        >>> story = "The council met on Monday to vote on the new bridge. It will open to traffic in the spring."
        >>> [len(c.removals) for c in dedup.collapse_many([story, f"{story}\n\n{story}"], jobs=2)]
        [0, 1]
    """
    options = collapse_options(identity, min_letters, keep, protect)
    checked = checked_jobs(jobs)
    from dedup.corpus.source.columns import each_text

    return _each_collapsed(each_text(texts), options, checked)


def _each_collapsed(texts: Iterable[str], options: CollapseOptions, jobs: int) -> Iterator[Collapsed]:
    from dedup.corpus.parallel import in_order
    from dedup.repeats.many import batches, collapse_batch

    halt = Halt()

    def collapse_apart(batch: list[str]) -> list[Collapsed]:
        with halt:
            return collapse_batch(batch, options)

    for results in in_order(collapse_apart, batches(texts), jobs, halt.set):
        for collapsed in results:
            _warn_of_missing(collapsed)
            yield collapsed


def _warn_of_missing(collapsed: Collapsed) -> None:
    """Warns if a result is incomplete."""
    if collapsed.truncated:
        warn("collapse: the search stopped at its work limit, and repeats may be missing (truncated)")
    if collapsed.unlisted:
        warn("collapse: spared blocks that are counted and not listed: %d (unlisted)", collapsed.unlisted)


def compare(a: str, b: str, identity: float = IDENTITY, min_letters: int = MIN_LETTERS) -> Comparison:
    """Measure how similar two texts are, and find the passages they share, exactly or with small changes.

    The function is symmetric: swapping `a` and `b` swaps the two sides of the result and changes nothing else.

    Args:
        a: Any `str`.
        b: Any `str`.
        identity: The minimum share of a passage's letters, on both sides together, that are aligned to equal letters,
            above 0 and at most 1.
        min_letters: The minimum length of a passage on either side, in letters. Kana and Hangul count 2 letters, Han
            characters 3.

    Returns:
        The Jaccard index and both containments of the sets of shingles, and the shared passages.

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
    protect: Collection[DocumentProtected] = PROTECT_DOCUMENTS,
    jobs: int = 1,
) -> Deduplicated:
    """Find the documents that repeat others, and which of them to keep.

    Every removal is confirmed by the exact Jaccard index of the document and the one kept for it, and the two are
    aligned: a document that has whole lines or sentences of its own is spared. Matches are never chained: no document
    is removed because it resembles one that is removed itself.

    Args:
        docs: The documents: an iterable of `str`, of (id, text) pairs, or of mappings or objects with a text; a mapping
            of ids to texts; a frame, Series, table or array of pandas, polars, Arrow or numpy; a Hugging Face dataset;
            a `pathlib.Path` to a file or folder. One-shot iterables are spooled to a temporary file.
        jaccard: The minimum Jaccard index of a document and the one kept for it, over their sets of shingles of 5
            words, from 0.5 to 1.
        text: The key, attribute, column or index of the text, or a function that returns it. By default the field
            "text", or a table's only column.
        id: The key, attribute, column or index of the id, or a function that returns it. By default the field "id" of
            mappings and tables that have one, or else the document's position, counted from 0.
        missing: How to handle a document whose text is None or NaN. "error": raise. "keep": keep it.
        keep: Which of two copies to keep. "fullest": the one with more words, then the one with the smaller id.
            "first", "last": the first, the last. A function is a sort key over texts: the smallest is kept.
        reference: Ids of documents to compare with but never remove.
        containment: Also remove a document if at least this share of its shingles occurs in one longer kept document,
            from 0.5 to 1. None: do not.
        protect: The similar documents to keep all the same. "own": those with lines or sentences, 60 letters or more in
            all, that the other document lacks. "template": those that fill the same form with other words, or deny
            what the other one says. "numbers", "names": those with a sentence that has other ones; not by default.
            `()`: remove whatever has the Jaccard index.
        jobs: The number of threads. The result is the same for any number.

    Returns:
        The ids of the kept documents, a `RemovedDocument` for each removed one, a `SparedDocument` for each similar one
        that was kept, the groups, and counts.

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
        (RemovedDocument(id=2, kept_id=0, kind='same_words', jaccard=1.0, containment=1.0, identity=1.0, differs=()),)
    """
    options = deduplicate_options(jaccard, containment, keep, protect, jobs)
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

    A block is kept in the first document that has it, in the order given, and removed from the others. Repeats inside
    one document are left to `collapse`.

    Args:
        docs: The documents, in any form that `deduplicate` takes.
        text: Which field holds the text, as in `deduplicate`.
        id: Which field holds the id, as in `deduplicate`.
        missing: How to handle a document whose text is None or NaN, as in `deduplicate`.
        copies: 1: keep the first copy of each block. 0: keep none, except in reference documents; for boilerplate.
        min_documents: The minimum number of documents a removed block occurs in; at least 2.
        mask_digits: Whether to ignore the difference between numbers, such as page numbers.
        reference: Ids of documents that come before all others and lose nothing.
        identity: The minimum share of a removed block's letters that are aligned to equal letters in the kept copy,
            above 0 and at most 1.
        min_letters: The minimum length of a removed block, in letters. Kana and Hangul count 2 letters, Han characters
            3.
        protect: The kinds of natural repetition to leave alone, from `dedup.PROTECT`. The default leaves out "form",
            "list" and "verse": across documents, those are menus and footers.
        jobs: The number of threads. The result is the same for any number.

    Returns:
        A `RemovedBlock` for each removed block, a `SparedBlock` for each shared block left in place, and counts.

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
    """Compute a signature of each text, for your own index or clustering.

    The share of slots in which two signatures agree estimates the Jaccard index J of the texts' sets of shingles of 5
    words. The estimate is unbiased, with a variance of at most J (1 - J) / 128, below that of 128 MinHash values. The
    slot-wise minimum of two signatures is the signature of the union of their sets.

    The method is Fast Similarity Sketching: Dahlgaard, Knudsen and Thorup, FOCS 2017.

    Args:
        texts: Any iterable of `str`, or a column of pandas, polars, Arrow or numpy.

    Returns:
        An array of uint32 [n, 128], one row per text. A text without words gives a row of 0xFFFFFFFF. Such rows compare
        equal to each other; filter them out first.

    Raises:
        ArgumentTypeError: `texts` is a bare `str`, or an item is not a `str`. Also a `TypeError`.

    Example:
        >>> import dedup
        >>> story = "The council met on Monday to vote on the new bridge. It will open to traffic in the spring."
        >>> a, b = dedup.sketch([story, story.upper()])
        >>> a.shape, bool((a == b).all())
        ((128,), True)
    """
    from dedup.corpus.lsh.signatures import signatures_of
    from dedup.corpus.source.columns import checked_texts

    return signatures_of(checked_texts(texts))


def warn(message: str, *values: object) -> None:
    """Logs that a result is incomplete. That is rare, so `logging` is imported only here."""
    from logging import getLogger

    getLogger("dedup").warning(message, *values)
