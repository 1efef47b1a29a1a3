"""Takes the text out of a web page with three libraries, then removes what still repeats inside it."""

import re
from pathlib import Path

import trafilatura
from bs4 import BeautifulSoup
from readability import Document

import dedup

page = Path(__file__).with_name("page.html").read_text("utf-8")


def text_of(html: str) -> str:
    """The text of a page, with an empty line between blocks."""
    return re.sub(r"\s*\n\s*", "\n\n", BeautifulSoup(html, "lxml").get_text("\n")).strip()


extracted = {
    "BeautifulSoup": text_of(page),
    "readability": text_of(Document(page).summary()),
    "trafilatura": trafilatura.extract(page) or "",  # None if it finds no text
}
for library, text in extracted.items():
    c = dedup.collapse(text)
    before, after = text.count("The kiln is fired"), c.text.count("The kiln is fired")
    print(f"{library}: the story stands {before} times in the text, and {after} time in what is left")
