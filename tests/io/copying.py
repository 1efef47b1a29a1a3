"""What tests of files do with rows: read them all, and write them with changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from dedup.io.formats.format import UNCHANGED, Change
from dedup.io.rows.destination import Destination
from dedup.io.rows.rows import Reject, Rows
from dedup.io.staged import Staged


def texts_of(rows: Rows) -> list[str]:
    return [text for batch in rows.read() for text in batch.texts]


def copy(
    rows: Rows, out: Path | str, change_of: Callable[[int], Change | None], noted: bool = False
) -> list[tuple[Reject, bytes]]:
    """Writes the rows and returns those that were rejected."""
    rejects: list[tuple[Reject, bytes]] = []
    changes = [change_of(number) for number in range(rows.count)]
    stays = np.array([change is not None for change in changes], bool)
    some_change = any(change and not change.is_none for change in changes)
    with Staged() as staged:
        destination = Destination(str(out), staged, rows.format, rows.fields, noted)
        change_of_kept = (lambda number: changes[number] or UNCHANGED) if some_change else None
        rows.copy(destination, stays, change_of_kept, lambda reject, raw: rejects.append((reject, raw)))
        destination.close()
    return rejects
