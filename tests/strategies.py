"""Texts as nasty as the world's, for tests by hypothesis."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st

#: Samples of scripts, marks and everything the word rules treat in a way of its own.
PIECES = (
    # words, digits, compatibility forms
    *("word", "Word", "WORD", "x", "3D", "B2B", "1984", "a1", "don't", "under_score", "naïve", "ﬁre", "ﬃ", "Straße"),
    *("ŉ", "ΣΊΣΥΦΟΣ", "ᾳ", "ᾼ", "α\u0345", "ИГРА", "ёж", "й", "Ǆ", "ǅ", "\u212a", "\u212b", "Ⅷ", "™", "ⓐ", "𝐀𝐛"),
    *("１２", "½", "²", "㎢", "㏠", "㍿", "ﷺ"),
    # scripts without spaces
    *("漢字", "仮名", "〇", "々", "がギ", "ｶﾞ", "ﾊﾟ", "ー", "ゟ", "ㄅ", "ไทย", "กำ", "\u0e33", "ພາສາ", "ភាសា", "မြန်မာ"),
    # scripts with marks and jamo
    *("한국어", "가", "각", "ㅋㅋ", "ㅠ", "ﾡﾢ", "\u1100\u1161", "हिन्दी", "க்ஷ"),
    *(
        "עִבְרִית",
        "שּׁ",
        "העיר",
        "العَرَبِيّة",
        "العربيه",
        "آ\u0650",
        "إلى",
        "کی",
        "كي",
        "ۀ",
        "ـ",
        "\u0670",
        "\ufe77",
        "لأ",
        "ﻷ",
    ),
    *(
        "國",
        "国",
        "發髮发",
        "後后",
        "\U000313b0",
        "\U00011f04\U00011f36",
        "\U00010d50\U00010d70",
        "ꦏꦺ",
        "ꀀ",
        "\U00017000",
    ),
    *("\u0301", "\u0323", "\u05b0", "\u3099", "\u20e3", "\u0f73", "\u0345", "\u064b\u0651", "\u0308\u0301"),
    # what is ignored
    *("\u00ad", "\u200d", "\u200b", "\ufe0f", "\ufeff", "\u034f", "\u180b", "\u115f", "\U000e0101", "\u202e"),
    # hyphens and ends of lines
    *("-", "\u2010", "\u2011", "--", "-\n", "-\r\n", "- \t\r", "-\n> ", "-\n > > ", "\u00ad\n", "-&#10;", "-\n\n"),
    *("-\n&gt; ", " ", "  ", "\n", "\r\n", "\t", ">", ".", ", ", "…", "“", "\u00a0", "\u2028", "\u3000"),
    # entities and what only looks like one
    *(
        "&",
        ";",
        "&amp;",
        "amp;",
        "&amp;iuml;",
        "&iuml;",
        "&Eacute;",
        "&nbsp;",
        "&shy;",
        "&thetasym;",
        "&zwj;",
        "&#769;",
        "&#xEF;",
    ),
    *("&#X1F600;", "&#0;", "&#55296;", "&#x110000;", "&#156;", "&#129;", "&#1234567;", "&#12345678;", "&bogus;"),
    *("&eacute", "&#x;", "AT&T", "\u037e"),
    # addresses, whole and broken
    *("https://", "http://x.org/a(b)c", "HTTPS://Example.org:80/?q=1&amp;p#4.", "://", "x://", "](", "![", "[", "]"),
    *("(", ")", "[text](/path)", "](<", "](https://x.org 'a title')", '](/a "half', "](a-\nb\n'(c)'\n)", "\\", "`"),
    *("'", '"'),
    # control, surrogate, private, unassigned
    *("\x00", "\x7f", "\x85", "\ud800", "\udfff", "\ud83d\ude00", "😀", "👩\u200d👩", "\U0010ffff", "\ufffd", "\ue000"),
    # symbols, and lines of them
    *(
        "★",
        "☆",
        "→",
        "\u2260",
        "😀",
        "❤\ufe0f",
        "🇩🇪",
        "👍🏽",
        "\U0001d15e",
        "\U0001d157",
        "\ue000",
        "─",
        "│",
        "★\u0f71 ★",
    ),
    *("★☆" * 5, "😀😎🎉" * 4, "\n" + "→←" * 5 + "\n", "\n" + "🎈 🎂 🎁 " * 4 + "\r", "☀\u20e3☁" * 5, "⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚"),
    *("\u0378", "\ufff0", "\ufdd0", "\U0001ffc0", "\U0003ff00", "\U000c0000", "\U000e0080"),
)

#: Lengths about those at which the kernel changes its step: 16 bytes a hash, 64 a line, 32 marks.
LENGTHS = st.sampled_from((1, 2, 7, 8, 9, 15, 16, 17, 31, 32, 33, 47, 48, 49, 62, 63, 64, 65, 127, 128, 129, 200))


def long_pieces() -> st.SearchStrategy[str]:
    """One piece many times: long words, long runs of marks, and what follows at every place of a line."""
    return st.builds(lambda piece, times: piece * times, st.sampled_from(PIECES), LENGTHS)


def texts() -> st.SearchStrategy[str]:
    """Any text: samples, any code points, long runs; sometimes in a normal form."""
    plain = st.text(st.sampled_from("abcXYZ019  \n-&;>"), max_size=80)
    pieces = st.one_of(st.sampled_from(PIECES), st.text(max_size=5), plain, long_pieces())
    joined = st.lists(pieces, max_size=12).map("".join)
    forms = st.sampled_from(("", "", "NFC", "NFD", "NFKC", "NFKD"))
    return st.builds(lambda text, form: unicodedata.normalize(form, text) if form else text, joined, forms)
