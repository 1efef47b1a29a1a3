"""Every repeat is explained: where, what was measured, what differs, and the rule in a sentence."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

import dedup
from dedup.io.html import is_html
from dedup.kernel import _kernel
from dedup.options import PROTECT
from dedup.report.explanation import as_json, candidates, explained
from dedup.report.reasons import REASONS, RULES, lifted_by
from dedup.results.collapsed import REASONS as ALL_REASONS
from dedup.results.collapsed import Spared
from dedup.results.span import Span
from tests.strategies import texts

STORY = (
    "The council met on Monday evening to vote on the new bridge across the river. After two hours of argument eleven "
    "members were in favour and four against it. Work will begin in the spring, once the ice has gone from the upper "
    "valley. The mayor said that no house would have to make way for the road to the bridge. Those who live on the far "
    "bank have asked for a crossing for thirty years."
)
LEVEL = "On {} May the water of the river stood at {} centimetres at the gauge below the bridge at noon."


def shown(text: str, **options: object) -> list[str]:
    return explained(text, dedup.collapse(text, **options)).splitlines()


def test_a_removal() -> None:
    before = f"{STORY}\n\n{LEVEL.format(4, 212)}"
    text = f"{before}\n\n{STORY.replace('thirty', 'forty').replace('the new', 'the')}"
    assert shown(text) == [
        f"1. removed [{len(before) + 2}, {len(text)}), line 5",
        "     The council met on Monday evening to vote on the … crossing for forty years.",
        f"   repeats [0, {len(STORY)}), line 1",
        "     The council met on Monday evening to vote on the … crossing for thirty years.",
        "   measured: near, identity 0.983, 302 letters",
        '   differs: only there "new"; "forty" for "thirty"',
        "   rule: lone block. A whole block repeats elsewhere, almost unchanged.",
    ]


def test_a_spared_block() -> None:
    assert shown(f"{LEVEL.format(4, 212)}\n\n{LEVEL.format(5, 208)}") == [
        "1. spared [97, 192), line 3",
        "     On 5 May the water of the river stood at 208 … below the bridge at noon.",
        "   repeats [0, 95), line 1",
        "     On 4 May the water of the river stood at 212 … below the bridge at noon.",
        "   measured: near, identity 0.947, 75 letters",
        '   differs: "5" for "4"; "208" for "212"',
        "   rule: numbers. A number differs.",
        "   to remove it: --no-protect numbers",
    ]


def test_other_case_is_no_difference_of_words() -> None:
    assert "   differs: only in case, accents, punctuation or white space" in shown(f"{STORY}\n\n{STORY.upper()}")
    assert not any("differs" in line for line in shown(f"{STORY}\n\n{STORY}"))


def test_of_many_differences_some_are_shown_and_all_are_in_the_json() -> None:
    changed = STORY
    for word in ("Monday", "bridge", "river", "hours", "favour", "spring", "valley", "house", "road"):
        changed = changed.replace(word, word[::-1], 1)
    text = f"{STORY}\n\n{changed}"
    collapsed = dedup.collapse(text)
    (entry, *_) = as_json("x", text, collapsed)["candidates"]
    assert len(entry["differences"]) == 9
    assert explained(text, collapsed).count("; and 3 more\n") == 1


def test_what_is_not_listed_is_counted() -> None:
    level = f"{LEVEL.format(4, 212)}\n\n{LEVEL.format(5, 208)}"
    found = dedup.collapse(level)
    more = dedup.Collapsed(found.text, found.removals, found.spared, unlisted=1234)
    assert explained(level, more).endswith("\nand 1,234 more spared, not listed\n")
    assert as_json("x", level, more)["unlisted"] == 1234


def test_candidates_come_in_the_order_of_the_text() -> None:
    level = f"{LEVEL.format(4, 212)}\n\n{LEVEL.format(5, 208)}"
    text = f"{level}\n\n{STORY}\n\n{STORY}\n\n{LEVEL.format(6, 203)}"
    spans = [candidate.own for candidate in candidates(text, dedup.collapse(text))]
    assert spans == sorted(spans)
    assert len(spans) == 3


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("<!DOCTYPE html><p>One</p>", True),
        ("  <HTML lang=en>", True),
        ("<head>", True),
        ("<header>", False),
        ("<p>One</p>\n<p>Two</p>\n<ul><li>Three</li></ul>", True),
        ("A <b>word</b> and a <a href='/x'>link</a> in Markdown.", False),
        (STORY + "<p>One</p>", False),
        (f"<div>{STORY}</div>" * 9, True),
        ("", False),
    ],
)
def test_what_is_html(text: str, wanted: bool) -> None:
    assert is_html(text) == wanted
    assert ("This text is HTML." in "\n".join(shown(text))) == wanted


def test_every_rule_and_reason_has_a_sentence() -> None:
    assert set(RULES) == {*_kernel.RULES, "neighbour"}
    assert set(REASONS) == set(ALL_REASONS)


@pytest.mark.parametrize("reason", sorted(ALL_REASONS))
def test_the_option_of_the_command_is_that_of_the_call(reason: str) -> None:
    from dedup.repeats.sparing import option_against

    option = option_against(reason, 0.7512)
    said = lifted_by(Spared(Span(2, 3), Span(0, 1), 0.7512, reason, option))
    assert bool(said) == bool(option)
    assert said == (f"--no-protect {reason}" if reason in PROTECT else "--identity 0.75" if option else "")


@given(texts(), texts())
def test_whatever_repeats_is_explained(a: str, b: str) -> None:
    text = f"{a}\n\n{b}\n{a}\n\n{STORY}{b}\n\n{STORY}"
    collapsed = dedup.collapse(text, min_letters=1)
    listed = as_json("x", text, collapsed)
    assert json.loads(json.dumps(listed)) == listed
    assert len(listed["candidates"]) == len(collapsed.removals) + len(collapsed.spared)
    for line in explained(text, collapsed).splitlines():
        assert line.isprintable()
