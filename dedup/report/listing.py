"""Lists removals and spared repeats: a line for each, as editors, continuous integration and programs read them."""

from __future__ import annotations

from dedup.record import NamedTuple
from dedup.report.quoting import printable
from dedup.report.reasons import REASONS, lifted_by
from dedup.report.word_pairs import differences
from dedup.results.collapsed import Removal
from dedup.results.lines import line_starts, lines_of, stripped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Literal

    from dedup.results.collapsed import Collapsed, Kind, Spared
    from dedup.results.span import Span

    Format = Literal["text", "json", "github"]

#: The forms of a list.
FORMATS: tuple[Format, ...] = ("text", "json", "github")


class Repeat(NamedTuple):
    """A repeat, by lines counted from 1."""

    removed: bool
    first: int
    last: int
    kept_first: int
    kept_last: int
    likeness: str  #: in words
    reason: str  #: the rule of a removal, or why it was spared
    lifted_by: str  #: the option that would remove what was spared, "" if there is none


def listed(name: str, source: str, collapsed: Collapsed, format: Format, show: Sequence[str]) -> str:
    """The repeats of one file.

    Args:
        name: The file.
        source: Its text.
        collapsed: The result for it.
        format: One of `FORMATS`.
        show: What to list: "removed", "spared" or both.
    """
    if format == "json":
        return _json({"type": "file", "file": name, **as_json(source, collapsed, show)})
    line = _line if format == "text" else _annotation
    return "".join(f"{line(printable(name), repeat)}\n" for repeat in _repeats(source, collapsed, show))


def summary_as_json(counts: dict[str, Any]) -> str:
    """The line of JSON that ends a list."""
    return _json({"type": "summary", **counts})


def error_as_json(name: str, reason: str) -> str:
    """The line of JSON for a file that could not be read or written."""
    return _json({"type": "error", "file": name, "reason": reason})


def _json(record: dict[str, Any]) -> str:
    from json import dumps

    return dumps(record, separators=(",", ":")) + "\n"


def as_json(source: str, collapsed: Collapsed, show: Sequence[str]) -> dict[str, Any]:
    """What was decided about one text, JSON-ready: half-open spans in code points; the first and last line, from 1."""
    starts = line_starts(source)
    data: dict[str, Any] = {
        "characters": len(source),
        "characters_removed": len(source) - len(collapsed.text),
        "truncated": collapsed.truncated,
    }
    if "removed" in show:
        data["removals"] = [
            {
                **_lines_as_json(one.removed, one.kept, source, starts),
                "removed": list(one.removed),
                "kept": list(one.kept),
                "kind": one.kind,
                "identity": one.identity,
                "rule": one.rule,
            }
            for one in collapsed.removals
        ]
    if "spared" in show:
        data["spared"] = [
            {
                **_lines_as_json(one.spared, one.kept, source, starts),
                "spared": list(one.spared),
                "kept": list(one.kept),
                "identity": one.identity,
                "reason": one.reason,
                "lifted_by": lifted_by(one),
            }
            for one in collapsed.spared
        ]
        data["unlisted"] = collapsed.unlisted
    return data


def _lines_as_json(span: Span, kept: Span, source: str, starts: Sequence[int]) -> dict[str, list[int]]:
    """The first and last line of a repeat, and of its kept copy."""
    return {"lines": list(lines_of(stripped(span, source), starts)), "kept_lines": list(lines_of(kept, starts))}


def _repeats(source: str, collapsed: Collapsed, show: Sequence[str]) -> list[Repeat]:
    starts = line_starts(source)
    repeats: list[Repeat] = []
    if "removed" in show:
        repeats += (_repeat(source, one, one.removed, starts) for one in collapsed.removals)
    if "spared" in show:
        repeats += (_repeat(source, one, one.spared, starts) for one in collapsed.spared)
    return sorted(repeats, key=lambda repeat: (repeat.first, repeat.last))


def _repeat(source: str, one: Removal | Spared, span: Span, starts: Sequence[int]) -> Repeat:
    own = stripped(span, source)
    first, last = lines_of(own, starts)
    kept_first, kept_last = lines_of(one.kept, starts)
    removed = isinstance(one, Removal)
    return Repeat(
        removed=removed,
        first=first,
        last=last,
        kept_first=kept_first,
        kept_last=kept_last,
        likeness=_likeness(one, source),
        reason=one.rule if isinstance(one, Removal) else one.reason,
        lifted_by="" if isinstance(one, Removal) else lifted_by(one),
    )


def _likeness(one: Removal | Spared, source: str) -> str:
    """How alike the two copies are; a share is rounded down, so that 100% loses no letter."""
    kind = one.kind if isinstance(one, Removal) else _kind(source[slice(*one.spared)], source[slice(*one.kept)])
    return f"changed, {int(one.identity * 100)}%" if kind == "near" else kind.replace("_", " ")


def _kind(own: str, kept: str) -> Kind:
    if own.strip() == kept.strip():
        return "exact"
    return "near" if differences(own, kept) else "same_words"


def _line(name: str, repeat: Repeat) -> str:
    start = f"{name}:{repeat.first}: "
    repeats = f"repeats {_lines(repeat.kept_first, repeat.kept_last)} ({repeat.likeness})"
    if repeat.removed:
        return start + repeats
    return f"{start}spared: {repeats}; {repeat.reason}" + (f", {repeat.lifted_by}" if repeat.lifted_by else "")


def _annotation(name: str, repeat: Repeat) -> str:
    """A workflow command that GitHub shows beside the lines of a change."""
    level = "warning" if repeat.removed else "notice"
    message = f"Repeats {_lines(repeat.kept_first, repeat.kept_last)} ({repeat.likeness})."
    if not repeat.removed:
        message += f" Spared: {REASONS[repeat.reason]}"
    place = f"file={_property(name)},line={repeat.first},endLine={repeat.last},title=dedup"
    return f"::{level} {place}::{_data(message)}"


def _lines(first: int, last: int) -> str:
    return f"line {first}" if first == last else f"lines {first}-{last}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
