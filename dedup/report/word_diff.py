"""Shows each copy with the words in which it differs from the one that is kept, as `git diff --word-diff` does.

Words that only this copy has are marked [-like this-], those that only the kept one has {+like this+}. Lines without a
mark are left out, but for those next to one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dedup.report.quoting import printable
from dedup.report.reasons import lifted_by
from dedup.report.word_pairs import differing_spans
from dedup.results.collapsed import Collapsed, Removal, Spared
from dedup.results.lines import line_starts, stripped, where

_RED, _GREEN, _CYAN, _PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[36m", "\x1b[m"


def word_diff(name: str, source: str, collapsed: Collapsed, show: Sequence[str], color: bool = False) -> str:
    """The copies of one file; "" if there are none.

    Args:
        name: The file.
        source: Its text.
        collapsed: The result for it.
        show: What to show: "removed", "spared" or both.
        color: Whether to color the marks.
    """
    copies: list[Removal | Spared] = []
    copies += collapsed.removals if "removed" in show else ()
    copies += collapsed.spared if "spared" in show else ()
    starts = line_starts(source)
    parts: list[str] = []
    for one in sorted(copies, key=lambda copy: copy[0]):
        own = stripped(one[0], source)
        repeats = f"{_outcome(one)} {where(one.kept, starts)}, identity {one.identity:.3f}"
        heading = f"{printable(name)}: {where(own, starts)} {repeats}"
        lines = _folded(_marked(source[slice(*own)], source[slice(*one.kept)], color))
        parts.append("\n".join([f"{_CYAN}{heading}{_PLAIN}" if color else heading, *lines, "", ""]))
    return "".join(parts)


def _outcome(one: Removal | Spared) -> str:
    if isinstance(one, Removal):
        return "repeats"
    option = lifted_by(one)
    return f"spared ({one.reason}{', ' if option else ''}{option}), repeats"


def _marked(own: str, kept: str, color: bool) -> list[tuple[str, bool]]:
    r"""The lines of a copy with their marks, and whether there are any in each.

    >>> _marked("We met at noon\non Friday.", "We met at one\non a Friday.", False)
    [('  We met at [-noon-]{+one+}', True), ('  on {+a+} Friday.', True)]
    """
    red, green, plain = (_RED, _GREEN, _PLAIN) if color else ("", "", "")
    lines = [("  ", False)]

    def add(text: str, before: str = "", after: str = "") -> None:
        for number, part in enumerate(text.split("\n")):
            if number:
                lines.append(("  ", False))
            line, marked = lines[-1]
            shown = _harmless(part)
            lines[-1] = (line + (before + shown + after if shown else ""), marked or bool(before and shown))

    at = 0
    for in_own, in_kept in differing_spans(own, kept):
        add(own[at : in_own.start])
        add(own[slice(*in_own)], f"{red}[-", f"-]{plain}")
        add(" ".join(kept[slice(*in_kept)].split()), f"{green}{{+", f"+}}{plain}")
        if in_own.start == in_own.stop:
            add(" ")
        at = in_own.stop
    add(own[at:])
    return lines


def _harmless(text: str) -> str:
    """The text without what a terminal obeys."""
    return (
        text
        if text.isprintable()
        else "".join(" " if c.isspace() else c if c.isprintable() else "\ufffd" for c in text)
    )


def _folded(lines: Sequence[tuple[str, bool]]) -> Iterator[str]:
    """The lines with marks and those beside them, the first and the last; how many are left out in between."""
    near = {0, len(lines) - 1}
    near |= {place for number, (_, marked) in enumerate(lines) if marked for place in range(number - 1, number + 2)}
    equal = 0
    for number, (line, _) in enumerate(lines):
        if number in near or {number - 1, number + 1} <= near:  # one line is as short as its replacement
            if equal:
                yield f"  ... {equal:,} equal lines ..."
            equal = 0
            yield line.rstrip()
        else:
            equal += 1
