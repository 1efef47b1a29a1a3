"""docs/collapse.svg: examples/article.txt as a page, with the copy that `collapse` removes and the one it keeps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import dedup
from dedup.report.summary import tally_of
from dedup.results.lines import line_starts, lines_of
from dedup.results.span import Span

ARTICLE = Path(__file__).parents[1] / "examples" / "article.txt"

WIDTH, ROW, TOP = 860, 13, 44
LEFT, TEXT, RIGHT = 16, 52, 610  #: where line numbers begin, where text does, and where it ends
COLUMNS = 92  #: characters of a line that fit

INK, FAINT, KEPT, REMOVED = "#1f2328", "#57606a", "#1a7f37", "#cf222e"
SHADE = {KEPT: "#dafbe1", REMOVED: "#ffebe9"}

HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" \
font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace">
<rect x="0.5" y="0.5" width="{frame_width}" height="{frame_height}" rx="8" fill="#ffffff" stroke="#d0d7de"/>
<text x="16" y="26" font-size="13" fill="#1f2328">\
<tspan fill="#6e7781">$</tspan> dedup collapse --diff examples/article.txt</text>"""


def picture() -> str:
    """The picture, as SVG."""
    page = ARTICLE.read_text("utf-8")
    collapsed = dedup.collapse(page)
    (removal,) = collapsed.removals
    starts = line_starts(page)
    kept, removed = lines_of(removal.kept, starts), lines_of(removal.removed, starts)
    at_kept, at_removed = _middle(*kept), _middle(*removed)
    lines = page.splitlines()
    height = TOP + len(lines) * ROW + 38
    summary = tally_of(collapsed).line("found")
    parts = [
        HEAD.format(width=WIDTH, height=height, frame_width=WIDTH - 1, frame_height=height - 1),
        *_band(*kept, KEPT),
        *_band(*removed, REMOVED),
    ]
    for number, line in enumerate(lines, 1):
        parts += _line(number, line, is_removed=removed[0] <= number <= removed[1])
    parts += [
        *_arrow(at_removed, at_kept),
        *_label(at_kept, KEPT, "kept", _in_words(removal.kept)),
        *_label((at_kept + at_removed) / 2, INK, removal.kind, f"identity {removal.identity:.3f}"),
        *_label(at_removed, REMOVED, "removed", _in_words(removal.removed)),
    ]
    parts.append(_text(LEFT, height - 14, summary, 'font-size="12" fill="#6e7781"'))
    return "\n".join([*parts, "</svg>", ""])


def _in_words(span: Span) -> str:
    return f"characters [{span.start}, {span.stop})"


def _middle(first: int, last: int) -> float:
    """The height of the middle of some lines."""
    return TOP + (first - 1 + last) / 2 * ROW


def _band(first: int, last: int, colour: str) -> Iterator[str]:
    """The ground of some lines, with a bar at its left."""
    top, height = TOP + (first - 1) * ROW, (last - first + 1) * ROW
    yield f'<rect x="{TEXT - 8}" y="{top}" width="{RIGHT - TEXT + 12}" height="{height}" fill="{SHADE[colour]}"/>'
    yield f'<rect x="{TEXT - 8}" y="{top}" width="3" height="{height}" fill="{colour}"/>'


def _line(number: int, line: str, is_removed: bool) -> Iterator[str]:
    """A line of the page with its number, cut where the page ends."""
    height = TOP + number * ROW - 3
    shown = line if len(line) <= COLUMNS else line[: COLUMNS - 1].rstrip() + "…"
    colour = 'fill="#82071e" text-decoration="line-through"' if is_removed else f'fill="{INK}"'
    yield _text(LEFT + 22, height, str(number), 'font-size="9" fill="#8c959f" text-anchor="end"')
    yield _text(TEXT, height, shown, f'font-size="10" {colour}')


def _arrow(start: float, stop: float) -> Iterator[str]:
    """From the removed copy to the kept one."""
    x, bow = RIGHT + 10, RIGHT + 44
    curve = f"M {x} {start} C {bow} {start}, {bow} {stop}, {x + 6} {stop}"
    point = f"M {x + 10} {stop - 4} L {x + 2} {stop} L {x + 10} {stop + 4}"
    yield f'<path d="{curve} {point}" fill="none" stroke="{FAINT}" stroke-width="1.5"/>'


def _label(middle: float, colour: str, first: str, second: str) -> Iterator[str]:
    """Two lines beside the page."""
    x = RIGHT + 50
    yield _text(x, middle - 2, first, f'font-size="12" font-weight="bold" fill="{colour}"')
    yield _text(x, middle + 13, second, f'font-size="10.5" fill="{FAINT}"')


def _text(x: float, y: float, words: str, attributes: str) -> str:
    return f'<text x="{x:g}" y="{y:g}" {attributes}>{escape(words)}</text>'
