"""Opens rows as the options of input say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from dedup.cli.messages import complain
from dedup.cli.rows.options import Job
from dedup.io.formats.format import Fields
from dedup.io.rows.local_copies import LocalCopies
from dedup.io.rows.shared_rows import SharedRows
from dedup.io.walk import Filter


class Reading(NamedTuple):
    """What a command reads that writes no rows: the options, as given."""

    inputs: tuple[str, ...]
    text: str  #: the field of the text
    id_field: str | None  #: the field of the id
    reference: tuple[str, ...]
    include: tuple[str, ...]  #: patterns of files in folders
    exclude: tuple[str, ...]
    on_error: str
    max_row: str

    @property
    def wanted(self) -> Filter:
        """Which files of folders are read."""
        return Filter(self.include, self.exclude)


@contextmanager
def opened_rows(reading: Reading | Job, most: int) -> Iterator[SharedRows]:
    """A context with the rows, none longer than `most` bytes; folders that cannot be read are complained of."""
    fields = Fields(reading.text, reading.id_field)
    with LocalCopies(fields) as copies:
        rows = SharedRows(
            copies.local(reading.inputs),
            fields,
            skip_bad=reading.on_error == "skip",
            references=copies.local(reading.reference),
            max_row=most,
            wanted=reading.wanted,
            skip_unread=True,
        )
        for error in rows.unread:
            complain(error)
        yield rows
