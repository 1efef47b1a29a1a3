"""What the kernel decides is what the rules say, written again in `tests.oracle.decision`."""

from __future__ import annotations

from collections.abc import Collection

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dedup
from dedup.kernel import _kernel
from dedup.options import CollapseOptions, collapse_options
from dedup.repeats.choice import choose
from dedup.repeats.find import find_repeats
from dedup.results.span import Span, without
from tests.oracle.decision import choice as oracle
from tests.promises.planted import Planted, planted

#: Paragraphs that are copies when they come again, in one line or several.
BLOCKS = [
    "The old bridge across the river stays closed until the end of May, says the council in a letter to residents.",
    "Divers found a crack in the second pillar on Monday, and nobody knows how deep it is. Engineers from the capital "
    "will look at it next week. Until then the ferries take people to the other bank, every ten minutes and free of "
    "charge, and whoever wants to carry a bicycle across is asked to wait for the second boat of the hour, which has "
    "room for twelve of them.",
    "Shopkeepers on the far bank expect to lose a third of\ntheir trade before the summer begins, and some of them\n"
    "have asked the council for help with the rent.",
    "“We were told on Friday that the buses would stop here, and on Monday they did not,” says a teacher.",
    "Read more about [the crack in the pillar](https://a.org/crack) and [the ferries](/ferries) that go instead.",
    "- Ferries leave every ten minutes from the northern bank of the river\n- Buses go on by way of the old town",
    "> Nobody in the town hall was asked for an opinion before the bridge was closed.\n> That is what I mind most.",
    "老桥在五月底之前将继续关闭。潜水员周一在第二根桥墩上发现了一道裂缝。工程师们想知道它有多深。渡轮每十分钟开一班。",
    "Мост через реку закрыт до конца мая, сообщает совет. Паромы ходят каждые десять минут и бесплатно.",
    "Home\nNews\nSport\nWeather\nTravel\nContact\nImprint\nPrivacy\nNewsletter\nSubscribe\nArchive\nJobs\nHelp\nShop",
]

#: Lines that belong to the block above or below them, or only mention what it says.
LINES = [
    "# The old bridge stays closed", "The old bridge stays closed | Town News", "Home > News > The old bridge",
    "**Ferries**", "Who closed the bridge?", "Q: Why is it closed?", "Was ist los？", "A:", "Name: Bridge",
    "Name: Ferry", "Price: 7", "Price: 12", "7", "#7", "No. 12", "iv", "(3)", "3 May 2019", "12:30", "٣ مايو ٢٠١٩",
    "© 2019 Town News", "Posted at 9:05, 2 likes", "By Jo Smith", "Von Änne Öhm", "– Jo Smith, mayor", "-- ",
    "Jo Smith", "**Jo Smith**, mayor of the town", "(Photo: Jo Smith)", "- one", "* two", "• three of them",
    "> quoted", "<p>", "</p>", "<blockquote>", "&gt; so", "---", "|---|---|", "$ ls", ">>> ls",
    "![The old bridge stays closed](/bridge.jpg)", "[more](/a)", "[more](/b)", "https://a.org/x", "Read on …",
    "[...]", "(", ")", "    indented", "\tindented, too", "and so it goes on", "Sentence one. Sentence two.", "夜",
    "桥", "…",
]  # fmt: skip

#: What a page puts around a block.
AROUND = [
    *(
        "{}",
        "{}",
        "{}",
        "{}",
        "# {}",
        "    {}",
        "- {}",
        "* {} And more about the same thing in this item.",
        "<p>{}</p>",
    ),
    *(
        "![{}](/bridge.jpg)",
        "[{}](/bridge)",
        "{} | Town News",
        "Home > {}",
        "> {}",
        "“{}”",
        "{}…",
        "On Monday, {}",
    ),
]

GAPS = ("\n", "\n", "\n\n", "\n\n", " ", "\r\n", "\n \n", "")


@st.composite
def pages(draw: st.DrawFn) -> str:
    """Blocks, most of them more than once and some changed, with lines between and around them."""
    few = draw(st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=3))
    text = ""
    for _ in range(draw(st.integers(2, 9))):
        block = draw(st.sampled_from(few))
        if draw(st.integers(0, 3)) == 0:
            words = block.split(" ")
            at = draw(st.integers(0, len(words) - 1))
            words[at] = draw(st.sampled_from(("", "not", "17", "lighthouse", words[at] * 2, "other words in between")))
            block = " ".join(words)
        block = draw(st.sampled_from(AROUND)).format(block)
        for part in (*draw(st.lists(st.sampled_from(LINES), max_size=2)), block):
            text += part + draw(st.sampled_from(GAPS))
    return text


PROTECT = st.one_of(st.just(dedup.PROTECT), st.sets(st.sampled_from(sorted(dedup.PROTECT))))
MIN_LETTERS = st.sampled_from((60, 60, 20, 5))


def check_rounds(text: str, options: CollapseOptions) -> None:
    """Compares what is decided about a text, and again about what is left of it."""
    while True:
        repeats = find_repeats(text, options)
        choices, spared = choose(text, repeats, options)
        assert (choices, spared) == oracle.choose(text, repeats, options)
        if not choices:
            return
        text = without(text, [Span(choice.start, choice.stop) for choice in choices])


@pytest.mark.parametrize("keep", ["fullest", "first", "last", len])
@given(text=pages(), protect=PROTECT, min_letters=MIN_LETTERS)
def test_of_pages(keep: str, text: str, protect: Collection[str], min_letters: int) -> None:
    check_rounds(text, collapse_options(0.8, min_letters, keep, protect))


@pytest.mark.parametrize("keep", ["fullest", "first", "last", len])
@given(document=planted(), protect=PROTECT, min_letters=MIN_LETTERS)
def test_of_planted_copies(keep: str, document: Planted, protect: Collection[str], min_letters: int) -> None:
    check_rounds(document.text, collapse_options(0.8, min_letters, keep, protect))


SAID, HAN, MENU = BLOCKS[3], BLOCKS[7], BLOCKS[9]
FEW = frozenset({"form", "list", "verse"})


@pytest.mark.parametrize(
    ("text", "keep", "protect"),
    [
        pytest.param(f"> {HAN}\r\n[{HAN}](/bridge)\n{HAN}\r\n", "fullest", dedup.PROTECT, id="row"),
        pytest.param(f"- {HAN}© 2019 Town News > {HAN}\n \n", "fullest", FEW, id="part of a longer item"),
        pytest.param(
            f"A:{HAN} | Town News Name: Bridge\r\nhttps://a.org/x    {HAN} ", "first", dedup.PROTECT, id="goes on"
        ),
        pytest.param(
            f"{SAID.removesuffix('teacher.')}\r\nQ: Why is it closed?\n桥\r\n- {SAID}\n",
            "fullest",
            dedup.PROTECT,
            id="teaser",
        ),
        pytest.param(
            f"**Ferries** No. 12\n\n17 | Town News\r\n**Ferries**\n\n17{MENU}\r\nPosted at 9:05, 2 likes\n"
            f"lighthouse 12:30\n{MENU} | Town News\n \n",
            "fullest",
            dedup.PROTECT,
            id="renumbered",
        ),
    ],
)
def test_of_rules_that_pages_seldom_meet(text: str, keep: str, protect: Collection[str]) -> None:
    check_rounds(text, collapse_options(0.8, 60, keep, protect))


@given(text=pages())
def test_of_a_text_that_was_searched_with_its_digits_masked(text: str) -> None:
    options = collapse_options()
    masked = "".join("\u00ad" if char.isdecimal() else char for char in text)
    repeats = find_repeats(masked, options)
    assert choose(text, repeats, options) == oracle.choose(text, repeats, options)


def test_the_text_that_the_rules_read_has_as_many_characters() -> None:
    repeats = find_repeats(2 * f"{BLOCKS[0]}\n\n", collapse_options())
    with pytest.raises(ValueError, match="as many characters"):
        repeats.choose("another text", _kernel.KEEP_FIRST, None, dict, dict)
    with pytest.raises(ValueError, match="each match"):
        repeats.choose("another text", _kernel.KEEP_FIRST, b"", dict, dict)
