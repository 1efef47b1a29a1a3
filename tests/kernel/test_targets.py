"""Whether a stretch of a text holds a link to a place to which nothing else in the text leads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.options import collapse_options
from dedup.repeats.find import find_repeats


def leads_elsewhere(text: str, start: int, stop: int) -> bool:
    return find_repeats(text, collapse_options(0.8, 60, "fullest", ())).count_leading(start, stop)[1] > 0


@pytest.mark.parametrize(
    ("before", "stretch", "after", "leads"),
    [
        ("", "no link", "", False),
        ("", "[more](/a)", "", True),
        ("[more](/a) ", "[more](/a)", "", False),
        ("", "[more](/a)", " [less](/a)", False),
        ("", "[more](/a) [more](/a)", " [more](/b)", True),
        ("[more](/a?page=1) ", "[more](/a?page=2)", "", False),
        ("[more](/a#top) ", "[more](/a#end)", "", False),
        ("[more](/a) ", "[more](/a/b)", "", True),
        ("мир [ещё](/а) ", "мир [ещё](/б)", " мир", True),
        ("мир [ещё](/а) ", "мир [ещё](/а)", " мир", False),
        ("https://a.org/x ", "https://a.org/x", "", False),
        ("http://a.org/x ", "https://a.org/x", "", False),
        ("", "https://a.org/x", "", True),
        ("[more](/a-\nb) ", "[more](/a-\nb)", "", False),
        ("[more](/a-\nb) ", "[more](/a-", "\nb)", True),
    ],
)
def test_a_link_leads_elsewhere_if_no_other_leads_there(before: str, stretch: str, after: str, *, leads: bool) -> None:
    assert leads_elsewhere(before + stretch + after, len(before), len(before + stretch)) is leads


def addresses_in(text: str) -> list[tuple[int, int]]:
    """The spans of the addresses in a text, from the definition."""
    found = []
    for mark, ends in (("](", '\t ()<>"?#'), ("://", '\t\r\n ()<>"?#')):
        at = text.find(mark)
        while at >= 0:
            start = stop = at + len(mark)
            while stop < len(text) and text[stop] not in ends:
                stop += 1
            found.append((start, stop))
            at = text.find(mark, stop)
    return found


PARTS = st.lists(st.sampled_from(["[a](/b", "[ж](/ж", "](", "://", "a.b", ")", "?", " ", "\n", "文"])).map("".join)


@given(before=PARTS, stretch=PARTS, after=PARTS)
def test_the_kernel_finds_what_the_definition_says(before: str, stretch: str, after: str) -> None:
    text, start = f"{before} {stretch} {after}", len(before) + 1
    own = {text[slice(*span)] for span in addresses_in(text) if start <= span[0] < start + len(stretch)}
    others = {text[slice(*span)] for span in addresses_in(text) if not start <= span[0] < start + len(stretch)}
    assert leads_elsewhere(text, start, start + len(stretch)) is bool(own - others)
