"""Of two copies the one that stands in the fuller block stays, wherever it stands; of equals the earlier."""

from __future__ import annotations

import pytest

import dedup
from tests.oracle import reference

pytestmark = pytest.mark.usefixtures("decided_twice")

#: Paragraphs of one story, by script.
STORIES = {
    "English": (
        "The council closed the old bridge on Monday after divers found a crack in one of its pillars.",
        "Engineers from the ministry want to see how deep the crack is before they let anybody cross.",
        "The ferry runs every ten minutes until the end of May and costs nothing for those who live here.",
        "Shopkeepers on the far bank expect to lose a third of their trade while the bridge stays closed.",
    ),
    "Russian": (
        "Мост через реку закрыли в понедельник, после того как водолазы нашли трещину в одной из его опор.",
        "Инженеры министерства хотят узнать, насколько она глубока, прежде чем кто-нибудь поедет по мосту.",
        "Паром ходит каждые десять минут до самого конца мая, и для жителей города он будет бесплатным.",
        "Хозяева лавок на том берегу боятся потерять треть покупателей, пока движение не откроют снова.",
    ),
    "Arabic": (
        "أُغلق الجسر فوق النهر يوم الاثنين بعد أن عثر الغواصون على شق عميق في أحد أعمدته القديمة.",
        "يريد مهندسو الوزارة معرفة مدى عمق الشق قبل أن يسمحوا لأي شخص بالعبور فوقه مرة أخرى.",
        "تبحر العبارة كل عشر دقائق حتى نهاية شهر مايو وهي مجانية تماما لجميع سكان المدينة والضواحي.",
        "يتوقع أصحاب المتاجر على الضفة الأخرى خسارة ثلث مبيعاتهم ما دام الطريق مغلقا أمام السيارات.",
    ),
    "Chinese": (
        "老桥在五月底之前将继续关闭，潜水员周一在第二根桥墩上发现了一道裂缝。",
        "工程师们想知道裂缝有多深，然后才会决定什么时候让汽车再次通过大桥。",
        "渡轮每十分钟开一次，附近的居民可以免费乘坐，直到修理工作全部完成。",
        "对岸的商店老板担心会失去三分之一的顾客，他们要求市政府尽快给予补偿。",
    ),
}

PATIENCE = "The mayor asked for patience, and said that the money for the repair had now been found."
MORE, AUTHOR, LINE = "More", "By our reporter", "Weather"


@pytest.fixture(params=STORIES)
def story(request: pytest.FixtureRequest) -> tuple[str, ...]:
    return STORIES[request.param]


def run(*sentences: str) -> str:
    """One paragraph of several sentences."""
    return ("" if sentences[0].endswith("。") else " ").join(sentences)


def left_of(*blocks: str, keep: str = "fullest") -> tuple[str, ...]:
    """The blocks that stay."""
    return tuple(dedup.collapse("\n\n".join(blocks), keep=keep).text.strip().split("\n\n"))


def test_a_teaser_goes_for_the_paragraph_it_was_taken_from(story: tuple[str, ...]) -> None:
    first, second, third, _ = story
    article = run(first, second, third)
    assert left_of(first, MORE, article, LINE) == (MORE, article, LINE)
    assert left_of(article, MORE, first, LINE) == (article, MORE, LINE)


def test_keep_first_and_keep_last_do_not_ask_where_a_copy_stands(story: tuple[str, ...]) -> None:
    first, second, third, _ = story
    article = run(first, second, third)
    assert left_of(first, MORE, article, LINE, keep="first")[0] == first
    assert left_of(article, MORE, first, LINE, keep="last")[-2:] == (first, LINE)


def test_a_pull_quote_goes_from_above_and_from_below_its_paragraph(story: tuple[str, ...]) -> None:
    first, second, third, fourth = story
    article = run(first, second, third)
    assert left_of(second, article, fourth, LINE) == (article, fourth, LINE)
    assert left_of(MORE, second, article, fourth, LINE) == (MORE, article, fourth, LINE)
    assert left_of(article, second, fourth, LINE) == (article, fourth, LINE)
    assert left_of(article, fourth, LINE, second) == (article, fourth, LINE)


def test_what_follows_may_begin_with_the_same_word() -> None:
    first, second, third, fourth = STORIES["English"]  # the first and the third begin with "The"
    article = run(first, second, third)
    assert left_of(second, article, fourth) == (article, fourth)


def test_a_standfirst_goes_for_the_first_paragraph_of_the_body(story: tuple[str, ...]) -> None:
    assert left_of(story[0], AUTHOR, *story) == (AUTHOR, *story)
    assert left_of(*story, AUTHOR, story[0]) == (*story, AUTHOR)


def test_the_body_must_go_on_for_as_long_as_the_copy_is(story: tuple[str, ...]) -> None:
    first, second, third, _ = story
    assert left_of(first, second, AUTHOR, first, second, third) == (first, second, AUTHOR, third)
    assert left_of(first, second, AUTHOR, first, second, LINE) == (first, second, AUTHOR, LINE)
    english = STORIES["English"]
    assert left_of(*english[:2], AUTHOR, *english, PATIENCE) == (AUTHOR, *english, PATIENCE)


def test_nested_leads_all_go_for_the_longest(story: tuple[str, ...]) -> None:
    first, second, third, fourth = story
    article = run(first, second, third, fourth)
    assert left_of(first, MORE, run(first, second), AUTHOR, article, LINE) == (MORE, AUTHOR, article, LINE)
    assert left_of(article, MORE, run(first, second), AUTHOR, first, LINE) == (article, MORE, AUTHOR, LINE)
    assert left_of(run(first, second), MORE, first, AUTHOR, article, LINE) == (MORE, AUTHOR, article, LINE)


@pytest.mark.parametrize("step", [1, -1])
def test_a_text_that_builds_up_stays_whole(story: tuple[str, ...], step: int) -> None:
    steps = [run(*story[: n + 1]) for n in range(len(story))]
    assert left_of(*steps[::step]) == (steps[-1],)


def test_a_sentence_that_stands_thrice_is_a_lead_only_at_the_head_of_a_paragraph(story: tuple[str, ...]) -> None:
    first, second, third, fourth = story
    apart = (AUTHOR, fourth, LINE)
    assert left_of(first, MORE, first, *apart, run(first, second, third)) == (MORE, *apart, run(first, second, third))
    kept = (first, MORE, first, *apart, run(second, first, third))
    assert left_of(*kept) == kept


def test_of_a_doubled_body_the_earlier_stays(story: tuple[str, ...]) -> None:
    assert left_of(*story, *story, LINE) == (*story, LINE)
    assert left_of(*story, LINE, *story) == (*story, LINE)
    assert left_of(LINE, *story, MORE, *story) == (LINE, *story, MORE)


@pytest.mark.parametrize(("beside", "letters", "is_fuller"), [
    ("Read on.", 6, False),
    ("Reported by Jane Hill.", 18, False),
    ("Readers are not amused.", 19, False),
    ("Readers are now puzzled.", 20, True),
])  # fmt: skip
def test_a_block_is_fuller_from_a_sentence_on(beside: str, letters: int, is_fuller: bool) -> None:
    first = STORIES["English"][0]
    assert sum(word[3] for word in reference.words(beside)) == letters
    expected = (MORE, f"{first} {beside}", LINE) if is_fuller else (first, MORE, beside, LINE)
    assert left_of(first, MORE, f"{first} {beside}", LINE) == expected


@pytest.mark.parametrize("sign", [" | ", " - ", " – ", " · ", " » "])
def test_the_name_of_a_site_makes_a_title_no_fuller_than_the_headline(sign: str) -> None:
    headline = (
        "The old bridge across the river stays closed until the end of May, for there is a crack in it, experts say."
    )
    _, second, third, fourth = STORIES["English"]
    title = f"{headline}{sign}The Amber Valley Courier"
    left = left_of(title, MORE, headline, run(second, third), fourth)
    assert headline in left
    assert left_of(headline, run(second, third), fourth, MORE, title)[:1] == (headline,)


ANSWER = "I use this bridge every day, and nobody told me about the crack."


@pytest.mark.parametrize("below", [[], [AUTHOR], [AUTHOR, "3 May"]], ids=len)
def test_the_title_of_a_page_goes_for_the_headline_above_the_article(below: list[str]) -> None:
    headline, *body = STORIES["English"]
    menu = ["Home", "News", LINE, "Letters"]
    page = "\n\n".join([headline.rstrip("."), *menu, headline.rstrip("."), *below, *body])
    assert dedup.collapse(page).text == "\n\n".join([*menu, headline.rstrip("."), *below, *body])


@pytest.mark.parametrize("below", [[], [AUTHOR], [AUTHOR, "3 May"]], ids=len)
def test_the_headline_above_an_article_stays_though_a_list_names_it(below: list[str]) -> None:
    headline, *body = STORIES["English"]
    article = "\n\n".join([headline.rstrip("."), *below, *body])
    assert dedup.collapse(f"{article}\n\nMore\n\n{headline.rstrip('.')}\n\nLetters").text.startswith(article)


def test_a_quotation_goes_for_its_original_from_above_and_from_below(story: tuple[str, ...]) -> None:
    letter = run(*story[:2])
    quotation = f"> {letter}"
    assert left_of(AUTHOR, letter, LINE, MORE, quotation, ANSWER) == (AUTHOR, letter, LINE, MORE, ANSWER)
    assert left_of(AUTHOR, quotation, ANSWER, MORE, letter, LINE) == (AUTHOR, ANSWER, MORE, letter, LINE)


def test_the_line_above_a_quotation_is_no_label_that_would_be_left_without_a_value(story: tuple[str, ...]) -> None:
    letter = run(*story[:2])
    quoted = f"Ana wrote:\n> {letter}"
    assert left_of(f"Ana, 3 May\n{letter}", MORE, quoted, ANSWER) == (
        f"Ana, 3 May\n{letter}",
        MORE,
        "Ana wrote:",
        ANSWER,
    )


@pytest.mark.parametrize(("line", "is_quoted"), [
    ("On 4 May Ana Ferreira wrote:", True),
    ("Ana Ferreira said:", True),
    ("[quote=Ana]", True),
    ("Am 4. Mai schrieb Ana Ferreira:", True),
    ("Le 4 mai, Ana Ferreira a écrit :", True),
    ("4 мая Анна Крылова пишет:", True),
    ("كتب سامي حداد في 4 مايو:", True),
    ("4 मई को मीना जोशी ने लिखा:", True),
    ("陈思雨于5月4日写道：", True),
    ("田村明子さんが書きました：", True),
    ("Nobody in the town hall said so. Ana Ferreira wrote:", True),
    ("At 9 p.m. Ana Ferreira wrote:", True),
    ("Ana Ferreira wrote on Sat. 4 May:", True),
    ("Nobody in the town hall said anything. These are the reasons:", False),  # said in another sentence
    ("Nobody in the town hall said anything! These are the reasons:", False),
    ("Nobody in the town hall said so in 2024. These are the reasons:", False),
    ("On 4 May Ana Ferreira wrote", False),  # without a colon it may be a byline
    ("Summary:", False),
    ("Port Asaid:", False),
    ("مقال:", False),  # an article, in which the word for "said" stands
])  # fmt: skip
def test_a_line_that_says_who_wrote_it_makes_a_quotation(line: str, is_quoted: bool) -> None:
    letter = run(*STORIES["English"][:2])
    is_tag = line.startswith("[")  # as a sign does, it shows where the quotation ends
    kept_below = (line, ANSWER, MORE, letter, LINE)
    kept_above = (line, letter, ANSWER, MORE, LINE)
    both = (line, letter, ANSWER, MORE, letter, LINE)
    assert left_of(*both) == (kept_below if is_tag else both if is_quoted else kept_above)


@pytest.mark.parametrize(
    ("above", "goes"),
    [
        ("Ana Ferreira said:", False),
        ("Ana Ferreira wrote: 4 May, 9 p.m.", False),
        ("Ana Ferreira wrote: On the night of 4 May, at half past nine", True),  # more than a date
        ("The mayor has not said. Ana Ferreira:", True),
        ("Has the mayor said anything? Ana Ferreira:", True),
        ("The mayor said so in 2024. Ana Ferreira:", True),
        ("It is said to be a `:bridge:`", True),
    ],
)
def test_what_follows_a_quotation_is_not_taken_for_the_words_of_who_is_quoted(
    above: str, goes: bool, story: tuple[str, ...]
) -> None:
    letter = run(*story)
    text = "\n\n".join((letter, MORE, above, letter, ANSWER))
    assert dedup.collapse(text).text.count(letter) == (1 if goes else 2)
    signed = "\n\n".join((letter, MORE, above, f"> {letter}", ANSWER))
    assert dedup.collapse(signed).text.count(letter) == 1


def test_a_colon_in_a_sentence_is_no_quotation_because_somebody_said_something_before() -> None:
    sentence = "The sales were also boosted by a new book that everybody wants to read: The Keeper of Amberfold."
    paragraph = f"They have tripled since May, said the owner of the shop. {sentence} It is in its ninth edition."
    others = STORIES["English"]
    assert left_of(*others[:2], paragraph, others[2], sentence, others[3]) == (*others[:2], paragraph, *others[2:])
    assert left_of(*others[:2], sentence, others[2], paragraph, others[3]) == (*others[:3], paragraph, others[3])


@pytest.mark.parametrize("sign", ["> ", ">", "&gt; ", " > > ", "\t> "])
def test_signs_of_a_quotation(sign: str) -> None:
    letter = run(*STORIES["English"][:2])
    assert left_of(f"{sign}{letter}", ANSWER, MORE, letter, LINE) == (ANSWER, MORE, letter, LINE)


@pytest.mark.parametrize("head", ["a > b. ", "=> ", "1. > "])
def test_what_is_no_sign_of_a_quotation(head: str) -> None:
    letter = run(*STORIES["English"][:2])
    assert letter in left_of(f"{head}{letter}", ANSWER, MORE, letter, LINE)[0]


# -- links -------------------------------------------------------------------------------------------------------------

PLAIN = " ".join(STORIES["English"][:3])


@pytest.mark.parametrize(
    "linked",
    [
        PLAIN.replace("old bridge", "[old bridge](/bridge)"),
        PLAIN.replace("old bridge", "<https://a.org/bridge> old bridge"),
        PLAIN.replace("old bridge", "[old bridge](/bridge)").replace("ferry", "[ferry](https://a.org/ferry)"),
    ],
)
def test_the_copy_with_links_in_its_sentences_stays(linked: str) -> None:
    assert left_of(PLAIN, MORE, linked, LINE) == (MORE, linked, LINE)
    assert left_of(linked, MORE, PLAIN, LINE) == (linked, MORE, LINE)
    assert left_of(PLAIN, MORE, linked, LINE, keep="first")[0] == PLAIN


def test_a_headline_that_is_a_link_is_no_fuller() -> None:
    headline = "The old bridge stays closed until the end of May, and nobody knows for how long after that"
    link = f"[{headline}](/bridge)"
    assert left_of(headline, PLAIN, MORE, link, LINE)[0] == headline


CAPTION = "Only nine of these pairs have been matched, which leaves thousands of rare bills out there"


@pytest.mark.parametrize(
    ("above", "below", "left"),
    [
        (CAPTION, f"{CAPTION}.", f"{CAPTION}."),
        (f"{CAPTION}.", CAPTION, f"{CAPTION}."),
        (CAPTION, CAPTION, CAPTION),
        (f"{CAPTION}!", f"{CAPTION}.", f"{CAPTION}!"),
    ],
)
def test_a_caption_goes_for_the_sentence_it_repeats(above: str, below: str, left: str) -> None:
    assert left_of(LINE, above, PATIENCE, below, MORE) == (
        (LINE, left, PATIENCE, MORE) if left == above else (LINE, PATIENCE, left, MORE)
    )
