"""The diff is a true one: applied to the source it gives the collapsed text."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from dedup.results.collapsed import Collapsed, Removal
from dedup.results.diff import diff_of
from dedup.results.span import Span

NO_NEWLINE = "\\ No newline at end of file"


@st.composite
def collapsed_texts(draw: st.DrawFn) -> tuple[str, Collapsed]:
    """A text of short lines and any removals from it; whether they are copies does not matter here."""
    source = draw(st.text("ab\n\r", min_size=1, max_size=40))
    bounds = sorted(draw(st.sets(st.integers(0, len(source)), max_size=8)))
    spans = [Span(*pair) for pair in zip(bounds[::2], bounds[1::2])]
    removals = [Removal(span, Span(0, 1), "near", False, 0.9, "", source[span.start : span.stop]) for span in spans]
    text = "".join(source[i] for i in range(len(source)) if not any(span.start <= i < span.stop for span in spans))
    return source, Collapsed(text, removals)


def lines_of(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def applied(diff: str, source: str) -> str:
    """What `patch` would make of `source`, by the definition of the unified format."""
    before, after, at = lines_of(source), [], 0
    written = lines_of(diff)[2:]
    for i, line in enumerate(written):
        if line.startswith("@@"):
            number, count = re.match(r"@@ -(\d+)(?:,(\d+))? ", line).groups("1")
            start = int(number) - (count != "0")
            after += before[at:start]
            at = start
        elif line.startswith(("-", "+")):
            content = line[1:-1] if written[i + 1 : i + 2] == [NO_NEWLINE + "\n"] else line[1:]
            if line[0] == "+":
                after.append(content)
            else:
                assert before[at] == content
                at += 1
    return "".join(after + before[at:])


@given(collapsed_texts())
def test_applying_the_diff_gives_the_collapsed_text(case: tuple[str, Collapsed]) -> None:
    source, collapsed = case
    assert collapsed.restore() == source
    assert applied(diff_of("name", source, collapsed.removals), source) == collapsed.text


@given(collapsed_texts())
def test_new_line_numbers_are_those_of_the_collapsed_text(case: tuple[str, Collapsed]) -> None:
    source, collapsed = case
    lines = lines_of(collapsed.text)
    written = lines_of(diff_of("name", source, collapsed.removals))
    for i, line in enumerate(written):
        if heading := re.match(r"@@ \S+ \+(\d+)(?:,(\d+))? @@ ", line):
            number, count = map(int, heading.groups("1"))
            added = [text[1:] for text in written[i + 1 :] if text[0] == "+"][:count]
            for old, new in zip(lines[number - 1 :], added):
                assert new.removesuffix("\n") == old.removesuffix("\n")


def test_a_block_that_takes_the_line_break_before_it_is_shown_alone() -> None:
    source = "kept\nother\nkept\n\nlast\n"
    removal = Removal(Span(10, 15), Span(0, 4), "exact", False, 1.0, "", "\nkept")
    diff = diff_of("name", source, [removal])
    assert diff == ("--- name\n+++ name\n@@ -3 +2,0 @@ [10, 15) repeats [0, 4), line 1: exact, identity 1.000\n-kept\n")


def test_two_removals_from_one_line_share_a_hunk() -> None:
    removals = [
        Removal(Span(0, 2), Span(2, 4), "exact", False, 1.0, "", "a "),
        Removal(Span(6, 7), Span(2, 3), "near", False, 0.9, "", "b"),
    ]
    lines = diff_of("name", "a b c b\n", removals).splitlines()
    assert lines[2].endswith("exact, identity 1.000; [6, 7) repeats [2, 3), line 1: near, identity 0.900")
    assert lines[3:] == ["-a b c b", "+b c "]


def test_colours_do_not_change_the_text() -> None:
    source, collapsed = "a\na\n", Collapsed("a\n", [Removal(Span(2, 4), Span(0, 1), "exact", False, 1.0, "", "a\n")])
    coloured = diff_of("name", source, collapsed.removals, colour=True)
    assert "\x1b[31m-" in coloured
    assert re.sub(r"\x1b\[\d*m", "", coloured) == diff_of("name", source, collapsed.removals)
