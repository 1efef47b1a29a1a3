"""Shows the places where a document differs from the one kept for it, each with a few words around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dedup.report.quoting import in_one_line, quoted
from dedup.report.word_pairs import differing_spans
from dedup.results.span import Span

_RED, _GREEN, _PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[m"

#: Characters shown before and after a place; differences that are nearer to each other are one place.
AROUND = 30

#: The most characters shown of the words that one document has alone.
SHOWN = 70


class Excerpts(NamedTuple):
    """Some of the places where two documents differ."""

    lines: list[str]
    more: int  #: places that are not shown


def excerpts(own: str, kept: str, most: int, color: bool = False) -> Excerpts:
    """Shows where a document differs from the one that is kept, what would be lost first.

    Args:
        own: The document that would be removed.
        kept: The one that is kept.
        most: The maximum number of places.
        color: Whether to color the marks.

    >>> excerpts("We met at noon, as ever.", "We met at one, as ever.", 3)
    Excerpts(lines=['We met at [-noon-]{+one+}, as ever.'], more=0)
    """
    places = list(_places(differing_spans(own, kept)))
    times = Counter(_words(place, own, kept) for place in places)
    distinct = {_words(place, own, kept): place for place in reversed(places)}  # the first of each
    loses = sorted(distinct.values(), key=lambda place: (not _loses(place), place))
    lines = []
    for place in sorted(loses[:most]):
        repeated = times[_words(place, own, kept)]
        lines.append(_line(place, own, kept, color) + (f" ({repeated} times)" if repeated > 1 else ""))
    return Excerpts(lines, max(0, len(loses) - most))


Difference = tuple[Span, Span]


def _places(differences: Sequence[Difference]) -> Iterator[tuple[Difference, ...]]:
    """Puts differences together that are near each other."""
    place: tuple[Difference, ...] = ()
    for difference in differences:
        if place and difference[0].start - place[-1][0].stop > AROUND:
            yield place
            place = ()
        place += (difference,)
    if place:
        yield place


def _words(place: Sequence[Difference], own: str, kept: str) -> tuple[str, ...]:
    return tuple(text[slice(*span)] for spans in place for text, span in zip((own, kept), spans))


def _loses(place: Sequence[Difference]) -> bool:
    """Whether words at a place are only in the document that would be removed."""
    return any(in_own.start < in_own.stop for in_own, _ in place)


def _line(place: Sequence[Difference], own: str, kept: str, color: bool) -> str:
    red, green, plain = (_RED, _GREEN, _PLAIN) if color else ("", "", "")
    line = _before(own, place[0][0].start)
    at = place[0][0].start
    for in_own, in_kept in place:
        line += _spaced(own[at : in_own.start])
        line += f"{red}[-{quoted(own[slice(*in_own)], SHOWN)}-]{plain}" if in_own.start < in_own.stop else ""
        line += f"{green}{{+{quoted(kept[slice(*in_kept)], SHOWN)}+}}{plain}" if in_kept.start < in_kept.stop else ""
        line += " " if in_own.start == in_own.stop else ""
        at = in_own.stop
    return (line + _after(own, at)).strip()


def _before(text: str, stop: int) -> str:
    """The words before a place, from the beginning of its line or sentence on if that is near."""
    start = max(0, stop - AROUND)
    shown = _spaced(text[start:stop])
    if start and (space := shown.find(" ", 0, AROUND // 2)) >= 0:
        shown = shown[space + 1 :]
    return ("… " if start else "") + shown


def _after(text: str, start: int) -> str:
    """The words after a place."""
    shown = _spaced(text[start : start + AROUND])
    if start + AROUND < len(text):
        space = shown.rfind(" ", AROUND // 2)
        shown = (shown[:space] if space >= 0 else shown) + " …"
    return shown


def _spaced(text: str) -> str:
    """A part of a text on one line, with a space where it begins or ends with white space."""
    line = in_one_line(text)
    return f"{' ' if text[:1].isspace() else ''}{line}{' ' if text[-1:].isspace() and line else ''}"
