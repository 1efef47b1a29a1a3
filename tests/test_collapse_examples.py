"""`collapse` by example: what goes, what stays, and why."""

from __future__ import annotations

import dedup

STORY = """\
The bridge over the river was closed on Monday after divers found a crack in one of its pillars.

Engineers from the ministry will inspect it this week, and until then buses go by way of the old town. \
Shopkeepers on the far bank expect to lose a third of their trade.

The mayor asked for patience. He said that the bridge had been due for repair for years, and that the money \
had now been found. Work will begin as soon as the water is low enough."""

WEATHER = "Tomorrow will be dry and cold in the whole of the country, with a light wind from the east in the evening."


def reasons(collapsed: dedup.Collapsed) -> set[str]:
    return {spared.reason for spared in collapsed.spared}


# -- copies go ---------------------------------------------------------------------------------------------------------


def test_an_article_that_stands_twice_on_a_page() -> None:
    collapsed = dedup.collapse(f"{STORY}\n\n{WEATHER}\n\n{STORY}\n")
    assert collapsed.text.rstrip() == f"{STORY}\n\n{WEATHER}"
    (removal,) = collapsed.removals
    assert removal.kind == "exact"
    assert removal.kept == (0, len(STORY))


def test_a_teaser_before_the_full_text() -> None:
    teaser = STORY[:111].replace("\n\n", " ") + "…"
    collapsed = dedup.collapse(f"{teaser}\n\n{WEATHER}\n\n{STORY}")
    assert collapsed.text == f"{WEATHER}\n\n{STORY}"
    assert collapsed.removals[0].partial


def test_a_pull_quote() -> None:
    quote = "Shopkeepers on the far bank expect to lose a third of their trade."
    collapsed = dedup.collapse(f"{STORY}\n\n{quote}\n\n{WEATHER}", min_letters=50)
    assert collapsed.text == f"{STORY}\n\n{WEATHER}"


def test_a_quote_in_a_reply_that_was_wrapped_anew() -> None:
    reply = """\
> The bridge over the river was closed on Monday after
> divers found a crack in one of its pillars.
>
> Engineers from the ministry will inspect it this
> week, and until then buses go by way of the old
> town. Shopkeepers on the far bank expect to lose
> a third of their trade.

I use this bridge every day, and nobody told me."""
    collapsed = dedup.collapse(f"{STORY}\n\n{reply}")
    assert collapsed.text == f"{STORY}\n\nI use this bridge every day, and nobody told me."


def test_advertising_between_the_paragraphs_of_a_copy_stays() -> None:
    first, second, third = STORY.split("\n\n")
    collapsed = dedup.collapse(f"{STORY}\n\n{first}\n\nBuy one, get one free!\n\n{second}\n\nOnly today!\n\n{third}")
    assert collapsed.text.split("\n\n") == [first, second, third, "Buy one, get one free!", "Only today!"]


def test_three_copies_of_which_two_go() -> None:
    collapsed = dedup.collapse(f"{STORY}\n\n{WEATHER}\n\n{STORY.upper()}\n\n{STORY}")
    assert collapsed.text.rstrip() == f"{STORY}\n\n{WEATHER}"
    assert all(removal.kept.stop <= len(STORY) for removal in collapsed.removals if removal.kept)


def test_an_edited_copy() -> None:
    edited = STORY.replace("divers", "two divers").replace("third", "quarter").replace("patience", "calm")
    collapsed = dedup.collapse(f"{STORY}\n\n{WEATHER}\n\n{edited}")
    assert collapsed.text.rstrip() == f"{STORY}\n\n{WEATHER}"
    assert all(0.9 < removal.identity < 1 for removal in collapsed.removals)


def test_a_copy_full_of_misread_letters() -> None:
    misread = STORY.replace("rn", "m").replace("li", "h").replace("tt", "ll").replace("ee", "ec")
    collapsed = dedup.collapse(f"{STORY}\n\n{WEATHER}\n\n{misread}")
    assert collapsed.text.rstrip() == f"{STORY}\n\n{WEATHER}"


def test_paragraphs_in_another_order() -> None:
    body = STORY.split("\n\n")
    collapsed = dedup.collapse("\n\n".join([*body, WEATHER, *reversed(body)]))
    assert collapsed.text.rstrip() == f"{STORY}\n\n{WEATHER}"


def test_a_copy_on_the_same_line() -> None:
    line = STORY.replace("\n\n", " ")
    assert dedup.collapse(f"{line} {line}").text.rstrip() == line


def test_a_chinese_page() -> None:
    page = (
        "市政府周一宣布，由于潜水员在一座桥墩上发现裂缝，跨河大桥暂时关闭。工程师将于本周进行检查，"
        "在此之前公交车将绕行老城区。市长请市民耐心等待，并表示维修资金已经落实。"
    )
    assert dedup.collapse(f"{page}\n\n天气预报：明天晴。\n\n{page}").text.rstrip() == f"{page}\n\n天气预报：明天晴。"


def test_a_thai_page_without_line_breaks() -> None:
    page = (
        "สะพานข้ามแม่น้ำถูกปิดเมื่อวันจันทร์ หลังจากนักประดาน้ำพบรอยร้าวที่เสาต้นหนึ่ง "
        "วิศวกรจากกระทรวงจะตรวจสอบในสัปดาห์นี้ "
        "และรถโดยสารจะวิ่งผ่านเมืองเก่าจนกว่าจะเปิดอีกครั้ง"
    )
    assert dedup.collapse(f"{page} {page}").text.rstrip() == page


def test_an_arabic_page() -> None:
    page = (
        "أُغلق الجسر فوق النهر يوم الاثنين بعد أن عثر الغواصون على شق في أحد أعمدته. سيفحصه "
        "مهندسون من الوزارة هذا الأسبوع. طلب رئيس البلدية من السكان التحلي بالصبر حتى انتهاء "
        "الأعمال."
    )
    assert dedup.collapse(f"{page}\n\nغدا يوم مشمس.\n\n{page}").text.rstrip() == f"{page}\n\nغدا يوم مشمس."


# -- natural repetition stays ------------------------------------------------------------------------------------------


def test_a_refrain_is_left() -> None:
    refrain = "Row, brothers, row, the stream runs fast,\nThe rapids are near and the daylight is past."
    song = "\n\n".join(
        f"Verse {n} tells of {what} in a line or two.\n\n{refrain}" for n, what in [(1, "rain"), (2, "ice"), (3, "hay")]
    )
    assert dedup.collapse(song).text == song


def test_a_table_is_left() -> None:
    table = "\n".join(f"| {day} | {high} | {low} | partly cloudy with a light wind |" for day, high, low in [
        ("Monday", 12, 4), ("Tuesday", 13, 4), ("Wednesday", 12, 5), ("Thursday", 12, 4)])  # fmt: skip
    assert dedup.collapse(table).text == table


def test_reports_that_differ_in_a_number_are_left() -> None:
    report = "On {} May the water of the river stood at {} centimetres at the gauge below the bridge at noon."
    text = f"{report.format(4, 212)}\n\n{report.format(5, 208)}"
    collapsed = dedup.collapse(text)
    assert collapsed.text == text
    assert reasons(collapsed) == {"numbers"}


def test_code_is_left() -> None:
    code = "for (int i = 0; i < count; i++) {\n    total[i] += values[i] * weight[i];\n}"
    text = f"First we add the values up:\n\n{code}\n\nThen we do it once more:\n\n{code}\n\nThat was all."
    collapsed = dedup.collapse(text, min_letters=30)
    assert collapsed.text == text
    assert reasons(collapsed) <= {"code", "form"}
    assert collapsed.spared


def test_answers_to_frequent_questions_are_left() -> None:
    faq = "\n\n".join(
        f"How do I return a {thing}?\n\n"
        f"Pack the {thing} well, put the form into the parcel and take it to a post office."
        for thing in ("kettle", "lamp", "pillow")
    )
    assert dedup.collapse(faq).text == faq


MENU = "Home\nNews\nSports\nWeather\nCulture\nObituaries\nClassified advertisements\nAbout us\nContact"


def test_a_menu_that_stands_at_the_top_and_at_the_bottom_goes_once() -> None:
    assert dedup.collapse(f"{MENU}\n\n{STORY}\n\n{MENU}").text == f"{MENU}\n\n{STORY}"


def test_fewer_than_eight_short_lines_are_left_and_listed() -> None:
    few = MENU.removeprefix("Home\nNews\n")
    collapsed = dedup.collapse(f"{few}\n\n{STORY}\n\n{few}")
    assert collapsed.text.count("Obituaries") == 2
    assert collapsed.spared
