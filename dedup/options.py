"""Every number a caller may set, checked once, with the reason for its default."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Mapping
from types import NoneType
from typing import Any, NamedTuple

from dedup.errors import ArgumentTypeError, OptionError

#: Kinds of natural repetition that are left alone unless a caller says otherwise.
PROTECT: frozenset[str] = frozenset(
    {"single", "form", "numbers", "names", "template", "table", "list", "code", "verse"}
)

#: Share of a removed copy's letters that must stand, aligned, in the kept copy.  At .8 a copy with a fifth of
#: its words edited is still found; identity is counted by letters, so .8 also stands one letter in ten misread.
IDENTITY = 0.8

#: Shortest lone block that may go, in letters: one sentence.  Shorter pull quotes exist, but at 45 letters
#: twice as many texts that repeat themselves on purpose were touched.
MIN_LETTERS = 60

#: Which of two copies stays: the earlier, unless the later one holds more.
KEEP = "fullest"

KEEP_RULES = ("fullest", "first", "last")


#: The largest number that may be set.
MOST = 2**31 - 1

#: Bytes of the longest row that a command reads: the text of a large book is a hundredth of that.
MAX_ROW = "256MB"

_SIZE = re.compile(r"([0-9]{1,10})([KMG]?)B?", re.IGNORECASE)


class CollapseOptions(NamedTuple):
    """The checked options of `collapse`."""

    identity: float
    min_letters: int
    keep: str | Callable[[str], Any]
    protect: frozenset[str]


def collapse_options(
    identity: float = IDENTITY,
    min_letters: int = MIN_LETTERS,
    keep: str | Callable[[str], Any] = KEEP,
    protect: Collection[str] = PROTECT,
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
        checked_share("identity", identity),
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
    return CompareOptions(checked_share("identity", identity), checked_count("min_letters", min_letters))


#: Least Jaccard index of a document with the kept one: about one word in forty-five changed.
JACCARD = 0.8

#: Documents a block must stand in to go, where blocks are looked for across documents.
MIN_DOCUMENTS = 2

#: What is left alone of blocks across documents: there a short form, list or line is a menu or a footer.
PROTECT_ACROSS: frozenset[str] = PROTECT - {"form", "list", "verse"}

#: Share of a removed block's letters that must stand in the kept one.  Licences and notices that differ on purpose are
#: .8 alike and more; copies of one are hardly ever less than .9.
IDENTITY_ACROSS = 0.9


#: What may be set for one unit only, and is as it stands here for the other.
ONLY_FOR: dict[str, dict[str, object]] = {
    "document": {"jaccard": JACCARD, "containment": None},
    "block": {
        "copies": 1,
        "min_documents": MIN_DOCUMENTS,
        "mask_digits": False,
        "identity": IDENTITY_ACROSS,
        "min_letters": MIN_LETTERS,
        "protect": PROTECT_ACROSS,
    },
}


def check_unit(unit: str, given: Mapping[str, object]) -> None:
    """Raises `OptionError` for a unit that there is not, and for an option that the unit does not have.

    >>> check_unit("block", {"jaccard": 0.9})
    Traceback (most recent call last):
    ...
    dedup.errors.OptionError: jaccard must be left out with unit='block', not 0.9
    """
    if unit not in ONLY_FOR:
        raise OptionError("unit", unit, "'document' or 'block'")
    for other in ONLY_FOR.keys() - {unit}:
        for name, default in ONLY_FOR[other].items():
            if given.get(name, default) != default:
                raise OptionError(name, given[name], f"left out with unit={unit!r}")


class DeduplicateOptions(NamedTuple):
    """The checked options of `deduplicate` with whole documents."""

    jaccard: float
    containment: float | None
    keep: str | Callable[[str], Any]
    jobs: int


def deduplicate_options(
    jaccard: float = JACCARD,
    containment: float | None = None,
    keep: str | Callable[[str], Any] = KEEP,
    jobs: int = 1,
) -> DeduplicateOptions:
    """The options of `deduplicate` with whole documents, each checked; raises `OptionError` or `ArgumentTypeError`.

    >>> deduplicate_options(jaccard=0.3)
    Traceback (most recent call last):
    ...
    dedup.errors.OptionError: jaccard must be a number from 0.5 to 1, not 0.3
    """
    if isinstance(jaccard, bool) or not isinstance(jaccard, (int, float)):
        raise ArgumentTypeError("jaccard", jaccard, "a number")
    if not 0.5 <= jaccard <= 1:
        raise OptionError("jaccard", jaccard, "a number from 0.5 to 1")
    if containment is not None:
        if isinstance(containment, bool) or not isinstance(containment, (int, float)):
            raise ArgumentTypeError("containment", containment, "a number or None")
        if not 0.5 <= containment <= 1:
            raise OptionError("containment", containment, "a number from 0.5 to 1")
    return DeduplicateOptions(float(jaccard), containment, checked_keep(keep), checked_count("jobs", jobs))


class BlockOptions(NamedTuple):
    """The checked options of `deduplicate` with blocks."""

    collapse: CollapseOptions  #: what a copy is
    copies: int
    min_documents: int
    mask_digits: bool
    jobs: int


def block_options(
    identity: float = IDENTITY_ACROSS,
    min_letters: int = MIN_LETTERS,
    protect: Collection[str] = PROTECT_ACROSS,
    copies: int = 1,
    min_documents: int = MIN_DOCUMENTS,
    mask_digits: bool = False,
    jobs: int = 1,
) -> BlockOptions:
    """The options of `deduplicate` with blocks, each checked; raises `OptionError` or `ArgumentTypeError`."""
    if isinstance(copies, bool) or copies not in (0, 1):
        raise OptionError("copies", copies, "1, the first stays, or 0, none does")
    if checked_count("min_documents", min_documents) < 2:
        raise OptionError("min_documents", min_documents, "an integer of at least 2")
    return BlockOptions(
        collapse_options(identity, min_letters, "first", protect),
        copies,
        min_documents,
        bool(mask_digits),
        checked_count("jobs", jobs),
    )


#: The options of a call that sets none: checked once, at import.
DEFAULTS = CollapseOptions(IDENTITY, MIN_LETTERS, KEEP, PROTECT)


def checked_share(parameter: str, value: float) -> float:
    """`value` as a float in (0, 1]."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ArgumentTypeError(parameter, value, "a number")
    if not 0 < value <= 1:
        raise OptionError(parameter, value, "a number above 0 and at most 1")
    return float(value)


def checked_count(parameter: str, value: int) -> int:
    """`value` as an int of at least 1."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise ArgumentTypeError(parameter, value, "an integer")
    if not 1 <= value <= MOST:
        raise OptionError(parameter, value, f"an integer from 1 to {MOST}")
    return value


def checked_size(parameter: str, value: str) -> int:
    """The bytes of a size such as `64KB` or `256MB`, at least 1.

    >>> checked_size("--max-row", "64KB"), checked_size("--max-row", "100")
    (64000, 100)
    """
    match = _SIZE.fullmatch(value)
    size = int(match[1]) * 1000 ** " KMG".index(match[2].upper() or " ") if match else 0
    if not 1 <= size <= MOST:
        raise OptionError(parameter, value, "a number of bytes up to 2GB, such as 100000, 64KB or 256MB")
    return size


def checked_keep(value: str | Callable[[str], Any]) -> str | Callable[[str], Any]:
    """`value` when it is a keep rule or a function of a copy's text."""
    if callable(value) or value in KEEP_RULES:
        return value
    raise OptionError("keep", value, "'fullest', 'first', 'last' or a function")


def checked_references(value: Collection[Hashable] | None) -> Collection[Hashable]:
    """`value` when it is a collection of ids."""
    if isinstance(value, (str, bytes)) or not isinstance(value, (Collection, NoneType)):
        raise ArgumentTypeError("reference", value, "a collection of ids")
    return value or ()


def checked_protect(value: Collection[str]) -> frozenset[str]:
    """`value` as a frozenset of names out of `PROTECT`."""
    if isinstance(value, str) or not isinstance(value, Collection):
        raise ArgumentTypeError("protect", value, "a set of reason names")
    for name in value:
        if not isinstance(name, str) or name not in PROTECT:
            raise OptionError("protect", name, f"a set of names out of {', '.join(sorted(PROTECT))}")
    return frozenset(value)
