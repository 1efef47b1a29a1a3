"""What the documents show is what happens: examples run, links lead somewhere, numbers are those of the code."""

from __future__ import annotations

import doctest
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENTS = [
    path for place in ("*.md", "docs/*.md", "examples/*.md", "benchmarks/**/*.md") for path in sorted(ROOT.glob(place))
]
SHOWN = ["README.md", "docs/what-is-a-copy.md"]  #: whose examples are run
NUMBERS = re.compile(r"^\| `(\w+)` \| ([\d.]+)[^|]*\| \[([\w.]+)\]\(([\w/.]+)\) \|", re.MULTILINE)
FLAGS = doctest.ELLIPSIS


class Block(NamedTuple):
    language: str
    line: int
    code: str


def blocks(document: Path) -> Iterator[Block]:
    """The fenced blocks of a document."""
    text = document.read_text("utf-8")
    for match in re.finditer(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        yield Block(match[1], text.count("\n", 0, match.start()) + 2, match[2])


def commands(block: Block) -> Iterator[tuple[str, str]]:
    """Each command of a console block, and what it is said to write."""
    for part in re.split(r"^\$ ", block.code, flags=re.MULTILINE)[1:]:
        command, _, written = part.partition("\n")
        yield command, written


def run(command: str, directory: Path) -> str:
    """What a shell in `directory` writes, output and errors as they come; `dedup` is the one under test."""
    python = f'dedup() {{ "{sys.executable}" -m dedup "$@"; }}; python() {{ "{sys.executable}" "$@"; }}'
    shell = ["sh", "-c", f"{python}\n{command}"]
    done = subprocess.run(
        shell, cwd=directory, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False
    )
    return done.stdout


@pytest.mark.parametrize("document", SHOWN)
def test_everything_a_document_shows_happens(document: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # From top to bottom in one directory, as a reader would try it.
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    checker, parser, runner = doctest.OutputChecker(), doctest.DocTestParser(), doctest.DocTestRunner(optionflags=FLAGS)
    names: dict[str, object] = {}
    tried = {"console": 0, "python": 0}
    for block in blocks(ROOT / document):
        where = f"{document}:{block.line}"
        assert block.language in tried, f"{where}: a block of {block.language or 'no language'} cannot be tried"
        if block.language == "console":
            for command, written in commands(block):
                got = run(command, tmp_path)
                assert checker.check_output(written, got, FLAGS), f"{where}: $ {command}\n{got}"
                tried["console"] += 1
        else:
            test = parser.get_doctest(block.code, names, where, document, block.line)
            assert test.examples, f"{where}: no examples"
            said: list[str] = []
            runner.run(test, out=said.append, clear_globs=False)
            names.update(test.globs)
            assert not said, "".join(said)
            tried["python"] += len(test.examples)
    assert min(tried.values()) > 0
    assert sum(tried.values()) > 10


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(document: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", document.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)]+)\)", text):
        if not re.match(r"[a-z]+:", target):
            assert (document.parent / target.partition("#")[0]).exists(), target


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
        assert filled(text) == text
    assert {"speed", "kinds"} <= {*marks} <= PARTS.keys()
    assert marks == [part for part in dict.fromkeys(marks) for _ in range(2)]


def test_every_rule_and_reason_is_explained_with_what_lifts_it() -> None:
    from dedup.repeats.sparing import option_against
    from dedup.report.reasons import REASONS, RULES

    page = " ".join((ROOT / SHOWN[1]).read_text("utf-8").split())
    for rule, sentence in RULES.items():
        assert f"**`{rule}`**: {sentence}" in page
    for reason, sentence in REASONS.items():
        option = option_against(reason, 0.75)
        lifted = {"protect": f"`protect` without `{reason}`", "identity": "a lower `identity`", "": "nothing"}
        assert f"| `{reason}` | {sentence} | {lifted[option.partition('=')[0]]}" in page
