"""Quotations that fit on one line."""

from __future__ import annotations


def in_one_line(text: str) -> str:
    """Puts a text on one line and replaces control characters."""
    line = " ".join(text.split())
    return line if line.isprintable() else "".join(c if c.isprintable() else "\ufffd" for c in line)


def quoted(text: str, most: int = 80) -> str:
    """Quotes the beginning and the end of a text on one line, in at most `most` characters.

    >>> quoted("The river rose overnight, and it was still rising at noon.", 40)
    'The river rose … at noon.'
    """
    line = in_one_line(text)
    if len(line) <= most:
        return line
    stop, start = most - most // 3 - 3, len(line) - most // 3
    # Cut between words if a space is near.
    if (space := line.rfind(" ", stop // 2, stop + 1)) > 0:
        stop = space
    if (space := line.find(" ", start - 1, start + most // 6)) > 0:
        start = space + 1
    return f"{line[:stop]} … {line[start:]}"


def printable(text: str) -> str:
    r"""Escapes what a terminal would obey or hide: line breaks, escape sequences, bidi controls, bytes of no encoding.

    >>> print(printable("notes\n\u202etxt.a"), printable("caf\udce9.txt"), printable("C:\\notes"))
    notes\n\u202etxt.a caf\xe9.txt C:\notes
    """
    return text if text.isprintable() else "".join(map(_escaped, text))


def _escaped(character: str) -> str:
    if character.isprintable():
        return character.replace("\\", "\\\\")
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # how Python reads a byte that is not valid in a name
        return f"\\x{code - 0xDC00:02x}"
    return character.encode("unicode_escape").decode("ascii")
