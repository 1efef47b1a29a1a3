"""Documents one by one: the arithmetic over passes, what is drawn from a corpus, and the extractor beside it."""

from __future__ import annotations

import doctest
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from benchmarks import growth, recorded
from benchmarks.baselines import drop_lines, dropped_lines
from benchmarks.documents import extraction, run, timing
from benchmarks.documents.extraction import Extractor
from benchmarks.documents.kinds import Kind, Page, kinds, pages
from benchmarks.documents.timing import Figures, nanoseconds_a_byte, seconds_of_each, share, times_as_fast
from benchmarks.peers.environments import PEERS, Peer
from benchmarks.runner import Case, Result, Spread, Times, Work
from tests.benchmarks.test_benchmarks import STORY

ARTICLE = f"{STORY}\n{STORY} Nobody knows who painted the lighthouse last year.\n"
PEER = Peer("nobody", "1.0", "extraction", "nobody.py", (), "not fed")

#: An extractor that needs nothing: what stands between <p> and </p>, in 3 ms.
ADAPTER = """
import json, sys
with open(sys.argv[1]) as source, open(sys.argv[2], "w") as output:
    for row in map(json.loads, source):
        text = row["text"].partition("<p>")[2].partition("</p>")[0]
        print(json.dumps({"text": text, "seconds": 0.003}), file=output)
"""


@pytest.mark.parametrize("module", [timing, recorded])
def test_examples_in_docstrings_hold(module: Any) -> None:
    failed, attempted = doctest.testmod(module)
    assert attempted
    assert not failed


# -- the arithmetic ----------------------------------------------------------------------------------------------------


def test_a_long_document_weighs_in_all_bytes_and_counts_once_in_the_median() -> None:
    sizes = [100, 100, 9_800]
    one_pass = [100e-9, 100e-9, 98_000e-9]  # 1, 1 and 10 ns a byte
    speed = nanoseconds_a_byte(sizes, [one_pass] * 3)
    assert speed.median == 1
    assert speed.all == pytest.approx(9.82)
    assert 9.8 < speed.worst < 10


def test_ratios_to_the_loop_are_taken_within_a_round() -> None:
    # The machine slows down to a tenth in the second round; both suffer alike.
    own, lines = [[1, 2], [10, 20], [1, 2]], [[4, 4], [40, 40], [4, 4]]
    assert times_as_fast(own, lines) == Figures(all=2.667, median=3, worst=2.02)
    assert share(own, [[100, 200], [1000, 2000], [100, 200]]) == 0.01


def test_one_document_in_a_hundred_is_worse_than_the_worst_shown() -> None:
    seconds = [[1e-9 * number for number in range(1, 102)]]
    assert nanoseconds_a_byte([1] * 101, seconds).worst == 100
    assert times_as_fast([[1] * 101], [list(range(1, 102))]).worst == 2


def test_a_single_document_is_its_own_percentile() -> None:
    assert nanoseconds_a_byte([10], [[1e-7]]) == Figures(10, 10, 10)


def test_each_document_is_timed_as_often_as_asked_and_in_its_order() -> None:
    met: list[str] = []
    seconds = seconds_of_each(["a", "b"], met.append, repeats=2)
    assert met == ["a", "a", "b", "b"]
    assert len(seconds) == 2
    assert min(seconds) > 0


def result(name: str, seconds: float, against: float, size: int = 1000) -> Result:
    """A case as measured."""

    def never() -> Work:
        raise AssertionError("a result was measured anew")

    ratio = seconds / against
    once = Spread(seconds, seconds, seconds), Spread(against, against, against), Spread(ratio, ratio, ratio)
    return Result(Case(name, never, never), "", Times(3, size, once[0], "", size, once[1], once[2]))


def test_growth_is_by_the_byte_against_the_short_length() -> None:
    measured = [
        result("collapse/300B-lines", 4e-6, 50e-6),
        result("collapse/3KB-lines", 8e-6, 50e-6),
        result("collapse/1MB-lines", 24e-6, 52e-6),
        result("collapse/1MB-3KB", 24e-6, 8e-6),
    ]
    assert [tuple(length) for length in growth.lengths(measured)] == [
        (300, 4, 0.5, 50),
        (3_000, 8, 1, 50),
        (1_000_000, 24, pytest.approx(3), 52),
    ]
    assert list(growth.lengths(measured[2:])) == []


def test_the_loop_drops_the_lines_that_its_spans_say() -> None:
    text = f"{STORY}\n\n{STORY.upper()}!\nother\n\n{STORY}"
    spans = list(dropped_lines(text))
    assert [text[start:stop] for start, stop in spans] == [f"{STORY.upper()}!", STORY]
    assert drop_lines(text) == f"{STORY}\n\nother\n"


# -- the documents -----------------------------------------------------------------------------------------------------


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus as `packages` writes it: five man pages, two plain texts and two pages."""
    rows = [{"id": f"m{n}", "kind": "man", "text": f".TH {n}\n{ARTICLE}"} for n in range(5)]
    rows += [{"id": f"p{n}", "kind": "plain", "text": f"{n}\n{ARTICLE}"} for n in range(2)]
    rows += [{"id": f"h{n}", "kind": "html", "text": f"{n}\n{ARTICLE}"} for n in range(2)]
    html = [{"id": f"h{n}", "text": f"<title>{n}</title><p>{n}\n{ARTICLE}</p>"} for n in range(2)]
    for name, content in (("documents", rows), ("pages", [*html, {"id": "h2", "text": "<p>short</p>"}])):
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in content), "utf-8")
    return tmp_path


def test_documents_are_drawn_by_kind_and_html_comes_through_an_extractor(corpus: Path) -> None:
    found = {kind.name: kind for kind in kinds(corpus, 4)}
    planted, *others = found
    assert {name: len(found[name].texts) for name in others} == {
        "Python's documentation": 4,
        "man pages": 4,
        "plain text and Markdown": 2,
    }
    assert [case.text for case in found[planted].cases] == found[planted].texts
    assert [kind.texts for kind in kinds(corpus, 4)] == [kind.texts for kind in found.values()]
    assert {page.id for page in pages(corpus, 10)} == {"h0", "h1", "h2"}


@pytest.fixture
def adapter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The extractor that needs nothing, in place of the real one."""
    monkeypatch.setattr(extraction, "HERE", tmp_path)
    path = tmp_path / PEER.adapter
    path.write_text(ADAPTER, "utf-8")
    return path


def extractor(scratch: Path, found: Sequence[Page]) -> Extractor:
    return Extractor(PEER, sys.executable, found, scratch)


@pytest.mark.usefixtures("adapter")
def test_only_pages_with_a_text_count(corpus: Path) -> None:
    found = extractor(corpus, [Page("0", "<p>short</p>"), Page("1", f"<p>{ARTICLE}</p>")])
    assert found.texts == [ARTICLE]
    assert found.seconds() == [0.003]


def test_an_extractor_that_changes_its_mind_is_not_timed(corpus: Path, adapter: Path) -> None:
    found = extractor(corpus, [Page("1", f"<p>{ARTICLE}</p>")])
    adapter.write_text(ADAPTER.replace('"text": text', '"text": text.upper()'), "utf-8")
    with pytest.raises(RuntimeError, match=r"nobody 1\.0 does not extract the same each time"):
        found.seconds()


def test_there_is_one_extractor_among_the_peers() -> None:
    assert [peer.label for peer in PEERS if peer.does == "extraction"] == ["trafilatura 2.3.1, extract"]


@pytest.mark.usefixtures("adapter")
def test_a_corpus_without_pages_has_none_to_time(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "environments", lambda does, peers: ([(PEER, sys.executable)], {}))
    (corpus / "pages.jsonl").write_text("", "utf-8")
    assert run.extractor_of(corpus, corpus, 5, corpus) == (None, {"web pages": "the corpus has none"})


# -- the run -----------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("adapter")
def test_a_run_prints_every_kind_and_records_it(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "environments", lambda does, peers: ([(PEER, sys.executable)], {}))
    kept = list(kinds(corpus, 5))[1:]  # the generated pages have a test of their own
    monkeypatch.setattr(run, "kinds", lambda corpus, most: kept)
    assert run.main(["--corpus", str(corpus), "--peers", "x", "--rounds", "2", "--record", str(corpus)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in lines[1:-1]] == ["web pages", *(kind.name for kind in kept)]
    (record,) = corpus.glob("*-documents.json")
    rows = json.loads(record.read_text("utf-8"))["documents"]
    assert rows[0]["extractor"] == "nobody 1.0"
    assert 0 < rows[0]["share"] < 1
    assert all(row["ns_a_byte"]["worst"] >= row["ns_a_byte"]["median"] > 0 for row in rows)
    assert rows[1]["share"] is None


def test_recall_is_that_of_both_where_it_is_known() -> None:
    planted = next(kinds(None, 1))
    some = Kind(planted.name, planted.texts[:30], planted.cases[:30])
    found = run.checked(some)
    assert found is not None
    assert found.recall > 0.95 > found.lines_recall > 0


def test_a_wrong_answer_is_not_timed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(run, "kinds", lambda corpus, most: [Kind("pages", [ARTICLE])])
    monkeypatch.setattr(run, "broken_promise", lambda text, answer: "restore() is not the text")
    monkeypatch.setattr(run, "seconds_of_each", lambda *_: pytest.fail("timed"))
    assert run.main([]) == 1
    assert capsys.readouterr().out.startswith("WRONG: pages: restore() is not the text")


def test_without_an_extractor_it_says_what_is_absent(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "kinds", lambda corpus, most: [Kind("articles", [ARTICLE])])
    assert run.main(["--rounds", "1"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Absent: web pages: they come with --corpus"
