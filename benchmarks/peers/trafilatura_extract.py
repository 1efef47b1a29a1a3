"""trafilatura: the text of each page of HTML as `extract` gives it by default, and the CPU seconds that took."""

from __future__ import annotations

import sys
import time

import msgspec
from spans import read_rows
from trafilatura import extract


class Extracted(msgspec.Struct):
    text: str
    seconds: float


def main(source: str, output: str) -> None:
    """A row for each page; the first is extracted once more before, which loads what is loaded but once."""
    pages = [row.text for row in read_rows(source)]
    encode = msgspec.json.Encoder().encode
    with open(output, "wb") as file:
        for page in pages[:1]:
            extract(page)
        for page in pages:
            began = time.thread_time()
            text = extract(page)
            file.write(encode(Extracted(text or "", time.thread_time() - began)) + b"\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
