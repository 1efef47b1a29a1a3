"""The loop over lines with rapidfuzz, which searches the lines that stay by itself."""

from collections.abc import Iterator

from rapidfuzz import fuzz, process, utils
from spans import Span, each, lines_of

ALIKE = 90


def repeated(text: str) -> Iterator[Span]:
    """The lines that are alike to an earlier one that stays."""
    kept: list[str] = []
    for start, stop in lines_of(text):
        line = utils.default_process(text[start:stop])
        if process.extractOne(line, kept, scorer=fuzz.ratio, score_cutoff=ALIKE):
            yield start, stop
        else:
            kept.append(line)


if __name__ == "__main__":
    each(repeated)
