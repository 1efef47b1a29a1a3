"""The encoding of a file that does not name it, found out from its bytes by charset-normalizer (extra `encodings`)."""

from __future__ import annotations

from dedup.errors import EncodingError, MissingPackageError
from dedup.io.binary import check_not_binary
from dedup.io.encoding import Encoding, encoding_of


def check_can_guess() -> None:
    """Raises `MissingPackageError` if charset-normalizer is not installed."""
    try:
        import charset_normalizer  # noqa: F401
    except ImportError as error:
        raise MissingPackageError(
            "--encoding auto needs charset-normalizer: pip install 'dedup-spans[encodings]'"
        ) from error


def guessed_encoding(data: bytes, errors: str = "strict") -> Encoding:
    r"""The encoding that the byte order mark names; UTF-8 if the bytes are valid; else the likeliest.

    >>> text = "Les élèves français étudient à l'école où ils ont été accueillis hier, après les fêtes de Noël."
    >>> guessed_encoding(text.encode("cp1252")).name
    'cp1252'

    Raises:
        EncodingError: No encoding is likely.
        NotTextError: It is binary.
    """
    from charset_normalizer import from_bytes

    try:
        encoding = encoding_of(data, "utf-8", errors)
    except EncodingError:  # UTF-16 or UTF-32 without a mark
        pass
    else:
        if encoding.bom:
            return encoding
        check_not_binary(data)
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            return encoding
    best = from_bytes(data).best()
    if best is None:
        raise EncodingError("no encoding fits its bytes; name one with --encoding")
    return encoding_of(data, best.encoding, errors)
