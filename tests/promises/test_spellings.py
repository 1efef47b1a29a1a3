"""Spellings of the same words: they are found as copies, and what says something else is not."""

from __future__ import annotations

import pytest

import dedup
from dedup.kernel import _kernel

ARABIC = "ذهب الولد إلى المدرسة القديمة في أول النهار، ثم عاد مع أخته إلى البيت قبل المساء وأكل معها."
VOCALISED = "ذَهَبَ الْوَلَدُ إِلَى الْمَدْرَسَةِ الْقَدِيمَةِ فِي أَوَّلِ النَّهَارِ، ثُمَّ عَادَ مَعَ أُخْتِهِ إِلَى الْبَيْتِ قَبْلَ الْمَسَاءِ وَأَكَلَ مَعَهَا."
PERSIAN = "کودکی که در کنار رودی بزرگ زندگی می‌کرد هر روز کتابی تازه می‌خواند و برای دوستانش تعریف می‌کرد."
HEBREW = "הילד הלך אל בית הספר הישן בבוקר וחזר הביתה עם אחותו לפני הערב כדי לאכול ארוחה חמה."
POINTED = "הַיֶּלֶד הָלַךְ אֶל בֵּית הַסֵּפֶר הַיָּשָׁן בַּבֹּקֶר וְחָזַר הַבַּיְתָה עִם אֲחוֹתוֹ לִפְנֵי הָעֶרֶב כְּדֵי לֶאֱכֹל אֲרוּחָה חַמָּה."
TRADITIONAL = "這個國家的圖書館每天開門，許多學生從遠處騎車來讀書，晚上纔離開閱覽室回家。"
SIMPLIFIED = "这个国家的图书馆每天开门，许多学生从远处骑车来读书，晚上才离开阅览室回家。"

#: Each letter as people type it who have no other key for it.
BARE_ALEF = str.maketrans("أإآٱىة", "اااايه")
ARABIC_KEYBOARD = str.maketrans("یک", "يك")


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (ARABIC, VOCALISED, "same_words"),
        (ARABIC, ARABIC.translate(BARE_ALEF), "same_words"),
        (VOCALISED, ARABIC.translate(BARE_ALEF), "same_words"),
        (ARABIC, ARABIC.replace("ر", "ر\u0640"), "same_words"),
        (PERSIAN, PERSIAN.translate(ARABIC_KEYBOARD), "same_words"),
        (HEBREW, POINTED.replace("בֹּקֶר", "בוקר").replace("לֶאֱכֹל", "לאכול"), "same_words"),
        (HEBREW, POINTED, "near"),  # two words have a vav less when they are pointed
        (TRADITIONAL, SIMPLIFIED, "near"),  # 開 and 纔 have no partner of their own
    ],
)
def test_another_spelling_is_a_copy(one: str, other: str, kind: str) -> None:
    for first, second in (one, other), (other, one):
        collapsed = dedup.collapse(f"{first}\n\nAn advertisement stands between.\n\n{second}")
        assert [removal.kind for removal in collapsed.removals] == [kind]
        assert collapsed.text == f"{first}\n\nAn advertisement stands between."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("لا", "لم"),  # not, did not
        ("١٢", "١٣"),
        ("۱۲", "۱۳"),
        ("पढ़ा", "पढ़ी"),  # vowel signs of India are letters
        ("ما", "من"),
        ("後", "后"),  # behind, empress
        ("乾", "干"),  # dry, shield
        ("未", "末"),
        ("有", "没有"),
        ("か", "が"),
    ],
)
def test_what_says_something_else_is_another_word(one: str, other: str) -> None:
    assert _kernel.word_letters(one) != _kernel.word_letters(other)
