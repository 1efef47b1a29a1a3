"""Every number a caller may set, checked once, with the reason for its default."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from operator import index

from dedup.errors import ArgumentTypeError, OptionError
from dedup.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal

    KeepRule = Literal["fullest", "first", "last"]
    #: A key, attribute, column or place in a document, or a function of it.
    Field = str | int | Callable[[Any], Any]
    Protected = Literal["single", "form", "numbers", "names", "template", "table", "list", "code", "verse"]

#: Kinds of natural repetition that are left alone unless a caller says otherwise.
PROTECT: frozenset[Protected] = frozenset(
    {"single", "form", "numbers", "names", "template", "table", "list", "code", "verse"}
)

#: Share of a removed copy's letters that must stand, aligned, in the kept copy.  At .8 a copy with a fifth of
#: its words edited is still found; identity is counted by letters, so .8 also stands one letter in ten misread.
IDENTITY = 0.8

#: Shortest lone block that may go, in letters: one sentence.  Shorter pull quotes exist, but at 45 letters
#: twice as many texts that repeat themselves on purpose were touched.
MIN_LETTERS = 60

#: Which of two copies stays: the earlier, unless the later one holds more.
KEEP: KeepRule = "fullest"

KEEP_RULES: tuple[KeepRule, ...] = ("fullest", "first", "last")

#: The largest number that may be set.
MOST = 2**31 - 1


class CollapseOptions(NamedTuple):
    """The checked options of `collapse`."""

    identity: float
    min_letters: int
    keep: KeepRule | Callable[[str], Any]
    protect: frozenset[Protected]


def collapse_options(
    identity: float = IDENTITY,
    min_letters: int = MIN_LETTERS,
    keep: KeepRule | Callable[[str], Any] = KEEP,
    protect: Collection[Protected] = PROTECT,
) -> CollapseOptions:
    """The options of `collapse`, each checked; raises `OptionError` or `ArgumentTypeError`.

    >>> collapse_options(keep="newest")
    Traceback (most recent call last):
    ...
    dedup.errors.OptionError: keep must be 'fullest', 'first', 'last' or a function, not 'newest'
    """
    if identity is IDENTITY and min_letters is MIN_LETTERS and keep is KEEP and protect is PROTECT:
        return DEFAULTS  # most calls set none
    return CollapseOptions(
        checked_number("identity", identity),
        checked_count("min_letters", min_letters),
        checked_keep(keep),
        checked_protect(protect),
    )


class CompareOptions(NamedTuple):
    """The checked options of `compare`."""

    identity: float
    min_letters: int


def compare_options(identity: float = IDENTITY, min_letters: int = MIN_LETTERS) -> CompareOptions:
    """The options of `compare`, each checked; raises `OptionError` or `ArgumentTypeError`."""
    return CompareOptions(checked_number("identity", identity), checked_count("min_letters", min_letters))


#: Least Jaccard index of a document with the kept one: about one word in forty-five changed.
JACCARD = 0.8

#: Documents a block must stand in to go, where blocks are looked for across documents.
MIN_DOCUMENTS = 2

#: What is left alone of blocks across documents: there a short form, list or line is a menu or a footer.
PROTECT_ACROSS: frozenset[Protected] = PROTECT - {"form", "list", "verse"}

#: Share of a removed block's letters that must stand in the kept one.  Licences and notices that differ on purpose are
#: .8 alike and more; copies of one are hardly ever less than .9.
IDENTITY_ACROSS = 0.9


class DeduplicateOptions(NamedTuple):
    """The checked options of `deduplicate`."""

    jaccard: float
    containment: float | None
    keep: KeepRule | Callable[[str], Any]
    jobs: int


def deduplicate_options(
    jaccard: float = JACCARD,
    containment: float | None = None,
    keep: KeepRule | Callable[[str], Any] = KEEP,
    jobs: int = 1,
) -> DeduplicateOptions:
    """The options of `deduplicate`, each checked; raises `OptionError` or `ArgumentTypeError`.

    >>> deduplicate_options(jaccard=0.3)
    Traceback (most recent call last):
    ...
    dedup.errors.OptionError: jaccard must be a number from 0.5 to 1, not 0.3
    """
    return DeduplicateOptions(
        jaccard=checked_number("jaccard", jaccard, 0.5),
        containment=None if containment is None else checked_number("containment", containment, 0.5, " or None"),
        keep=checked_keep(keep),
        jobs=checked_jobs(jobs),
    )


class ReadOptions(NamedTuple):
    """How documents are taken from what the caller gave."""

    text: Field | None  #: which field is the text; None: the item itself, the second of a pair, or the field "text"
    id: Field | None  #: which is the id; None: the first of a pair, the field "id" if there is one, or the place
    keep_missing: bool  #: whether documents without a text stay, or raise
    reference: Collection[Hashable]  #: ids of documents that are only compared with


def read_options(
    text: Field | None = None,
    id: Field | None = None,
    missing: str = "error",
    reference: Collection[Hashable] | None = None,
) -> ReadOptions:
    """The options of reading documents, each checked; raises `OptionError` or `ArgumentTypeError`."""
    for name, field in (("text", text), ("id", id)):
        if field is not None and not callable(field) and not isinstance(field, (str, int)):
            raise ArgumentTypeError(name, field, "the name of a field, or a function of a document")
    if missing not in ("error", "keep"):
        raise OptionError("missing", missing, "'error' or 'keep'")
    return ReadOptions(text, id, keep_missing=missing == "keep", reference=checked_references(reference))


class BlockOptions(NamedTuple):
    """The checked options of `deduplicate_blocks`."""

    collapse: CollapseOptions  #: what a copy is
    copies: int
    min_documents: int
    mask_digits: bool
    jobs: int


def block_options(
    identity: float = IDENTITY_ACROSS,
    min_letters: int = MIN_LETTERS,
    protect: Collection[Protected] = PROTECT_ACROSS,
    copies: int = 1,
    min_documents: int = MIN_DOCUMENTS,
    mask_digits: bool = False,
    jobs: int = 1,
) -> BlockOptions:
    """The options of `deduplicate_blocks`, each checked; raises `OptionError` or `ArgumentTypeError`."""
    if is_flag(copies) or copies not in (0, 1):
        raise OptionError("copies", copies, "1 (the first copy stays) or 0 (none does)")
    if checked_count("min_documents", min_documents) < 2:
        raise OptionError("min_documents", min_documents, "an integer of at least 2")
    return BlockOptions(
        collapse=collapse_options(identity, min_letters, "first", protect),
        copies=index(copies),
        min_documents=index(min_documents),
        mask_digits=bool(mask_digits),
        jobs=checked_jobs(jobs),
    )


#: The options of a call that sets none: checked once, at import.
DEFAULTS = CollapseOptions(IDENTITY, MIN_LETTERS, KEEP, PROTECT)


def checked_number(parameter: str, value: float, least: float = 0, or_none: str = "") -> float:
    """`value` as a float from `least` to 1, or above 0 if that is the least."""
    if is_flag(value) or not hasattr(value, "__float__"):
        raise ArgumentTypeError(parameter, value, f"a number{or_none}")
    if not least <= value <= 1 or value == 0:
        expected = f"a number from {least} to 1" if least else "a number above 0 and at most 1"
        raise OptionError(parameter, value, expected)
    return float(value)


def checked_count(parameter: str, value: int) -> int:
    """`value` as an int of at least 1."""
    if is_flag(value) or not hasattr(value, "__index__"):
        raise ArgumentTypeError(parameter, value, "an integer")
    if not 1 <= value <= MOST:
        raise OptionError(parameter, value, f"an integer from 1 to {MOST}")
    return index(value)


def checked_jobs(value: int) -> int:
    """`value` as a number of threads."""
    if hasattr(value, "__index__") and value < 1:
        raise OptionError("jobs", value, "a number of threads from 1 on, such as os.cpu_count()")
    return checked_count("jobs", value)


def is_flag(value: object) -> bool:
    """Whether a value is Python's or numpy's True or False, which pass for numbers."""
    return type(value).__name__ in ("bool", "bool_")


def checked_keep(value: KeepRule | Callable[[str], Any]) -> KeepRule | Callable[[str], Any]:
    """`value` when it is a keep rule or a function of a copy's text."""
    if callable(value) or value in KEEP_RULES:
        return value
    raise OptionError("keep", value, "'fullest', 'first', 'last' or a function")


def checked_references(value: Collection[Hashable] | None) -> Collection[Hashable]:
    """`value` when it is a collection of ids."""
    if value is None:
        return ()
    if isinstance(value, (str, bytes)) or not isinstance(value, Collection):
        raise ArgumentTypeError("reference", value, "a collection of ids")
    return value


def checked_protect(value: Collection[str], parameter: str = "protect") -> frozenset[Protected]:
    """`value` as a frozenset of names out of `PROTECT`."""
    if isinstance(value, str) or not isinstance(value, Collection):
        raise ArgumentTypeError(parameter, value, "a set of reason names")
    for name in value:
        if not isinstance(name, str) or name not in PROTECT:
            raise OptionError(parameter, name, f"a set of names out of {', '.join(sorted(PROTECT))}")
    return PROTECT.intersection(value)
