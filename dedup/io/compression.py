"""Bytes of files, compressed or not, block by block; the end of a file's name says how."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any, BinaryIO

from dedup.errors import InputError

#: Bytes read at a time: of a plain file, and of a compressed one, which holds many times as many.
BLOCK = 1 << 20
COMPRESSED_BLOCK = 1 << 16


def read_blocks(path: str, listener: Callable[[int], None] = lambda size: None) -> Iterator[bytes]:
    """The bytes of a file, decompressed; `listener` is told how many were read from disk each time.

    Raises `InputError` where compressed data is damaged or ends too early; what came before has been given by then.
    """
    suffix = compression_of(path)
    with open(path, "rb", buffering=0) as file:
        blocks = _plain_blocks(file, COMPRESSED_BLOCK if suffix else BLOCK, listener)
        yield from _decompressed(blocks, path, _DECOMPRESSORS[suffix]) if suffix else blocks


def compression_of(path: str) -> str:
    """The suffix that says how a file is compressed, '' when it is not.

    >>> compression_of("pages.jsonl.GZ"), compression_of("pages.jsonl")
    ('.gz', '')
    """
    suffix = os.path.splitext(path)[1].lower()
    return suffix if suffix in _DECOMPRESSORS else ""


def compressing(file: BinaryIO, path: str) -> AbstractContextManager[Any]:
    """What is written to it goes to `file`, compressed as `path` says; at its end `file` is left open."""
    match compression_of(path):
        case ".gz":
            return gzip.GzipFile("", "wb", 6, file, mtime=0)  # without name and time: the same rows, the same bytes
        case ".bz2":
            return bz2.BZ2File(file, "wb")
        case ".xz":
            return lzma.LZMAFile(file, "wb")
        case ".zst":
            import zstandard

            compressor = zstandard.ZstdCompressor()
            return compressor.stream_writer(file, closefd=False)
    return nullcontext(file)


def _plain_blocks(file: Any, size: int, listener: Callable[[int], None]) -> Iterator[bytes]:
    while block := file.read(size):
        listener(len(block))
        yield block


def _decompressed(blocks: Iterator[bytes], path: str, make: Callable[[], Any]) -> Iterator[bytes]:
    """Members one after another, as all four formats may have them, with zeros between them for padding."""
    member, read = None, 0
    for block in blocks:
        rest = block
        while rest := rest if member else rest.lstrip(b"\0"):
            member = member or make()
            try:
                data = member.decompress(rest)
            except Exception as error:  # each library has errors of its own
                raise InputError(path, f"damaged compressed data: {error}", byte=read) from error
            if data:
                yield data
            rest = member.unused_data  # nothing until the member ends
            if member.eof:
                member = None
        read += len(block)
    if member:
        raise InputError(path, "the compressed data ends too early", byte=read)


def _zstd_decompressor() -> Any:
    import zstandard

    return zstandard.ZstdDecompressor().decompressobj()


_DECOMPRESSORS: dict[str, Callable[[], Any]] = {
    ".gz": lambda: zlib.decompressobj(wbits=31),
    ".bz2": bz2.BZ2Decompressor,
    ".xz": lzma.LZMADecompressor,
    ".zst": _zstd_decompressor,
}
