"""Pages for the tests: what they are about is found by the library itself."""

from __future__ import annotations

from pathlib import Path

import dedup
from dedup.report.html.collapse_page import CollapsePage

STORY = """\
The council met on Monday evening to vote on the new bridge across the river.
After two hours of argument eleven members were in favour and four against it.
Work will begin in the spring, once the ice has gone from the upper valley.
The mayor said that no house would have to make way for the road to the bridge.
Those who live on the far bank have asked for a crossing for thirty years.
"""

#: The same, changed in a number and a name, in one word, and in how words are written.
OTHER_NUMBER = STORY.replace("eleven", "12").replace("Monday", "Tuesday")
OTHER_WORD = STORY.replace("argument", "debate")
OTHER_CASE = STORY.replace("The mayor", "THE MAYOR")

ARABIC = "اجتمع المجلس مساء يوم الاثنين للتصويت على الجسر الجديد عبر النهر وقال الرئيس إن العمل سيبدأ في الربيع.\n"


def write_page(path: Path, texts: dict[str, str], protect: tuple[str, ...] = ()) -> Path:
    """Writes the page about some texts by name."""
    page = CollapsePage("dedup collapse notes/")
    for name, text in texts.items():
        page.add(name, text, dedup.collapse(text, protect=protect))
    with open(path, "wb") as file:
        page.write(file, "removed")
    return path
