"""The numbers behind the pictures: bars, a curve, and the strip of a text with arcs from kept to removed copies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from dedup.results.collapsed import Removal

#: The size of a chart and of a strip in the units of its picture.
WIDTH, HEIGHT = 560, 150
STRIP = 1000

#: The most copies that a strip shows, the longest first: more are a blur.
MOST_ARCS = 150

#: The parts of a chart's width in which a bar of it stands.
_GAP = 0.12


class Bar(NamedTuple):
    """A bar of a chart, in parts from the ground up."""

    label: str  #: below it
    title: str  #: what it stands for
    height: int  #: what it counts
    x: float
    width: float
    parts: list[tuple[str, float, float]]  #: kind, y, height


class Chart(NamedTuple):
    """Bars side by side, and the place of a threshold among them."""

    bars: list[Bar]
    threshold: float | None = None  #: x


class Likenesses:
    """Counts how alike copies are, in steps of a hundredth."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, int]] = Counter()

    def add(self, kind: str, likeness: float) -> None:
        """Counts one more."""
        self._counts[kind, min(99, int(likeness * 100))] += 1

    def chart(self, threshold: float, form: str = "{:.0%}") -> Chart | None:
        """The bars from a threshold, or below it from the least alike, up to 1; None if nothing was counted.

        `form` is that of a likeness.
        """
        if not self._counts:
            return None
        low = min([int(threshold * 100 + 1e-9), *(step for _, step in self._counts)])
        step = max(1, -(-(100 - low) // 50))
        columns: list[tuple[str, str, dict[str, int]]] = []
        for start in range(low, 100, step):
            counts = {
                kind: sum(self._counts[kind, place] for place in range(start, start + step))
                for kind in ("near", "spared")
            }
            name, end = (form.format(place / 100) for place in (start, min(start + step, 100)))
            columns.append((name if (start - low) % (5 * step) == 0 else "", f"{name} to {end}", counts))
        at = WIDTH * (threshold * 100 - low) / (100 - low) if low < int(threshold * 100 + 1e-9) else None
        return Chart(_bars(columns), at)


def sizes_chart(sizes: Sequence[int]) -> Chart | None:
    """How many groups there are of each size; None if all are of one size."""
    if len({*sizes}) < 2:
        return None
    ranges = [(2, 2), (3, 3), (4, 5), (6, 9), (10, 19), (20, 49), (50, 10**12)]
    while len(ranges) > 3 and not any(size >= ranges[-1][0] for size in sizes):
        ranges.pop()
    columns = []
    for low, high in ranges:
        label = f"{low}" if low == high else f"{low}+" if high > 10**9 else f"{low}–{high}"
        counts = {"same_words": sum(low <= size <= high for size in sizes)}
        columns.append((label, f"groups of {label}", counts))
    return Chart(_bars(columns))


def _bars(columns: Sequence[tuple[str, str, dict[str, int]]]) -> list[Bar]:
    highest = max(1, *(sum(counts.values()) for _, _, counts in columns))
    width = WIDTH / len(columns)
    bars = []
    for place, (label, title, counts) in enumerate(columns):
        parts: list[tuple[str, float, float]] = []
        y = float(HEIGHT)
        for kind, count in counts.items():
            height = max(2.0, HEIGHT * count / highest) if count else 0.0
            y -= height
            if count:
                parts.append((kind, round(y, 1), round(height, 1)))
        bars.append(
            Bar(
                label=label,
                title=title,
                height=sum(counts.values()),
                x=round(width * (place + _GAP / 2), 1),
                width=round(width * (1 - _GAP), 1),
                parts=parts,
            )
        )
    return bars


class AtThreshold(NamedTuple):
    """What a run at another threshold would remove."""

    threshold: float
    exact: int
    same_words: int
    near: int
    contained: int = 0

    @property
    def removed(self) -> int:
        """All of it."""
        return self.exact + self.same_words + self.near + self.contained


class Dot(NamedTuple):
    """A threshold of a curve."""

    x: float
    y: float
    label: str
    removed: int
    apart: bool  #: whether there is room for its label beside the one before


class Curve(NamedTuple):
    """The curve of removals by threshold, with an area for each kind."""

    areas: list[tuple[str, str]]  #: kind and the points of its outline
    dots: list[Dot]
    now: float  #: x of the threshold of this run


def curve_of(points: Sequence[AtThreshold], threshold: float) -> Curve | None:
    """The curve through at least two thresholds."""
    points = sorted(points)
    if len(points) < 2:
        return None
    low, high = points[0].threshold, points[-1].threshold
    most = max(1, *(point.removed for point in points))

    def x_of(value: float) -> float:
        return round(WIDTH * (value - low) / (high - low), 1)

    def y_of(count: int) -> float:
        return round(HEIGHT * (1 - count / most), 1)

    areas: list[tuple[str, str]] = []
    below = [0] * len(points)
    for kind in ("exact", "same_words", "near", "contained"):
        above = [count + getattr(point, kind) for count, point in zip(below, points)]
        if above != below:
            outline = [(x_of(point.threshold), y_of(count)) for point, count in zip(points, above)]
            ground = [(x_of(point.threshold), y_of(count)) for point, count in zip(points, below)]
            areas.append((kind, " ".join(f"{x},{y}" for x, y in [*outline, *reversed(ground)])))
        below = above
    dots: list[Dot] = []
    last = -100.0
    for point in points:
        x = x_of(point.threshold)
        apart = x - last >= 36
        last = x if apart else last
        dots.append(Dot(x, y_of(point.removed), f"{point.threshold:g}", point.removed, apart))
    return Curve(areas, dots, x_of(threshold))


class Arc(NamedTuple):
    """A removed copy in a strip, and the arc to it from the kept one."""

    number: int  #: of its entry
    kind: str
    x: float
    width: float
    kept_x: float
    kept_width: float
    rise: float

    @property
    def middle(self) -> float:
        """Where the arc ends."""
        return round(self.x + self.width / 2, 1)

    @property
    def kept_middle(self) -> float:
        """Where the arc begins."""
        return round(self.kept_x + self.kept_width / 2, 1)


def strip_of(removals: Sequence[Removal], length: int, first: int) -> list[Arc]:
    """The arcs of a text, for its longest removals in the order of the text.

    Args:
        removals: Those of the text that have entries.
        length: The characters of the text.
        first: The number of the first entry.
    """
    longest = sorted(enumerate(removals, first), key=lambda one: one[1].removed.start - one[1].removed.stop)[:MOST_ARCS]
    scale = STRIP / max(1, length)
    arcs = []
    for number, removal in sorted(longest):
        x, stop = (round(scale * end, 1) for end in removal.removed)
        kept_x, kept_stop = (round(scale * end, 1) for end in removal.kept)
        distance = abs((x + stop) - (kept_x + kept_stop)) / 2
        arcs.append(
            Arc(
                number=number,
                kind=removal.kind,
                x=x,
                width=round(max(1.5, stop - x), 1),
                kept_x=kept_x,
                kept_width=round(max(1.5, kept_stop - kept_x), 1),
                rise=round(46 - min(44.0, 10 + distance / 10), 1),
            )
        )
    return arcs
