"""The peers and what is measured beside them: without network, and without the peers."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.inside import run as inside
from benchmarks.inside.answers import Answer, answer, read
from benchmarks.inside.pages import COLLECTIONS, sample, write_rows
from benchmarks.peers import environments
from benchmarks.peers.environments import HERE, PEERS, Peer, environment
from benchmarks.peers.rows import BUCKET, banded_pairs, first_kept, shingles
from benchmarks.processes import Usage, alternated, ratio
from benchmarks.quality.pages import Case, Stretch

STORY = "The council met on Monday to vote on the new bridge, which will open to traffic in the spring."
OTHER = "Nobody knows who painted the lighthouse last year, nor why the colour was chosen by the harbour master."
EDITED = STORY.replace("Monday", "Tuesday")
PLAIN = [peer for peer in PEERS if peer.does == "inside" and not peer.requirements]
SHARED = {"rows.py", "seen.py", "spans.py", "dolma_bloom.py", "environments.py", "__init__.py", "install.py"}


def peer(**changed: Any) -> Peer:
    """A peer that nobody has."""
    return Peer("nobody", "1.0", "inside", "line_hashes.py", ("nobody==1.0",), "not fed")._replace(**changed)


def removed(adapter: str, texts: Sequence[str], scratch: Path) -> list[list[list[int]]]:
    """What an adapter would remove, run as the benchmark runs it."""
    source, output = scratch / "rows.jsonl", scratch / "removed.jsonl"
    source.write_text("".join(json.dumps({"id": n, "text": text}) + "\n" for n, text in enumerate(texts)), "utf-8")
    subprocess.run([sys.executable, str(HERE / adapter), str(source), str(output)], check=True)
    rows = [json.loads(line) for line in output.read_text("utf-8").splitlines()]
    assert [row["id"] for row in rows] == list(range(len(texts)))
    return [row["removed"] for row in rows]


# -- the table ---------------------------------------------------------------------------------------------------------


def test_every_peer_has_an_adapter_and_every_adapter_a_peer() -> None:
    assert {peer.adapter for peer in PEERS} == {path.name for path in HERE.glob("*.py")} - SHARED


def test_labels_are_unique_and_notes_are_there() -> None:
    labels = [peer.label for peer in PEERS]
    assert len(set(labels)) == len(labels)
    assert all(peer.note and peer.largest > 0 for peer in PEERS)


@pytest.mark.parametrize("requirement", sorted({pin for peer in PEERS for pin in peer.requirements}))
def test_requirements_are_pinned(requirement: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9]+(\.[0-9]+)+", requirement)


def test_the_version_of_a_peer_is_the_one_installed() -> None:
    for peer in PEERS:
        assert not peer.requirements or peer.requirements[0].endswith(f"=={peer.version}"), peer.label


# -- environments ------------------------------------------------------------------------------------------------------


def test_a_peer_for_another_python_is_absent(tmp_path: Path) -> None:
    assert environment(peer(python=(9, 1)), tmp_path) == ("", "needs Python 9.1")
    assert not list(tmp_path.iterdir())


def test_a_peer_that_cannot_be_installed_is_absent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        Path(command[-1]).mkdir(exist_ok=True) if "venv" in command else None
        said = "WARNING: slow\nERROR: first\nERROR: no such version\nWARNING: old pip\n"
        return subprocess.CompletedProcess(command, "pip" in command, "", said)

    monkeypatch.setattr(subprocess, "run", run)
    assert environment(peer(), tmp_path) == ("", "ERROR: no such version")
    assert not list(tmp_path.iterdir())


def test_an_environment_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[tuple[str, ...]] = []

    def installed(place: Path, python: Path, requirements: tuple[str, ...]) -> str:
        place.mkdir()
        made.append(requirements)
        return ""

    monkeypatch.setattr(environments, "installed", installed)
    first = environment(peer(), tmp_path)
    assert Path(first.python).is_relative_to(tmp_path)
    assert environment(peer(way="again"), tmp_path) == first
    assert environment(peer(requirements=("nobody==1.0", "else==2.0")), tmp_path) != first
    assert made == [("nobody==1.0",), ("nobody==1.0", "else==2.0")]


def test_without_a_directory_nothing_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environments, "installed", lambda *_: pytest.fail("installed"))
    present, absent = environments.environments("inside", None)
    assert [(peer, python) for peer, python in present] == [(peer, sys.executable) for peer in PLAIN]
    assert PLAIN
    assert not absent


def test_one_peer_can_be_asked_for_by_the_beginning_of_its_label() -> None:
    present, absent = environments.environments("inside", None, ["hashes"])
    assert [peer.adapter for peer, _ in present] == ["line_hashes.py"]
    assert absent == {}


def test_the_absent_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environments, "PEERS", (peer(python=(9, 0)), peer(does="documents")))
    assert environments.environments("inside", tmp_path) == ([], {"nobody 1.0": "needs Python 9.0"})


# -- adapters ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("adapter", [peer.adapter for peer in PLAIN])
def test_a_loop_over_lines_keeps_the_first(adapter: str, tmp_path: Path) -> None:
    thrice = f"{STORY}\n\n{OTHER}\n{STORY.upper()}\nshort\nshort\n{STORY}"
    second = len(f"{STORY}\n\n{OTHER}\n")
    third = len(thrice) - len(STORY)
    spans = [[second, second + len(STORY)], [third, len(thrice)]]
    assert removed(adapter, [thrice, STORY, "", f"{OTHER}\n{STORY}"], tmp_path) == [spans, [], [], []]


def test_only_the_loop_with_difflib_finds_edited_lines(tmp_path: Path) -> None:
    text = f"{STORY}\n{EDITED}"
    assert removed("difflib_lines.py", [text], tmp_path) == [[[len(STORY) + 1, len(text)]]]
    assert removed("line_hashes.py", [text], tmp_path) == [[]]


def test_long_enough_is_counted_in_bytes(tmp_path: Path) -> None:
    han = "市议会星期一就新桥进行了表决该桥将于春季通车"
    assert removed("line_hashes.py", [f"{han}\n{han}", "a bc\n" * 9], tmp_path) == [[[23, 45]], []]


def test_shingles_are_five_words_or_all() -> None:
    assert shingles(["a", "b", "c", "d", "e", "f"]) == ["a b c d e", "b c d e f"]
    assert shingles([b"a", b"b"], b" ") == [b"a b"]
    assert shingles([]) == [""]


def test_pairs_share_a_band_and_are_alike() -> None:
    rng = np.random.default_rng(1)
    signatures = rng.integers(0, 2**32, (40, 128), np.uint32)
    signatures[7], signatures[9] = signatures[3], signatures[3]
    signatures[9, :20] = 0
    signatures[11, :64] = signatures[2, :64]  # a band, but half of the slots
    assert banded_pairs(signatures) == [[3, 7], [3, 9], [7, 9]]
    assert banded_pairs(signatures[:3]) == []


def test_of_a_large_bucket_each_is_compared_with_the_first_and_the_last() -> None:
    same = np.ones((2 * BUCKET, 128), np.uint32)
    pairs = {tuple(pair) for pair in banded_pairs(same)}
    assert pairs == {(place, other) for other in range(1, len(same)) for place in (0, other - 1)}
    assert first_kept(len(same), pairs).tolist() == [False] + [True] * (len(same) - 1)


# -- the benchmark -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", COLLECTIONS)
def test_texts_are_always_the_same(name: str, tmp_path: Path) -> None:
    first, second = (tmp_path / name for name in ("first", "second"))
    texts = sample(COLLECTIONS[name], 60_000)
    size = write_rows(first, texts)
    assert write_rows(second, sample(COLLECTIONS[name], 60_000)) == size >= 60_000
    assert first.read_bytes() == second.read_bytes()
    assert any(case.blocks for case in texts) == bool(COLLECTIONS[name])


def test_an_answer_is_scored_on_pages_and_on_texts_that_must_stay() -> None:
    page = f"{STORY}\n{OTHER}\n{STORY}"
    second = Stretch(len(page) - len(STORY), len(page))
    texts = [Case("exact", "en", page, ((Stretch(0, len(STORY)), second),)), Case("plain", "en", OTHER)]
    assert answer(texts, [[list(second)], []]) == Answer(1, 1, 0, 1, {"exact": 1})
    assert answer(texts, [[], [[0, 9]]]) == Answer(0, 1, 1, 1, {"exact": 0})
    assert answer(texts, [[[0, len(page)]], []]).precision < 0.5


@pytest.mark.parametrize("spans", [[[2, 1]], [[0, 5], [4, 6]], [[3, 4], [1, 2]], [[0, 999]], [[-1, 2]]])
def test_what_is_no_span_is_no_answer(spans: list[list[int]], tmp_path: Path) -> None:
    output = tmp_path / "removed.jsonl"
    output.write_text(json.dumps({"id": 0, "removed": spans}) + "\n", "utf-8")
    with pytest.raises(ValueError, match="text 0"):
        read(output, [Case("plain", "en", STORY)])
    with pytest.raises(ValueError, match="1 rows"):
        read(output, [Case("plain", "en", STORY)] * 2)


def test_programs_take_turns() -> None:
    ran: list[str] = []

    def once(name: str) -> Usage:
        ran.append(name)
        return Usage(len(ran), 0, 0)

    taken = alternated("ab", 3, once)
    assert "".join(ran) == "abbaab"
    assert [usage.cpu for usage in taken["b"]] == [2, 3, 6]
    assert ratio([2, 30, 3], [1, 10, 1]) == 3


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The benchmark over a few pages, each program once."""
    monkeypatch.setattr(inside, "MOST_RUNS", 1)
    monkeypatch.setattr(inside, "COLLECTIONS", {"English": COLLECTIONS["English"]})
    return ["--sizes", "0.03", "--rounds", "1"]


def test_the_benchmark_runs_and_is_recorded(
    quick: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert inside.main([*quick, "--record", str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    (path,) = tmp_path.iterdir()
    record = json.loads(path.read_text("utf-8"))
    codec, own, *others = record["inside"]
    assert [row["engine"] for row in others] == [peer.label for peer in PLAIN]
    assert codec["answer"] is None
    assert own["answer"]["recall"] > 0.95
    assert own["usage"]["peak"] > 1
    assert all(row["engine"] in printed for row in record["inside"])


def test_an_answer_that_is_too_bad_has_no_time(
    quick: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(inside, "answer", lambda *_: Answer(0.9, 1.0, 0, 0, {}))
    assert inside.main(quick) == 1
    assert "WRONG: English, 0.03 MB: dedup: recall 0.9000" in capsys.readouterr().out
