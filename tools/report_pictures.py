"""`python -m tools.report_pictures` takes the pictures of both reports in docs, with Chromium, from the examples."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.browser import Browser, browser

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
DOCS = ROOT / "docs"

#: The files, the theme, the height of the window, and the entries that are unfolded.
FILES = "report-files.png", "light", 980, "#r1"
COLLECTION = "report-collection.png", "dark", 980, "#n1"

WIDTH = 1000


def take_pictures(folder: Path) -> list[Path]:
    """Takes the pictures and puts them into a folder."""
    with TemporaryDirectory() as scratch, browser() as page:
        report_on_files(Path(scratch))
        report_on_collection(Path(scratch))
        return [
            _take(page, Path(scratch, "files.html"), folder, *FILES),
            _take(page, Path(scratch, "collection.html"), folder, *COLLECTION),
        ]


def report_on_files(scratch: Path) -> None:
    """Makes notes out of the examples, some of them pasted twice, and reports what repeats."""
    texts = {row["id"]: row["text"] for row in map(json.loads, _rows())}
    notes = scratch / "notes"
    notes.mkdir()
    shutil.copy(EXAMPLES / "market.txt", notes)
    for name, first, second in (("boats", "r1", "r1-new"), ("bridge", "v1", "r3")):
        between = f"Notes on the {name}, pasted a second time from another page."
        copies = "\n\n".join([_article(texts[first]), between, _article(texts[second])])
        (notes / f"{name}.txt").write_text(copies, "utf-8")
    _dedup(scratch, "collapse", "notes/", "--no-protect", "numbers,template", "--report", "files.html")


def report_on_collection(scratch: Path) -> None:
    """Reports which of the example pages repeat others."""
    pages = scratch / "pages"
    pages.mkdir()
    papers = {"v": "valley-courier", "r": "river-post", "n": "garden-club"}
    for line in _rows():
        with (pages / f"{papers[json.loads(line)['id'][0]]}.jsonl").open("a", encoding="utf-8") as file:
            file.write(line)
    options = ["--id", "id", "--jaccard", "0.6", "--containment", "0.8", "--report", "collection.html"]
    _dedup(scratch, "corpus", "pages/", "-o", "clean/", *options)


def _rows() -> list[str]:
    """The lines of the example pages."""
    return (EXAMPLES / "pages.jsonl").read_text("utf-8").splitlines(keepends=True)


def _article(text: str) -> str:
    """A page without its menu, which comes first, and its footer."""
    return "\n\n".join(text.split("\n\n")[1:-1])


def _dedup(folder: Path, *arguments: str) -> None:
    program = "import sys; from dedup.cli.main import run; sys.argv[0] = 'dedup'; run()"
    subprocess.run([sys.executable, "-c", program, *arguments, "--quiet"], cwd=folder, check=True)


def _take(page: Browser, report: Path, folder: Path, name: str, theme: str, height: int, opened: str) -> Path:
    page.resize(WIDTH, height)
    page.prefer(theme)
    page.open(report)
    page.evaluate(
        f"for (const one of document.querySelectorAll('.entry')) one.firstElementChild.open = one.matches({opened!r})"
    )
    page.screenshot(folder / name)
    return folder / name


if __name__ == "__main__":
    for picture in take_pictures(DOCS):
        print(f"{picture.relative_to(ROOT)}: {picture.stat().st_size:,} bytes")
