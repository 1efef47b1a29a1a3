"""`--against INDEX`: new rows are compared with the documents of an index as they would be with a file of them."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

import dedup
from dedup.corpus.blocks.finder import MAX_READ
from dedup.index.store import MAX_COMPARED
from tests.cli.conftest import Run
from tests.corpus.made_up import mixture, prose
from tests.corpus.pages import site

pytestmark = pytest.mark.slow


def write_rows(path: Path, texts: list[str], first: int = 0) -> None:
    rows = (json.dumps({"id": f"doc{number}", "text": text}) for number, text in enumerate(texts, first))
    path.write_text("".join(f"{row}\n" for row in rows))


@pytest.fixture(params=["corpus", "corpus contained", "blocks"])
def what(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A command; old and new rows for it, and an index of the old ones."""
    texts = site(3, 30) if request.param == "blocks" else mixture(3)
    half = len(texts) // 2
    write_rows(tmp_path / "old.jsonl", texts[:half])
    write_rows(tmp_path / "new.jsonl", texts[half:], half)
    containment = 0.9 if "contained" in request.param else None
    with dedup.Index(tmp_path / "seen.dedup", blocks=request.param == "blocks", containment=containment) as seen:
        seen.add_many((f"doc{number}", text) for number, text in enumerate(texts[:half]))
    what: str = request.param
    return what


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_what_goes_is_what_goes_for_a_file_of_the_same_documents(
    run: Run, tmp_path: Path, what: str, jobs: str
) -> None:
    command, _, contained = what.partition(" ")
    options = ["--id", "id", "--jobs", jobs, *(["--containment", "0.9"] if contained else [])]
    ways = {"index": ["--against", "seen.dedup"], "file": ["--reference", "old.jsonl"]}
    for name, way in ways.items():
        done = run(command, "new.jsonl", "-o", f"{name}.jsonl", "--report", f"{name}.report.jsonl", *options, *way)
        assert done.returncode == 0, done.stderr
    removed, expected = ((tmp_path / f"{name}.report.jsonl").read_text() for name in ways)
    assert removed == expected
    assert '"kept_id": "doc0"' in removed or command != "blocks"
    assert removed.count("\n") > 5
    assert (tmp_path / "index.jsonl").read_bytes() == (tmp_path / "file.jsonl").read_bytes()


def test_rows_without_ids_and_documents_of_an_index_have_names_in_reports(run: Run, tmp_path: Path) -> None:
    with dedup.Index(tmp_path / "seen.dedup") as seen:
        seen.add(7, "The council met on Monday to vote on the new bridge.")
    write_rows(tmp_path / "new.jsonl", ["Something new.", "The council met on Monday to vote on the new bridge."])
    run("corpus", "new.jsonl", "-o", "out.jsonl", "--against", "seen.dedup", "--report", "report.jsonl")
    report = json.loads((tmp_path / "report.jsonl").read_text())
    assert (report["id"], report["kept_id"], report["kind"]) == ("new.jsonl:2", 7, "exact")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("corpus", "--jaccard", "0.7"), 3, "seen.dedup was made with jaccard=0.8, not 0.7"),
        (("corpus", "--containment", "0.9"), 3, "seen.dedup was made with containment=None, not 0.9"),
        (("corpus", "--work", "work"), 2, "--work cannot be combined with --against"),
        (("blocks",), 3, "seen.dedup was made with blocks=False, not True"),
        (("blocks", "--mask-digits"), 2, "--mask-digits cannot be combined with --against"),
    ],
)
def test_an_index_that_was_made_for_something_else(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    dedup.Index(tmp_path / "seen.dedup").close()
    write_rows(tmp_path / "new.jsonl", ["Something new."])
    done = run(*arguments, "new.jsonl", "-o", "out.jsonl", "--against", "seen.dedup")
    assert message in done.stderr.decode()
    assert done.returncode == code
    assert not (tmp_path / "out.jsonl").exists()


def test_rows_that_were_not_compared_with_all_that_an_index_has_are_counted(run: Run, tmp_path: Path) -> None:
    rng = Random(1)
    paragraphs = [prose(rng, 40) for _ in range(MAX_READ + 1)]
    body = prose(rng, 400)
    alike = [f"{body}\n\n{prose(rng, 20)}" for _ in range(MAX_COMPARED + 2)]  # each with a sentence of its own
    with dedup.Index(tmp_path / "documents.dedup") as seen:
        seen.add_many(enumerate(alike[1:]))
    with dedup.Index(tmp_path / "blocks.dedup", blocks=True) as seen:
        seen.add_many(enumerate(paragraphs))
    write_rows(tmp_path / "new.jsonl", [alike[0], "\n\n".join(paragraphs), "Something else."])
    for command, index in (("corpus", "documents.dedup"), ("blocks", "blocks.dedup")):
        done = run(command, "new.jsonl", "-o", "out.jsonl", "--against", index)
        assert b"1 unresolved" in done.stderr, done.stderr
