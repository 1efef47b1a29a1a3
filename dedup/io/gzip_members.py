"""Members of gzip files, by isal where it is installed: it unpacks twice as fast as zlib, and packs ten times."""

from __future__ import annotations

from collections import deque
from functools import cache
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from concurrent.futures import Future

#: Bytes that a member holds, unpacked: every member is packed by itself, so the size does not depend on the threads.
MEMBER = 1 << 20

#: Compression levels.  That of zlib is the default of `gzip`; isal's files are a tenth larger.
ZLIB_LEVEL = 6
ISAL_LEVEL = 2

#: The number by which both libraries know the gzip format.
_GZIP = 31


class Library(NamedTuple):
    """A module with the functions of zlib, and the level to pack with."""

    module: Any
    level: int


@cache
def library() -> Library:
    """That of isal if it is installed, else zlib."""
    try:
        from isal import isal_zlib
    except ImportError:
        import zlib

        return Library(zlib, ZLIB_LEVEL)
    return Library(isal_zlib, ISAL_LEVEL)


def packed(data: bytes) -> bytes:
    """A whole member without name and time: the same data, the same bytes."""
    member: bytes = library().module.compress(data, library().level, _GZIP)
    return member


class UnpackedMember:
    """A member that is being read, in the form that `bz2` and `lzma` have for it."""

    def __init__(self) -> None:
        self._member = library().module.decompressobj(wbits=_GZIP)
        self.eof, self.needs_input, self.unused_data = False, True, b""

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """What comes next."""
        piece: bytes = self._member.decompress(self._member.unconsumed_tail + data, max_length)
        self.eof, self.unused_data = self._member.eof, self._member.unused_data
        self.needs_input = len(piece) < max_length  # else more may be waiting, even if all data was taken in
        return piece


class MemberWriter:
    """A context: what is written to it goes to a file, packed by `jobs` threads as one member after another."""

    def __init__(self, file: Any, jobs: int) -> None:
        self._file, self._jobs = file, jobs
        self._waiting = bytearray()
        self._is_empty = True
        self._packing: deque[Future[bytes]] = deque()
        self._threads: Any = None

    def __enter__(self) -> MemberWriter:
        if self._jobs > 1:
            from concurrent.futures import ThreadPoolExecutor

            self._threads = ThreadPoolExecutor(self._jobs)
        return self

    def write(self, data: Any) -> None:
        """Adds data, and packs the members that are complete."""
        self._waiting += data
        while len(self._waiting) >= MEMBER:
            self._pack(bytes(memoryview(self._waiting)[:MEMBER]))
            del self._waiting[:MEMBER]

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None and (self._waiting or self._is_empty):  # an empty file has an empty member
            self._pack(bytes(self._waiting))
        while self._packing:
            done = self._packing.popleft().result()
            if kind is None:
                self._file.write(done)
        if self._threads:
            self._threads.shutdown()

    def _pack(self, data: bytes) -> None:
        self._is_empty = False
        if self._threads is None:
            self._file.write(packed(data))
            return
        self._packing.append(self._threads.submit(packed, data))
        if len(self._packing) > self._jobs:
            self._file.write(self._packing.popleft().result())
