"""Local copies of standard input and remote files: files of rows are read several times."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from tempfile import gettempdir
from types import TracebackType

import xxhash

from dedup.errors import InputError
from dedup.io.formats.detection import packed_suffix, suffix_of_content
from dedup.io.formats.format import Fields
from dedup.io.named_file import naming
from dedup.io.private_folder import temporary_folder
from dedup.io.rows.inputs import DataFile
from dedup.io.rows.remote import RemoteFile, is_remote, remote_blocks, remote_files
from dedup.io.standard import stdin_blocks

#: The name of standard input, and of standard output.
STANDARD = "-"


class LocalCopies:
    """A context that copies to temporary files, which are deleted at its end; errors in them have the first names."""

    def __init__(self, fields: Fields) -> None:
        """`fields`: by which a table of text is known."""
        self._fields = fields
        self._copies: dict[str, list[DataFile]] = {}  # of each name
        self._folders = ExitStack()
        self._folder: str | None = None
        self._number = 0  #: of remote files copied

    def __enter__(self) -> LocalCopies:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._folders.close()
        called = {file.path: _called(file.name) for copies in self._copies.values() for file in copies}
        if isinstance(error, InputError) and error.file in called:
            raise InputError(called[error.file], error.reason, error.line, error.byte) from error

    def local(self, names: Sequence[str]) -> list[str | DataFile]:
        """The names, with files for what was copied."""
        files: list[str | DataFile] = []
        for name in names:
            if name == STANDARD or is_remote(name):
                files += self._once(name)
            else:
                files.append(name)
        return files

    def _once(self, name: str) -> list[DataFile]:
        """The copies for a name, made when it is first asked for."""
        if name not in self._copies:
            is_input = name == STANDARD
            self._copies[name] = [self._standard_input()] if is_input else [*map(self._fetched, remote_files(name))]
        return self._copies[name]

    def _standard_input(self) -> DataFile:
        """Copies standard input to a file whose name says what is in it."""
        bare, digest = self._copy("stdin", stdin_blocks())
        with open(bare, "rb") as file:
            packed = packed_suffix(file.read(8))
        path = bare + packed
        os.rename(bare, path)  # or it could not be unpacked
        suffix = suffix_of_content(path, self._fields)
        if suffix is None:
            expected = f"JSON lines, Parquet, Arrow, or a table whose header names {self._fields.text!r}"
            raise InputError(_called(STANDARD), f"not rows of a known kind: {expected}")
        os.rename(path, bare + suffix + packed)
        path = bare + suffix + packed
        return DataFile(path, os.path.basename(path), STANDARD, digest)

    def _fetched(self, file: RemoteFile) -> DataFile:
        """Copies a remote file to one of the same name."""
        self._number += 1
        path, digest = self._copy(f"{self._number}-{os.path.basename(file.below)}", remote_blocks(file.url))
        return DataFile(path, file.below, file.url, digest)

    def _copy(self, name: str, blocks: Iterable[bytes]) -> tuple[str, str]:
        """Writes blocks to a new file; returns its path and the digest of what is in it."""
        if self._folder is None:
            self._folder = self._folders.enter_context(temporary_folder())
        path = os.path.join(self._folder, name)
        digest = xxhash.xxh3_128()
        with naming(gettempdir()), open(path, "xb") as file:
            for block in blocks:
                digest.update(block)
                file.write(block)
        return path, digest.hexdigest()


def _called(name: str) -> str:
    """What a message calls a file."""
    return "standard input" if name == STANDARD else name
