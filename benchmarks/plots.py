"""`python -m benchmarks plot [RECORD...]`: the plots of records, or of the newest ones, as SVG beside them.

The same record gives the same bytes, with the same version of matplotlib.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Annotation
from matplotlib.ticker import FuncFormatter, PercentFormatter
from matplotlib.transforms import Bbox

from benchmarks.recorded import (
    PLOTS,
    Row,
    collections_of,
    comparable,
    figures,
    is_own,
    is_timed,
    newest,
    origin,
    plot_path,
    plots_of,
    score_of,
    size_in_words,
    speed_of,
)

WIDTH = 8.4  #: inches of 72 points; a browser shows it some 800 pixels wide

OWN, OTHER, FAINT = "#0072B2", "#404040", "#8A8A8A"
PEERS = ("#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")  #: told apart by the colour-blind too
MARKERS = "osD^vPX"

STYLE = {
    "svg.fonttype": "none",  # text stays text
    "svg.hashsalt": "dedup",  # or ids would be random
    "font.family": "sans-serif",
    "font.size": 9.5,
    "axes.titlesize": 10.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": FAINT,
    "axes.axisbelow": True,
    "axes.grid": True,
    "grid.color": "#E4E4E4",
    "figure.facecolor": "white",
}


def main(arguments: Sequence[str]) -> int:
    """Draws the plots asked for; 1 when no record has what they need."""
    parser = argparse.ArgumentParser("python -m benchmarks plot", description=__doc__)
    parser.add_argument("records", nargs="*", type=Path, metavar="RECORD", help="else the newest of each part")
    asked = parser.parse_args(arguments)
    found = {path for plot in PLOTS.values() for path, _ in filter(None, [newest(plot.part)])}
    written = [path for record in asked.records or sorted(found) for path in write_plots(record)]
    print(*(f"written: {path}" for path in written), sep="\n")
    return 0 if written else 1


def write_plots(record: Path) -> list[Path]:
    """Writes the plots of a record beside it, and says where."""
    content = json.loads(record.read_text("utf-8"))
    written = []
    for name in plots_of(content):
        path = plot_path(record, name)
        with mpl.rc_context():
            mpl.rcdefaults()
            mpl.rcParams.update(STYLE)  # type: ignore[arg-type]
            drawn(name, content).savefig(path, metadata={"Date": None, "Creator": None})
        written.append(path)
    return written


def drawn(name: str, record: dict[str, Any]) -> Figure:
    """A plot by its name."""
    rows = record[PLOTS[name].part]
    return DRAWING[name](rows, origin(record))


def near_copies(rows: Sequence[Row], made: str) -> Figure:
    """Speed against accuracy of near copies among documents."""
    shown = comparable(rows)
    return accuracy(shown, f"Near copies among documents, {shown[0]['megabytes']:g} MB", made)


def repeats(rows: Sequence[Row], made: str) -> Figure:
    """Speed against accuracy of repeats inside one text, in the first collection."""
    name, first = next(iter(collections_of(rows).items()))
    shown = [row for row in comparable(first) if is_timed(row)]
    size = max(row["megabytes"] for row in shown)
    return accuracy(shown, f"Repeats inside one text, {name + ', ' if name else ''}{size:.3g} MB", made)


def accuracy(rows: Sequence[Row], what: str, made: str) -> Figure:
    """Recall, and below it precision, against speed: a point for each engine that decides something."""
    figure = sheet(6.2)
    panels = figure.subplots(2, 1, sharex=True)
    for axes, measure in zip(panels, ("recall", "precision")):
        points = [(row, speed_of(row), score[measure]) for row in rows if (score := score_of(row))]
        axes.set_xscale("log")
        axes.set_ylabel(measure)
        for row, x, y in points:
            color, size = (OWN, 60) if is_own(row) else (OTHER, 28)
            axes.scatter([x], [y], s=size, color=color, zorder=3)
        set_limits(axes, [x for _, x, _ in points], [y for *_, y in points])
    panels[0].set_title(f"{what}: speed and accuracy")
    panels[1].set_xlabel(f"MB a CPU second, more is better ({made})")
    panels[1].xaxis.set_major_formatter(FuncFormatter(plain))
    figure.align_ylabels()
    settle(figure)
    for axes, measure in zip(panels, ("recall", "precision")):
        label_points(axes, [(row, speed_of(row), score[measure]) for row in rows if (score := score_of(row))])
    return figure


def sheet(height: float) -> Figure:
    """An empty figure."""
    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    FigureCanvasAgg(figure)
    return figure


def settle(figure: Figure) -> None:
    """Lays a figure out for good, so that what is measured in it stays true."""
    figure.draw_without_rendering()
    figure.set_layout_engine("none")


def set_limits(axes: Axes, xs: Sequence[float], ys: Sequence[float]) -> None:
    """Makes room around points, and shows no ticks beyond 1."""
    axes.set_xlim(min(xs) / 2, max(xs) * 3)
    least = min(*ys, 0.9)
    axes.set_ylim(least - 0.15 * (1 - least), 1 + 0.2 * (1 - least))
    axes.set_yticks([tick for tick in axes.get_yticks() if least - 0.1 <= tick <= 1.0001])


def plain(number: float, _: int = 0) -> str:
    """A number without an exponent."""
    return f"{number:,.10g}"


def label_points(axes: Axes, points: Sequence[tuple[Row, float, float]]) -> None:
    """Writes the name of each engine beside its point, where it covers neither a point nor a name; ours first."""
    taken = [around(*axes.transData.transform((x, y))) for _, x, y in points]
    whole = axes.get_window_extent()
    for row, x, y in sorted(points, key=lambda point: (not is_own(point[0]), -point[1], point[0]["engine"])):
        for dx, dy in offsets():
            label = name_beside(axes, row, (x, y), (dx, dy))
            box = label.get_window_extent().padded(1)
            fits = whole.containsx(box.x0) and whole.containsx(box.x1) and whole.y0 <= box.y0 and box.y1 <= whole.y1
            if fits and not any(box.overlaps(other) for other in taken):
                break
            label.remove()
        else:
            label = name_beside(axes, row, (x, y), (7, 0))  # better across another than none
            box = label.get_window_extent()
        taken.append(box)
        if max(abs(dx), abs(dy)) > 10:
            line = {"arrowstyle": "-", "color": FAINT, "lw": 0.6, "shrinkA": 0, "shrinkB": 3}
            axes.annotate("", (x, y), (dx, dy), textcoords="offset points", arrowprops=line)


def around(x: float, y: float) -> Bbox:
    """What a point covers, in pixels."""
    return Bbox.from_extents(x - 6, y - 6, x + 6, y + 6)


def name_beside(axes: Axes, row: Row, point: tuple[float, float], offset: tuple[float, float]) -> Annotation:
    """The name of an engine, so many points from its point."""
    dx, dy = offset
    return axes.annotate(
        row["engine"],
        point,
        offset,
        textcoords="offset points",
        ha="left" if dx > 0 else "right" if dx < 0 else "center",
        va="bottom" if dy > 0 else "top" if dy < 0 else "center",
        color=OWN if is_own(row) else OTHER,
        weight="bold" if is_own(row) else "normal",
    )


def offsets() -> Iterator[tuple[float, float]]:
    """Where a name may stand, in points from its point: close by first."""
    yield from ((7, 0), (-7, 0), (0, 6), (0, -6))
    for far in range(12, 150, 6):
        yield from ((dx, dy) for dx in (8, -8, 30, -30) for dy in (-far, far))


def growth(rows: Sequence[Row], made: str) -> Figure:
    """CPU seconds and memory against the size of the collection: a line for each engine."""
    figure = sheet(4.6)
    panels = figure.subplots(1, 2)
    engines = list(dict.fromkeys(row["engine"] for row in rows))
    looks = list(zip(engines, looks_of([row for engine in engines for row in rows if row["engine"] == engine])))
    for axes, what, title in zip(panels, ("cpu", "peak"), ("CPU seconds", "Memory at its peak, MB")):
        for engine, look in looks:
            line = sorted((row["megabytes"], row["usage"][what]) for row in rows if row["engine"] == engine)
            axes.plot(*zip(*line), label=engine, **look)
        axes.set(xscale="log", yscale="log", xlabel="MB of documents")
        axes.set_title(title, weight="normal")
        sizes = sorted({row["megabytes"] for row in rows})
        axes.set_xticks(sizes, [plain(size) for size in sizes])
        axes.minorticks_off()
        axes.yaxis.set_major_formatter(FuncFormatter(plain))
    figure.legend(*panels[0].get_legend_handles_labels(), loc="outside lower center", ncols=3, frameon=False)
    figure.suptitle(f"Near copies among documents: growth ({made})", x=0.01, ha="left", size=10.5, weight="bold")
    return figure


def looks_of(rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """How the line of each engine looks: ours broad, what decides nothing faint."""
    peers = cycle(zip(cycle(PEERS), cycle(MARKERS)))
    own = cycle(("-", "--"))
    for row in {row["engine"]: row for row in rows}.values():
        if is_own(row):
            yield {"color": OWN, "lw": 2.8, "ls": next(own), "marker": "o", "ms": 5, "zorder": 4}
        elif score_of(row) is None:
            yield {"color": FAINT, "lw": 1.3, "ls": ":", "zorder": 2}
        else:
            color, marker = next(peers)
            yield {"color": color, "lw": 1.3, "marker": marker, "ms": 5, "zorder": 3}


def lengths(rows: Sequence[dict[str, Any]], made: str) -> Figure:
    """What a byte takes by the length of the text: `collapse`, and the loop over hashed lines."""
    figure = sheet(3.4)
    axes = figure.subplots()
    sizes = [row["characters"] for row in rows]
    lines: dict[str, Any] = {"color": OTHER, "lw": 1.3, "ls": "--", "marker": "s", "ms": 4, "label": "loop over lines"}
    own: dict[str, Any] = {"color": OWN, "lw": 2.8, "marker": "o", "ms": 5, "zorder": 4, "label": "collapse"}
    axes.plot(sizes, [row["lines_ns_a_byte"] for row in rows], **lines)
    axes.plot(sizes, [row["ns_a_byte"] for row in rows], **own)
    axes.set(xscale="log", yscale="log", ylabel="ns a byte", xlabel=f"length of the text ({made})")
    axes.set_xticks(sizes, list(map(size_in_words, sizes)))
    axes.minorticks_off()
    axes.yaxis.set_major_formatter(FuncFormatter(plain))
    axes.legend(frameon=False)
    axes.set_title("CPU time for a byte, by the length of the text")
    return figure


def stages(rows: Sequence[dict[str, Any]], made: str) -> Figure:
    """Each stage as a share of its ceiling."""
    figure = sheet(1.2 + 0.34 * len(rows))
    axes = figure.subplots()
    places = range(len(rows))
    axes.barh(places, [row["of_ceiling"] for row in rows], color=OWN, height=0.62)
    axes.set_yticks(places, [row["stage"] for row in rows])
    axes.tick_params(axis="y", length=0)
    axes.invert_yaxis()
    axes.set_xlim(0, max(1.0, *(row["of_ceiling"] for row in rows)))
    axes.xaxis.set_major_formatter(PercentFormatter(1))
    axes.grid(axis="y", visible=False)
    axes.set_title("The speed of each stage, as a share of its ceiling")
    axes.set_xlabel(made)
    for place, row in zip(places, rows):
        label = f"{row['of_ceiling']:.0%} of {row['ceiling']}: {figures(row['mb_per_second'])} MB/s"
        within = row["of_ceiling"] > 0.6 * axes.get_xlim()[1]
        axes.annotate(
            label,
            (row["of_ceiling"], place),
            (-6 if within else 6, 0),
            textcoords="offset points",
            ha="right" if within else "left",
            va="center",
            color="white" if within else OTHER,
        )
    return figure


DRAWING: dict[str, Callable[[Sequence[Row], str], Figure]] = {
    "near-copies": near_copies,
    "repeats": repeats,
    "growth": growth,
    "lengths": lengths,
    "stages": stages,
}
