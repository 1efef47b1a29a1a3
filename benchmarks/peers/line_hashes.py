"""The usual loop: a line goes when one with the same words stood there before."""

from collections.abc import Iterator

from spans import Span, each, lines_of, words_of


def repeated(text: str) -> Iterator[Span]:
    """The lines whose words stood in an earlier line, whatever their case and the punctuation."""
    seen: set[str] = set()
    for start, stop in lines_of(text):
        words = words_of(text[start:stop])
        if words in seen:
            yield start, stop
        seen.add(words)


if __name__ == "__main__":
    each(repeated)
