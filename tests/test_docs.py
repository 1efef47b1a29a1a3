"""What the documents show is what happens: examples run, links lead somewhere, numbers are those of the code."""

from __future__ import annotations

import doctest
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pytest

from tools.make_docs import MADE

ROOT = Path(__file__).parent.parent
DOCUMENTS = [
    path for place in ("*.md", "docs/**/*.md", "examples/*.md", "benchmarks/*.md") for path in sorted(ROOT.glob(place))
]
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NUMBERS = re.compile(r"^\| `(\w+)` \| ([\d.]+)[^|]*\| \[([\w.]+)\]\(([\w/.]+)\) \|", re.MULTILINE)
FLAGS = doctest.ELLIPSIS

MOST_LINES = 170  #: of README
MOST_TERMS = 25  #: of the glossary


class Block(NamedTuple):
    language: str
    line: int
    code: str


def name_of(document: Path) -> str:
    return document.relative_to(ROOT).as_posix()


def blocks(document: Path) -> Iterator[Block]:
    """The fenced blocks of a document."""
    text = document.read_text("utf-8")
    for match in FENCED.finditer(text):
        yield Block(match[1], text.count("\n", 0, match.start()) + 2, match[2])


#: The pages with examples, all of which are run.
SHOWN = [
    name_of(path)
    for path in DOCUMENTS
    if path.parent.name != "benchmarks" and any(block.language in ("console", "python") for block in blocks(path))
]


def commands(block: Block) -> Iterator[tuple[str, str]]:
    """Each command of a console block, and what it is said to write."""
    for part in re.split(r"^\$ ", block.code, flags=re.MULTILINE)[1:]:
        command, _, written = part.partition("\n")
        yield command, written


def run(command: str, directory: Path) -> str:
    """What a shell in `directory` writes, output and errors as they come; `dedup` is the one under test."""
    python = f'dedup() {{ "{sys.executable}" -m dedup "$@"; }}; python() {{ "{sys.executable}" "$@"; }}'
    shell = ["sh", "-c", f"export COLUMNS=80\n{python}\n{command}"]
    done = subprocess.run(
        shell, cwd=directory, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False
    )
    return done.stdout


def test_every_guide_has_examples() -> None:
    guides = {name_of(path) for path in (ROOT / "docs" / "guide").glob("*.md")}
    assert {"README.md", "docs/what-is-a-copy.md", "docs/files.md", "docs/how-it-decides.md", *guides} <= {*SHOWN}


@pytest.mark.slow
@pytest.mark.parametrize("document", SHOWN)
def test_everything_a_document_shows_happens(document: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # From top to bottom in one directory, as a reader would try it.
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    checker, parser, runner = doctest.OutputChecker(), doctest.DocTestParser(), doctest.DocTestRunner(optionflags=FLAGS)
    names: dict[str, object] = {}
    for block in blocks(ROOT / document):
        where = f"{document}:{block.line}"
        if block.language == "console":
            assert block.code.startswith("$ "), where
            for command, written in commands(block):
                got = run(command, tmp_path)
                assert checker.check_output(written, got, FLAGS), f"{where}: $ {command}\n{got}"
        elif block.language == "python":
            test = parser.get_doctest(block.code, names, where, document, block.line)
            if not test.examples:  # a signature
                assert document in MADE, f"{where}: no examples"
            said: list[str] = []
            runner.run(test, out=said.append, clear_globs=False)
            names.update(test.globs)
            assert not said, "".join(said)
        else:
            tried_elsewhere = "py", "sh", "toml", "yaml"
            assert block.language in tried_elsewhere, f"{where}: a block of {block.language or 'no language'}"


def test_options_shown_in_a_file_are_options(tmp_path: Path) -> None:
    shown = [block.code for path in DOCUMENTS for block in blocks(path) if block.language == "toml"]
    assert shown
    for number, code in enumerate(shown):
        config = tmp_path / f"{number}.toml"
        config.write_text(code, "utf-8")
        assert run(f"dedup collapse --config {config} examples/article.txt --quiet >/dev/null", ROOT) == ""


def test_signposts_lead_somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pandas as pd

    import dedup

    monkeypatch.chdir(tmp_path)
    examples = ROOT / "examples"
    shutil.copytree(examples, tmp_path / "notes", ignore=shutil.ignore_patterns("*.jsonl"))
    for name, copy in (("pages.jsonl", "pages.jsonl"), ("article.txt", "page.txt"), ("market.txt", "market.txt")):
        shutil.copyfile(examples / name, tmp_path / copy)
    texts = [(examples / name).read_text("utf-8") for name in ("article.txt", "market.txt")] * 2
    docs = [{"body": text} for text in texts]
    names = {"dedup": dedup, "text": texts[0], "texts": texts, "pages": texts, "docs": docs, "df": pd.DataFrame(docs)}
    names |= {"a": texts[0], "b": texts[1]}

    section = (ROOT / "README.md").read_text("utf-8").partition("## Where to start\n")[2].partition("\n## ")[0]
    signposts = re.findall(r"^\| .+ \| `(.+)` \| \[", section, re.MULTILINE)
    assert len(signposts) == section.count("\n|") - 2 > 8
    for signpost in signposts:
        if signpost.startswith("dedup.integrations."):  # which needs an engine, and is tried where that runs
            assert find_spec(signpost.partition(".deduplicate")[0]), signpost
        elif signpost.startswith("dedup "):
            assert run(f"{signpost} && echo done", tmp_path).endswith("\ndone\n"), signpost
        else:
            assert eval(signpost, names) is not None, signpost


def test_what_installs_is_not_run_but_names_what_exists() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    typed = [block.code for path in DOCUMENTS for block in blocks(path) if block.language == "sh"]
    lines = "".join(typed).splitlines()
    assert {"make demo", "make test"} <= {line.partition(" #")[0].strip() for line in lines}
    for line in lines:
        assert not line.startswith("$"), line
        assert {*re.findall(r"^make (\w+)", line)} <= targets
        assert {*re.findall(r"\.\[(\w+)\]", line)} <= extras.keys()


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_links_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", without_code(document)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        page = (document.parent / path).resolve() if path else document
        assert page.exists(), target
        if anchor:
            assert anchor in anchors(page), target


def without_code(document: Path) -> str:
    """A document but for its fenced blocks and code."""
    return re.sub(r"`[^`\n]+`", "``", FENCED.sub("", document.read_text("utf-8")))


def anchors(document: Path) -> set[str]:
    """What a link to a heading may name, as GitHub and mkdocs both have it."""
    seen: Counter[str] = Counter()
    found = set()
    text = FENCED.sub("", document.read_text("utf-8"))
    for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE):
        slug = re.sub(r"[^\w -]", "", heading.lower()).strip().replace(" ", "-")
        if not seen[slug]:  # the two number what comes again differently
            found.add(slug)
        seen[slug] += 1
    return found


def test_every_page_is_in_the_table_of_contents() -> None:
    listed = re.findall(r"(\S+\.md)$", (ROOT / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)
    pages = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")}
    assert {*listed} == pages
    index = (ROOT / "docs" / "index.md").read_text("utf-8")
    assert [page for page in listed if page != "index.md" and f"]({page})" not in index] == []


@pytest.mark.parametrize("path", MADE)
def test_what_is_made_from_the_package_is_current(path: str) -> None:
    assert (ROOT / path).read_text("utf-8") == MADE[path](), f"{path} is out of date: run make docs"


def test_readme_can_be_read_at_one_sitting() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= MOST_LINES


def test_the_glossary_is_short_and_in_order() -> None:
    terms = re.findall(r"^## (.+)$", (ROOT / "docs" / "glossary.md").read_text("utf-8"), re.MULTILINE)
    assert 10 < len(terms) <= MOST_TERMS
    assert terms == sorted(terms, key=str.lower)


def test_numbers_are_those_of_the_code() -> None:
    rows = NUMBERS.findall((ROOT / "ARCHITECTURE.md").read_text("utf-8"))
    assert len(rows) > 10
    for name, value, shown, path in rows:
        assert path.endswith(shown)
        found = re.findall(rf"\b{name}\b(?:: \w+)?\s*=\s*([\d.]+)", (ROOT / path).read_text("utf-8"))
        assert [float(number.rstrip(".")) for number in found[:1]] == [float(value)], f"{name} in {path}: {found}"


def test_what_stands_between_marks_is_that_of_the_newest_record() -> None:
    from benchmarks.readme import DOCUMENTS, PARTS, filled

    marks: list[str] = []
    for document in DOCUMENTS:
        text = document.read_text("utf-8")
        marks += re.findall(r"^<!-- (\w+) -->$", text, re.MULTILINE)
        assert filled(text) == text, f"{document.name} is out of date: run make docs"
    assert marks == [part for part in dict.fromkeys(marks) for _ in range(2)]
    assert set(marks) == PARTS.keys()


def test_every_rule_and_reason_has_an_example() -> None:
    from dedup.options import PROTECT
    from dedup.report.reasons import RULES

    page = (ROOT / "docs" / "what-is-a-copy.md").read_text("utf-8")
    headings = re.findall(r"^\*\*(`.+`)\*\*\. (?:.|\n)*?```python", page, re.MULTILINE)
    explained = {name for heading in headings for name in re.findall("`(.+?)`", heading)}
    assert {*RULES, *PROTECT, "identity", "cut"} == explained
