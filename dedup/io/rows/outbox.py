"""Output that goes to no local file: it is complete in a temporary one before any of it is sent."""

from __future__ import annotations

import os
from contextlib import ExitStack
from types import TracebackType

from dedup.io.compression import read_blocks
from dedup.io.private_folder import temporary_folder
from dedup.io.rows.local_copies import STANDARD
from dedup.io.rows.remote import is_remote, name_in, send
from dedup.io.standard import write_stdout


def is_elsewhere(output: str) -> bool:
    """Whether an output is no local file or folder."""
    return output == STANDARD or is_remote(output)


def local_name(output: str, suffix: str) -> str:
    """The name of a local file or folder for an output that goes elsewhere; `suffix`: that of standard output.

    >>> local_name("s3://bucket/out/", ".jsonl"), local_name("-", ".jsonl")
    ('out/', 'rows.jsonl')
    """
    if output == STANDARD:
        return f"rows{suffix}"
    return name_in(output) + "/" * output.endswith("/")


class Outbox:
    """A context for an output; what is to be sent is deleted at its end."""

    def __init__(self, output: str, suffix: str) -> None:
        """`suffix`: that of the format, for an output that has no name."""
        self._output, self._suffix = output, suffix
        self._folder = ExitStack()
        self.path = output  #: the local file or folder to write

    def __enter__(self) -> Outbox:
        if is_elsewhere(self._output):
            folder = self._folder.enter_context(temporary_folder())
            self.path = os.path.join(folder, local_name(self._output, self._suffix))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._folder.close()

    def send(self) -> None:
        """Sends what was written, if it is to go elsewhere."""
        if is_remote(self._output):
            send(self.path, self._output)
        elif is_elsewhere(self._output):
            for block in read_blocks(self.path):
                write_stdout(block)
