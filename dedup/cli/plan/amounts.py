"""Numbers as people write them: `1e9`, `250M`, `5TB`."""

from __future__ import annotations

import re

from dedup.errors import OptionError

_AMOUNT = re.compile(r"([0-9][0-9,_]*(?:\.[0-9]+)?(?:e[0-9]{1,2})?) ?([kmgtp]?)(i?)b?", re.IGNORECASE)


def read_amount(parameter: str, value: str, most: int, examples: str) -> int:
    """The whole number that an option gives, from 1 to `most`.

    A suffix multiplies it: K, M, G, T and P by powers of 1,000, Ki and so on by powers of 1,024. A B may follow.

    >>> [read_amount("--bytes", value, 10**18, "5TB") for value in ("1e9", "1.5 TB", "2_000", "64KiB")]
    [1000000000, 1500000000000, 2000, 65536]
    >>> read_amount("--docs", "many", 10**12, "1e9 or 250M")
    Traceback (most recent call last):
    ...
    dedup.errors.OptionError: --docs must be a number such as 1e9 or 250M, not 'many'
    """
    match = _AMOUNT.fullmatch(value.strip())
    number = 0
    if match:
        factor = (1024 if match[3] else 1000) ** " KMGTP".index(match[2].upper() or " ")
        number = round(float(match[1].replace(",", "").replace("_", "")) * factor)
    if not 1 <= number <= most:
        raise OptionError(parameter, value, f"a number such as {examples}")
    return number
