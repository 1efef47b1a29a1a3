"""Tells HTML from text, and takes the text out of a page.

A removal from the source of a page would take tags along or leave them open. Markdown with some tags is text, and so
is prose that shows code: what tells them apart is where the words are. In HTML they are inside elements; in Markdown,
most paragraphs have no tag.
"""

from __future__ import annotations

from dedup.errors import MissingPackageError, NotTextError
from dedup.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: The characters at the beginning of a text that are looked at.
HEAD = 1 << 18

#: The least share of an HTML text's characters that are tags.  It tells nothing alone: extracts of web pages have up to
#: 0.22, and Markdown has up to 0.9.
MARKUP = 0.02

#: The most of its letters that are outside of elements, or in paragraphs without a tag.  Of 70,000 real texts, 6 have
#: less and so many tags, all of them landing pages; tutorials that show HTML have 0.87 and more.
LOOSE = 0.2

#: How many open elements a closing tag may close at once; some are never closed.
_OPEN = 50

_WITHOUT_CLOSING_TAG = "area base br col embed hr img input link meta param source track wbr"
_WITH_CLOSING_TAG = """
a abbr address article aside audio b blockquote body button canvas caption center cite code colgroup dd del details dfn
div dl dt em fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header html i iframe ins kbd label
legend li main mark menu nav noscript object ol optgroup option p picture pre q s samp script section select small span
strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr tt u ul var video
"""
_VOID = frozenset(_WITHOUT_CLOSING_TAG.split())
_NAMES = _VOID.union(_WITH_CLOSING_TAG.split())


class _Tag(NamedTuple):
    start: int
    stop: int
    name: str
    closes: bool


def is_html(text: str) -> bool:
    r"""Whether a text is the source of a web page, or of a part of one.

    >>> is_html("<div><p>The river rose.</p><p>It fell again.</p></div>")
    True
    >>> is_html("The river rose, as <b>everyone</b> saw.\n\nIt fell again.")
    False
    """
    head = text[:HEAD]
    return _begins_like_a_page(head) or ("</" in head and _is_in_elements(head))


def _begins_like_a_page(text: str) -> bool:
    text = text.lstrip("\ufeff \t\r\n")
    for _ in range(8):  # a declaration of XML, a few comments
        if text.startswith("<!--"):
            text = text.partition("-->")[2].lstrip()
        elif text.startswith("<?xml"):
            text = text.partition("?>")[2].lstrip()
    beginning = text[:14].lower()
    return beginning == "<!doctype html" or any(
        beginning.startswith(tag) and not beginning[len(tag) :][:1].isalnum() for tag in ("<html", "<head", "<body")
    )


def _is_in_elements(text: str) -> bool:
    """Whether enough of a text is tags, and nearly all words are in elements."""
    from re import compile

    tags = list(_tags(text))
    if sum(tag.stop - tag.start for tag in tags) < MARKUP * len(text):
        return False
    blank_line = compile(r"\n[ \t\r]*\n")
    elements = _outermost(tags)
    letters = loose = place = at = 0
    for start, stop in [*((tag.start, tag.stop) for tag in tags), (len(text), len(text))]:
        while place < len(elements) and elements[place][1] <= at:
            place += 1
        inside = place < len(elements) and elements[place][0] < at
        between = text[at:start]
        letters += _letters(between)
        # The first and the last part are in paragraphs that have a tag.
        loose += sum(map(_letters, blank_line.split(between)[1:-1])) if inside else _letters(between)
        at = stop
    return loose < LOOSE * letters or not letters


def _tags(text: str) -> Iterator[_Tag]:
    """The tags of HTML elements in a text."""
    from re import IGNORECASE, finditer

    for match in finditer(r"<(/?)([a-z][a-z0-9]*)(?=[\s/>])[^<>]*>", text, IGNORECASE):
        if (name := match[2].lower()) in _NAMES:
            yield _Tag(match.start(), match.end(), name, bool(match[1]))


def _outermost(tags: Sequence[_Tag]) -> list[tuple[int, int]]:
    """The spans of the elements that are in no other; those that are never closed do not count."""
    elements: list[tuple[int, int]] = []
    opened: list[_Tag] = []
    for tag in tags:
        if not tag.closes:
            if tag.name not in _VOID:
                opened.append(tag)
            continue
        for place in range(len(opened) - 1, max(-1, len(opened) - 1 - _OPEN), -1):
            if opened[place].name == tag.name:
                start = opened[place].start
                del opened[place:]
                while elements and elements[-1][0] > start:
                    elements.pop()
                elements.append((start, tag.stop))
                break
    return elements


def _letters(text: str) -> int:
    """The number of characters that are no white space."""
    return len("".join(text.split()))


def check_can_extract() -> None:
    """Raises `MissingPackageError` if trafilatura is not installed."""
    try:
        import trafilatura  # noqa: F401
    except ImportError as error:
        raise MissingPackageError("--html extract needs trafilatura: pip install 'dedup-spans[html]'") from error


def text_of(page: str | bytes) -> str:
    """The main text of a page, as trafilatura (extra `html`) finds it; of bytes, it finds out the encoding.

    Raises:
        NotTextError: It finds none.
    """
    import trafilatura

    text: str | None = trafilatura.extract(page)
    if not text:
        raise NotTextError("HTML", "HTML without a main text that trafilatura finds")
    return text + "\n"
