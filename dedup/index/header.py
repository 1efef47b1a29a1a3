"""The header of an index: what it was made with, so that nothing else is ever mixed into it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dedup.corpus.lsh.banding import SLOTS
from dedup.corpus.lsh.signatures import SHINGLE
from dedup.corpus.minimizer_files import WINDOW
from dedup.errors import IndexFileError, IndexMismatchError, shown
from dedup.kernel import _kernel
from dedup.options import IndexOptions

if TYPE_CHECKING:
    from collections.abc import Callable

#: The version of the tables, and that of signatures, band keys, minimizers and digests: raised whenever these change.
FORMAT = 1
SKETCH = 1

#: Says in SQLite's own header that a file is an index.
APPLICATION = 0x44445550  # "DDUP"

#: The fields that a file shares with all files of this version.
FIXED: dict[str, Any] = {
    "format": FORMAT,
    "sketch": f"{SKETCH}: {SLOTS} slots, shingles of {SHINGLE} words, windows of {WINDOW}",
    "unicode": _kernel.UNICODE_VERSION,
    "fold_table": _kernel.FOLD_FINGERPRINT,
}

#: The fields that the caller chooses, and how they are saved.
CHOSEN: dict[str, Callable[[Any], Any]] = {
    "jaccard": float,
    "containment": lambda share: share,
    "protect": sorted,
    "blocks": bool,
    "texts": str,
}


def header_of(options: IndexOptions) -> dict[str, str]:
    """The header of a new index, each value as JSON."""
    chosen = {field: save(getattr(options, field)) for field, save in CHOSEN.items()}
    header = {field: json.dumps(value) for field, value in (FIXED | chosen).items()}
    return header | {"checksum": checksum_of(header)}


def options_in(header: Mapping[str, str], path: str) -> IndexOptions:
    """The options that an index was made with.

    Raises:
        IndexMismatchError: This version of the library sketches otherwise.
        IndexFileError: The header is damaged.
    """
    fields = {field: value for field, value in header.items() if field != "checksum"}
    if header.get("checksum") != checksum_of(fields):
        raise IndexFileError(f"{path} is damaged: its header does not have its checksum")
    for field, value in FIXED.items():
        there = json.loads(fields.get(field, "null"))
        if there != value:
            raise IndexMismatchError(
                f"{path} has {field} {shown(there)}, and this version of dedup {shown(value)}; make the index again "
                "from its texts"
            )
    chosen = {field: json.loads(fields[field]) for field in CHOSEN}
    return IndexOptions(**chosen | {"protect": frozenset(chosen["protect"])})


def check_same(there: IndexOptions, asked: Mapping[str, Any], path: str) -> None:
    """Refuses options other than those an index was made with.

    Args:
        there: The options of the index.
        asked: Some options, by name.
        path: The index.

    Raises:
        IndexMismatchError: The message names the option.
    """
    for field, value in asked.items():
        own, other = (CHOSEN[field](one) for one in (getattr(there, field), value))
        if own != other:
            raise IndexMismatchError(
                f"{path} was made with {field}={shown(own)}, not {shown(other)}; make a new index for other options"
            )


def checksum_of(fields: Mapping[str, str]) -> str:
    """A digest of all fields."""
    return hashlib.blake2b(json.dumps(sorted(fields.items())).encode(), digest_size=8).hexdigest()
