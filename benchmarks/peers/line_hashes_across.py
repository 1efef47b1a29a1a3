"""The usual loop across texts: a line goes when one with the same words stood before, in whichever text."""

from collections.abc import Iterator

from spans import Span, each, lines_of, words_of

SEEN: set[str] = set()


def repeated(text: str) -> Iterator[Span]:
    """The lines whose words stood in an earlier line, whatever their case and the punctuation."""
    for start, stop in lines_of(text):
        words = words_of(text[start:stop])
        if words in SEEN:
            yield start, stop
        SEEN.add(words)


if __name__ == "__main__":
    each(repeated)
