"""Tells binary files from text."""

from __future__ import annotations

from dedup.errors import NotTextError

#: How the files begin that a folder of texts is likeliest to hold as well, and that need not have a NUL byte.
_BEGINNINGS = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a zip archive or office document",
    b"\x1f\x8b": "a gzip file",
    b"\x28\xb5\x2f\xfd": "a Zstandard file",
    b"\xfd7zXZ\x00": "an xz file",
    b"BZh91AY&SY": "a bzip2 file",
    b"\x89PNG\r\n": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
}


def check_not_binary(data: bytes) -> None:
    r"""Raises `NotTextError` for a file that is binary: by its first bytes, or by a NUL byte.

    >>> check_not_binary(b"\x89PNG\r\n\x1a\n")
    Traceback (most recent call last):
    ...
    dedup.errors.NotTextError: binary: a PNG image
    """
    for beginning, kind in _BEGINNINGS.items():
        if data.startswith(beginning):
            raise NotTextError("binary", f"binary: {kind}")
    if (nul := data.find(b"\0")) >= 0:
        raise NotTextError("binary", f"binary: byte {nul} is NUL; if it is text, name its encoding with --encoding")
