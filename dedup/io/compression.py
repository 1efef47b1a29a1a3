"""Bytes of files, compressed or not, block by block; the end of a file's name says how."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any, BinaryIO, Protocol

from dedup.errors import InputError
from dedup.io.gzip_members import MemberWriter, UnpackedMember
from dedup.io.named_file import Sink
from dedup.io.suffixes import compression_of

#: Bytes read at a time: of a plain file, and of a compressed one, which holds many times as many.
BLOCK = 1 << 20
COMPRESSED_BLOCK = 1 << 16

#: Bytes unpacked at a time: a few packed ones can stand for very many.
PIECE = 1 << 20


def read_blocks(path: str, listener: Callable[[int], None] = lambda size: None) -> Iterator[bytes]:
    """The bytes of a file, decompressed; `listener` is told how many were read from disk each time.

    Raises `InputError` where compressed data is damaged, ends too early or needs more memory than there is; what came
    before has been given by then.
    """
    suffix = compression_of(path)
    with open(path, "rb", buffering=0) as file:
        blocks = _plain_blocks(file, COMPRESSED_BLOCK if suffix else BLOCK, listener)
        yield from _decompressed(blocks, path, _unpacking(suffix)) if suffix else blocks


def compressing(file: BinaryIO, path: str, jobs: int = 1) -> AbstractContextManager[Any]:
    """What is written to it goes to `file`, compressed as `path` says; at its end `file` is left open.

    The bytes do not depend on `jobs`, the number of threads, of which only gzip uses more than one.
    """
    sink: Any = Sink(file)
    match compression_of(path):
        case ".gz":
            return MemberWriter(sink, jobs)
        case ".bz2":
            import bz2

            return bz2.BZ2File(sink, "wb")
        case ".xz":
            import lzma

            return lzma.LZMAFile(sink, "wb")
        case ".zst":
            checksum = {zstd_library().CompressionParameter.checksum_flag: 1}  # as the others write one
            compressor: AbstractContextManager[Any] = zstd_library().ZstdFile(sink, "wb", options=checksum)
            return compressor
    return nullcontext(file)


def _plain_blocks(file: Any, size: int, listener: Callable[[int], None]) -> Iterator[bytes]:
    while block := file.read(size):
        listener(len(block))
        yield block


class _Member(Protocol):
    """What unpacks one member of a file: the form that `bz2` and `lzma` have for it."""

    @property
    def eof(self) -> bool:
        """Has the member ended?"""

    @property
    def needs_input(self) -> bool:
        """Has all been unpacked that can be, of what was given?"""

    @property
    def unused_data(self) -> bytes:
        """What stands after its end."""

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """What comes next, `max_length` bytes at most; the rest comes when it is called again, with or without data."""


def _decompressed(blocks: Iterator[bytes], path: str, make: Callable[[], _Member]) -> Iterator[bytes]:
    """Members one after another, as all four formats may have them, with zeros between them for padding."""
    member, read = None, 0
    for block in blocks:
        rest = block
        while rest := rest if member else rest.lstrip(b"\0"):
            member = member or make()
            try:
                yield from _pieces(member, rest)
            except Exception as error:  # each library has errors of its own
                lacks_memory = "memory" in repr(error).lower()
                fault = "the compressed data needs too much memory" if lacks_memory else "damaged compressed data"
                raise InputError(path, f"{fault}: {error}", byte=read) from error
            rest = member.unused_data  # nothing until the member ends
            if member.eof:
                member = None
        read += len(block)
    if member:
        raise InputError(path, "the compressed data ends too early", byte=read)


def _pieces(member: _Member, data: bytes) -> Iterator[bytes]:
    """All that a member holds up to the end of `data`."""
    while True:
        if piece := member.decompress(data, PIECE):
            yield piece
        if member.eof or member.needs_input:
            return
        data = b""


def zstd_library() -> Any:
    """The standard library's module, or its backport."""
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return zstd


def _zstd_frame() -> _Member:
    """A frame of a Zstandard file, with the largest window there is: `zstd --long` needs more than the default."""
    window = zstd_library().DecompressionParameter.window_log_max
    frame: _Member = zstd_library().ZstdDecompressor(options={window: window.bounds()[1]})
    return frame


def _unpacking(suffix: str) -> Callable[[], _Member]:
    """What makes members of such files; the modules are imported when they are needed."""
    match suffix:
        case ".gz":
            return UnpackedMember
        case ".bz2":
            import bz2

            return bz2.BZ2Decompressor
        case ".xz":
            import lzma

            return lzma.LZMADecompressor
    return _zstd_frame
