"""All options, with checks and the reason for each default."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from operator import index

from dedup.errors import ArgumentTypeError, OptionError
from dedup.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal, TypeVar

    Name = TypeVar("Name", bound=str)
    KeepRule = Literal["fullest", "first", "last"]
    #: A key, attribute, column or index of a document, or a function of it.
    Field = str | int | Callable[[Any], Any]
    Protected = Literal["single", "form", "numbers", "names", "template", "table", "list", "code", "verse"]
    DocumentProtected = Literal["own", "template", "numbers", "names"]
    #: In the index itself, or elsewhere: then a function gives them back.
    TextsIn = Literal["index", "elsewhere"]

#: The kinds of natural repetition that are left alone by default.
PROTECT: frozenset[Protected] = frozenset(
    {"single", "form", "numbers", "names", "template", "table", "list", "code", "verse"}
)

#: The minimum share of a removed copy's letters that are aligned to equal ones in the kept copy.  At .8, a copy with a
#: fifth of its words edited is still found, and, as identity counts letters, so is one with one letter in ten misread.
IDENTITY = 0.8

#: The minimum length of a block that is removed alone, in letters: one sentence.  Some pull quotes are shorter, but at
#: 45 letters twice as many texts lost repeats that are there on purpose.
MIN_LETTERS = 60

#: Which of two copies is kept: the earlier, unless the later one is the fuller.
KEEP: KeepRule = "fullest"

KEEP_RULES: tuple[KeepRule, ...] = ("fullest", "first", "last")

#: The largest number that an option takes.
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
    """Checks the options of `collapse`; raises `OptionError` or `ArgumentTypeError`.

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
    """Checks the options of `compare`; raises `OptionError` or `ArgumentTypeError`."""
    return CompareOptions(checked_number("identity", identity), checked_count("min_letters", min_letters))


#: The minimum Jaccard index of a removed document and the kept one: about one word in forty-five changed.
JACCARD = 0.8

#: The minimum number of documents that a removed block occurs in.
MIN_DOCUMENTS = 2

#: The kinds that are left alone across documents, where a short form, list or row of lines is a menu or a footer.
PROTECT_ACROSS: frozenset[Protected] = PROTECT - {"form", "list", "verse"}

#: The minimum identity of blocks across documents.  Licences and notices that differ on purpose have .8 and more;
#: copies of one hardly ever have less than .9.
IDENTITY_ACROSS = 0.9


#: Why a document that is similar to a kept one may be spared.
DOCUMENT_REASONS: tuple[DocumentProtected, ...] = ("own", "template", "numbers", "names")

#: The reasons that count by default.  Second crawls of a page differ in numbers, wire stories in the spelling of names.
PROTECT_DOCUMENTS: frozenset[DocumentProtected] = frozenset({"own", "template"})


class DeduplicateOptions(NamedTuple):
    """The checked options of `deduplicate`."""

    jaccard: float
    containment: float | None
    keep: KeepRule | Callable[[str], Any]
    protect: frozenset[DocumentProtected]
    jobs: int


def deduplicate_options(
    jaccard: float = JACCARD,
    containment: float | None = None,
    keep: KeepRule | Callable[[str], Any] = KEEP,
    protect: Collection[DocumentProtected] = PROTECT_DOCUMENTS,
    jobs: int = 1,
) -> DeduplicateOptions:
    """Checks the options of `deduplicate`; raises `OptionError` or `ArgumentTypeError`.

    >>> deduplicate_options(jaccard=0.3)
    Traceback (most recent call last):
    ...
    dedup.errors.OptionError: jaccard must be a number from 0.5 to 1, not 0.3
    """
    return DeduplicateOptions(
        jaccard=checked_number("jaccard", jaccard, 0.5),
        containment=None if containment is None else checked_number("containment", containment, 0.5, " or None"),
        keep=checked_keep(keep),
        protect=checked_names(protect, DOCUMENT_REASONS),
        jobs=checked_jobs(jobs),
    )


class IndexOptions(NamedTuple):
    """The checked options of an `Index`, which stay as they are as long as it lasts."""

    jaccard: float
    containment: float | None
    protect: frozenset[DocumentProtected]
    blocks: bool  #: whether it finds blocks, too
    texts: TextsIn  #: where the texts are

    @property
    def has_minimizers(self) -> bool:
        """Whether it keeps the minimizers of texts."""
        return self.blocks or self.containment is not None


def index_options(
    jaccard: float | None = None,
    containment: float | None = None,
    protect: Collection[DocumentProtected] | None = None,
    blocks: bool | None = None,
    texts: TextsIn = "index",
) -> IndexOptions:
    """Checks the options of an `Index`, with the default for each that is None.

    >>> index_options(blocks="yes")
    Traceback (most recent call last):
    ...
    dedup.errors.ArgumentTypeError: blocks must be True or False, not str
    """
    checked = deduplicate_options(
        jaccard=JACCARD if jaccard is None else jaccard,
        containment=containment,
        protect=PROTECT_DOCUMENTS if protect is None else protect,
    )
    if blocks is not None and not is_flag(blocks):
        raise ArgumentTypeError("blocks", blocks, "True or False")
    return IndexOptions(
        jaccard=checked.jaccard,
        containment=checked.containment,
        protect=checked.protect,
        blocks=bool(blocks),
        texts=texts,
    )


class ReadOptions(NamedTuple):
    """The checked options for reading documents."""

    text: Field | None  #: None: the item itself, the second of a pair, or the field "text"
    id: Field | None  #: None: the first of a pair, the field "id" if there is one, or the position
    keep_missing: bool  #: whether to keep documents without a text; if not, they raise
    reference: Collection[Hashable]  #: ids of documents that are only compared with


def read_options(
    text: Field | None = None,
    id: Field | None = None,
    missing: str = "error",
    reference: Collection[Hashable] | None = None,
) -> ReadOptions:
    """Checks the options for reading documents; raises `OptionError` or `ArgumentTypeError`."""
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
    """Checks the options of `deduplicate_blocks`; raises `OptionError` or `ArgumentTypeError`."""
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


#: The options of a call that sets none.
DEFAULTS = CollapseOptions(IDENTITY, MIN_LETTERS, KEEP, PROTECT)


def checked_number(parameter: str, value: float, least: float = 0, or_none: str = "") -> float:
    """Returns `value` as a float from `least` to 1; for a `least` of 0, above 0."""
    if is_flag(value) or not hasattr(value, "__float__"):
        raise ArgumentTypeError(parameter, value, f"a number{or_none}")
    if not least <= value <= 1 or value == 0:
        expected = f"a number from {least} to 1" if least else "a number above 0 and at most 1"
        raise OptionError(parameter, value, expected)
    return float(value)


def checked_count(parameter: str, value: int) -> int:
    """Returns `value` as an int of at least 1."""
    if is_flag(value) or not hasattr(value, "__index__"):
        raise ArgumentTypeError(parameter, value, "an integer")
    if not 1 <= value <= MOST:
        raise OptionError(parameter, value, f"an integer from 1 to {MOST}")
    return index(value)


def checked_jobs(value: int) -> int:
    """Returns `value` as a number of threads."""
    if hasattr(value, "__index__") and value < 1:
        raise OptionError("jobs", value, "at least 1, such as os.cpu_count()")
    return checked_count("jobs", value)


def is_flag(value: object) -> bool:
    """Whether `value` is True or False, of Python or numpy, which pass for numbers."""
    return type(value).__name__ in ("bool", "bool_")


def checked_keep(value: KeepRule | Callable[[str], Any]) -> KeepRule | Callable[[str], Any]:
    """Returns `value` if it is a keep rule or a function."""
    if callable(value) or value in KEEP_RULES:
        return value
    raise OptionError("keep", value, "'fullest', 'first', 'last' or a function")


def checked_references(value: Collection[Hashable] | None) -> Collection[Hashable]:
    """Returns `value` if it is a collection of ids."""
    if value is None:
        return ()
    if isinstance(value, (str, bytes)) or not isinstance(value, Collection):
        raise ArgumentTypeError("reference", value, "a collection of ids")
    return value


def checked_protect(value: Collection[str], parameter: str = "protect") -> frozenset[Protected]:
    """Returns `value` as a frozenset of names from `PROTECT`."""
    return checked_names(value, PROTECT, parameter)


def checked_names(value: Collection[str], allowed: Collection[Name], parameter: str = "protect") -> frozenset[Name]:
    """Returns `value` as a frozenset of allowed names."""
    if isinstance(value, str) or not isinstance(value, Collection):
        raise ArgumentTypeError(parameter, value, "a collection of names")
    for name in value:
        if not isinstance(name, str) or name not in allowed:
            raise OptionError(parameter, name, f"one or more of {', '.join(sorted(allowed))}")
    return frozenset(allowed).intersection(value)
