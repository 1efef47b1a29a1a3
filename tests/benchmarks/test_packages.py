"""The corpus made of packages: what is taken from a package, as what text, and in which order."""

from __future__ import annotations

import gzip
import json
import sys
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from benchmarks import packages
from benchmarks.corpora import Corpora
from benchmarks.packages import Package, Written, documents_in, fetched, main, text_of_html, write_corpus

STORY = "The council met on Monday to vote on the new bridge. It will open to traffic in the spring.\n"
LONG = STORY * 3


def package(directory: Path, files: dict[str, str], name: str = "bridge-doc") -> Package:
    """An unpacked package with these files."""
    for path, text in files.items():
        target = directory / name / path
        target.parent.mkdir(parents=True, exist_ok=True)
        data = text.encode()
        target.write_bytes(gzip.compress(data) if path.endswith(".gz") else data)
    return Package("Debian", name, "1:2.0-1", directory / name)


def names_in(directory: Path) -> list[str]:
    return [document.path for document in documents_in(directory)]


def rows_of(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>One <b>bold</b>\n  word.<p>Two &amp; three.", "One bold word.\n\nTwo & three.\n"),
        ("<ul><li>first<li>second</ul>end", "first\nsecond\n\nend\n"),
        ("<div>a</div> <div>b<br>c</div>", "a\nb\nc\n"),
        ("a<script>var a = '<p>no</p>';</script>b<style>p {}</style>c", "abc\n"),
        ("<title>Title</title><h1>Title</h1>text", "Title\n\ntext\n"),
        ("<nav>menu<nav>deep</nav>menu</nav>text", "text\n"),
        ("<div role='navigation'>menu<div>deep</div>menu</div>text", "text\n"),
        ("<pre>if a:\n    b  c</pre>  d", "if a:\n    b  c\n\nd\n"),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td>1<td>2</table>", "a b\n1 2\n"),
        ("</pre></nav>unopened", "unopened\n"),
        ("", "\n"),
    ],
)
def test_a_page_becomes_its_text(source: str, text: str) -> None:
    assert text_of_html(source) == text


def test_documents_come_in_the_order_of_their_paths_and_short_ones_not_at_all(tmp_path: Path) -> None:
    made = package(tmp_path, {"b.txt": LONG, "a/z.rst": LONG, "c.md.gz": LONG, "short.txt": STORY, "copyright": LONG})
    assert names_in(made.directory) == ["a/z.rst", "b.txt", "c.md.gz"]
    assert [document.text for document in documents_in(made.directory)] == [LONG] * 3


def test_man_pages_stay_as_they_are(tmp_path: Path) -> None:
    made = package(tmp_path, {f"usr/share/man/man3/bridge.3{ending}": f".TH\n{LONG}" for ending in ("", "perl.gz")})
    assert {document.path: document.text for document in documents_in(made.directory)} == {
        "usr/share/man/man3/bridge.3": f".TH\n{LONG}",
        "usr/share/man/man3/bridge.3perl.gz": f".TH\n{LONG}",
    }


def test_of_several_kinds_only_the_one_of_which_there_is_most_is_read(tmp_path: Path) -> None:
    made = package(tmp_path, {"a.html": f"<p>{LONG}", "b.html": f"<p>{LONG}", "_sources/a.txt": LONG})
    assert names_in(made.directory) == ["a.html", "b.html"]
    assert {document.text for document in documents_in(made.directory)} == {LONG.replace("\n", " ").rstrip() + "\n"}


def test_what_is_no_utf8_or_only_a_link_is_left_out(tmp_path: Path) -> None:
    made = package(tmp_path, {"a.txt": LONG})
    (made.directory / "b.txt").write_bytes(LONG.replace("o", "ö").encode("latin-1"))
    (made.directory / "c.txt").symlink_to("a.txt")
    (made.directory / "d.txt").symlink_to("nowhere")
    assert names_in(made.directory) == ["a.txt"]


def test_a_corpus_is_rows_and_their_sources(tmp_path: Path) -> None:
    made = [package(tmp_path, {"b.txt": LONG, "a.txt": LONG}), package(tmp_path, {"a.txt": "short"}, "empty-doc")]
    written = write_corpus(tmp_path / "out", made, 1e9)
    assert written == Written(2, 2 * len(LONG))
    assert rows_of(tmp_path / "out" / "documents.jsonl") == [
        {"id": "bridge-doc:a.txt", "kind": "plain", "text": LONG},
        {"id": "bridge-doc:b.txt", "kind": "plain", "text": LONG},
    ]
    assert (tmp_path / "out" / "sources.txt").read_text("utf-8") == "Debian bridge-doc 1:2.0-1\n"
    assert sorted(Corpora.from_rows(tmp_path / "out" / "documents.jsonl").documents) == [LONG, LONG]


def test_of_pages_the_html_is_kept_too(tmp_path: Path) -> None:
    html = f"<title>Bridge</title><p>{LONG.strip()}"
    write_corpus(tmp_path / "out", [package(tmp_path, {"a.html": html}), package(tmp_path, {"b.txt": LONG}, "b")], 1e9)
    (page,) = rows_of(tmp_path / "out" / "pages.jsonl")
    assert page == {"id": "bridge-doc:a.html", "text": html}
    kinds = [row["kind"] for row in rows_of(tmp_path / "out" / "documents.jsonl")]
    assert kinds == ["html", "plain"]


def test_no_more_is_fetched_than_asked_for(tmp_path: Path) -> None:
    def one_and_no_more() -> Iterator[Package]:
        yield package(tmp_path, {"a.txt": LONG, "b.txt": LONG, "c.txt": LONG})
        raise AssertionError("a second package was fetched")

    assert write_corpus(tmp_path / "out", one_and_no_more(), len(LONG) + 1).documents == 2


def test_when_nothing_can_be_fetched_it_says_so_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def offline(command: Iterable[str], directory: Path) -> None:
        raise RuntimeError("no route to host")

    monkeypatch.setattr(packages, "run", offline)
    assert main([str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "left out: git-doc: no route to host\n" in said
    assert said.splitlines()[-1].startswith("nothing could be fetched")
    assert not list(tmp_path.iterdir())


def test_packages_are_fetched_in_their_order_and_gone_afterwards(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fetch(command: list[str], directory: Path) -> None:
        if command[0] == "apt-get":
            if command[2] == "git-doc":
                raise FileNotFoundError("no apt-get")
            (directory / f"{command[2]}_1%3a2.0-1_all.deb").write_bytes(b"")
        elif command[0] == "dpkg-deb":
            package(directory, {"a.txt": command[2]}, command[3])
        else:
            with zipfile.ZipFile(directory / f"{command[-1].replace('==', '-')}-py3-none-any.whl", "w") as file:
                file.writestr("ansible/a.rst", LONG)
                file.writestr("ansible/a.py", "raise SystemExit")

    monkeypatch.setattr(packages, "run", fetch)
    seen = [(*found[:3], [path.name for path in sorted(found.directory.rglob("*.*"))]) for found in fetched()]
    assert seen[:2] == [
        ("PyPI", "ansible", "9.13.0", ["a.rst"]),
        ("Debian", "postgresql-doc-15", "1:2.0-1", ["a.txt"]),
    ]
    assert len(seen) == len(packages.PYPI) + len(packages.DEBIAN) - 1
    assert "left out: git-doc: no apt-get" in capsys.readouterr().err
    assert not any(found.directory.exists() for found in [*fetched()])


def test_a_program_that_fails_is_told_by_its_last_line(tmp_path: Path) -> None:
    program = "import sys; sys.exit('W: slow\\nE: Unable to locate package')"
    with pytest.raises(RuntimeError, match=r"^E: Unable to locate package$"):
        packages.run([sys.executable, "-c", program], tmp_path)
