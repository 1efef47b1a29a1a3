"""A run over shards gives what the local search gives, row for row."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.corpus.sharded.manifest import Inputs
from dedup.corpus.sharded.work import Work
from dedup.options import deduplicate_options
from tests.corpus.made_up import from_template, prose
from tests.corpus.sharded.runs import local, run_all, sharded, write_rows


def collection(seed: int, texts: int = 60) -> list[str]:
    """Texts, and copies of each kind: equal, in capitals, with a word changed, with a sentence more."""
    rng = Random(seed)
    made = ["", "  ", "!?", "! ?", "?"]
    for _ in range(texts):
        text = prose(rng, 120)
        made.append(text)
        changed = text.split()
        changed[rng.randrange(120)] = "changed"
        kinds = (text, text.upper(), " ".join(changed), f"{text}\n{prose(rng, 15)}.")
        made += (rng.choice(kinds) for _ in range(rng.choice((0, 0, 1, 3))))
    rng.shuffle(made)
    return made


@pytest.mark.parametrize(
    ("shards", "keep"), [(1, "fullest"), (2, "last"), (7, "fullest"), (7, "last"), (40, "fullest")]
)
def test_any_number_of_shards(tmp_path: Path, shards: int, keep: str) -> None:
    path = write_rows(tmp_path / "rows.jsonl", collection(6))
    expected = local([path], keep=keep)
    assert all(expected.counts[kind] for kind in ("exact", "same_words", "near"))
    assert expected.counts["spared"] or keep == "fullest"  # then the text that holds more stays
    assert sharded(tmp_path / "work", [path], shards, keep=keep) == expected


IDS = {
    "numbers": lambda number: number * 7919 % 1009,
    "strings": lambda number: f"page {number * 7919 % 1009}",
    "both": lambda number: number if number % 3 else str(number),
    "large numbers": lambda number: 2**70 - number,
}


@pytest.mark.parametrize("kind", IDS)
def test_ids_order_as_they_do_locally(tmp_path: Path, kind: str) -> None:
    texts = collection(2)
    path = write_rows(tmp_path / "rows.jsonl", texts, [*map(IDS[kind], range(len(texts)))])
    inputs = Inputs((), id="id")
    assert sharded(tmp_path / "work", [path], 5, inputs) == local([path], inputs)


@pytest.mark.parametrize("seed", [3, 4])
def test_any_order_of_rows(tmp_path: Path, seed: int) -> None:
    texts = collection(5)
    rows = [*zip(texts, range(len(texts)))]
    Random(seed).shuffle(rows)
    path = write_rows(tmp_path / "rows.jsonl", [text for text, _ in rows], [name for _, name in rows])
    inputs = Inputs((), id="id")
    outcome = sharded(tmp_path / "work", [path], 3, inputs)
    assert outcome == local([path], inputs)
    first = write_rows(tmp_path / "first.jsonl", texts, range(len(texts)))
    removed = {json.loads(line)["id"] for line in local([first], inputs).report if b"sha256" in line}
    assert {json.loads(line)["id"] for line in outcome.report if b"sha256" in line} == removed


def test_several_files_and_references(tmp_path: Path) -> None:
    texts = collection(6)
    third = len(texts) // 3
    paths = [
        write_rows(tmp_path / f"{name}.jsonl", texts[place * third :][:third], range(third))
        for place, name in enumerate(("seen", "first", "second"))
    ]
    paths[2].write_text(paths[2].read_text().replace('"id": ', '"id": 1000'))
    inputs = Inputs((), id="id", reference=[str(paths[0])])
    outcome = sharded(tmp_path / "work", paths[1:], 4, inputs)
    assert outcome == local(paths[1:], inputs)
    assert outcome.counts["references"] == third


def copies(rng: Random, count: int) -> list[str]:
    words = prose(rng, 200).split()
    return [
        " ".join([*words[:at], f"unique{number}", *words[at:]])
        for number, at in enumerate(rng.randint(0, 200) for _ in range(count))
    ]


def chain(rng: Random, count: int) -> list[str]:
    words, made = prose(rng, 100).split(), []
    for number in range(count):
        words = [*words]
        words[rng.randrange(100)] = f"link{number}"
        made.append(" ".join(words))
    return made


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["group", "template", "chain"])
def test_large_components(tmp_path: Path, kind: str) -> None:
    rng = Random(7)
    if kind == "group":
        texts = copies(rng, 5000)
    elif kind == "template":
        template = prose(rng, 120)
        texts = [from_template(rng, template, 12) for _ in range(5000)]
    else:
        texts = chain(rng, 1000)
    path = write_rows(tmp_path / "rows.jsonl", [*texts, *collection(8)])
    assert sharded(tmp_path / "work", [path], 3) == local([path])


WORDS = st.lists(st.sampled_from(["one", "two", "three", "four", "five", "six", "seven"]), max_size=14)


@settings(max_examples=12, deadline=None)
@given(st.lists(WORDS.map(" ".join), min_size=1, max_size=25), st.integers(1, 6), st.sampled_from([0.5, 0.8, 1.0]))
def test_any_collection(texts: list[str], shards: int, jaccard: float) -> None:
    with TemporaryDirectory() as folder:
        path = write_rows(Path(folder) / "rows.jsonl", texts)
        outcome = sharded(Path(folder) / "work", [path], shards, jaccard=jaccard, protect=())
        assert outcome == local([path], jaccard=jaccard, protect=())


def test_bad_rows_are_skipped_and_their_lines_are_right(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "rows.jsonl", collection(9))
    lines = path.read_text().splitlines()
    lines[5:5] = ["", '{"text": 7}']
    lines[60:60] = ["no JSON", "", ""]
    path.write_text("\n".join(lines) + "\n")
    inputs = Inputs((), skip_bad=True)
    work = Work.create(tmp_path / "work", inputs._replace(names=[str(path)]), deduplicate_options(), 4)
    run_all(work)
    assert sharded(tmp_path / "work", [path], 4, inputs) == local([path], inputs)
    rejects = [json.loads(line) for file in work.files("rejects") for line in file.read_text().splitlines()]
    assert [reject["line"] for reject in rejects] == [7, 61]
    assert rejects[1]["raw"] == "no JSON"


def test_compressed_files_and_texts(tmp_path: Path) -> None:
    texts = collection(10, 20)
    plain = write_rows(tmp_path / "plain.jsonl", texts)
    packed = tmp_path / "rows.jsonl.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    work = Work.create(tmp_path / "work", [str(packed)], deduplicate_options(), 3)
    run_all(work)
    [kept] = work.files("kept")
    assert gzip.decompress(kept.read_bytes()).splitlines() == local([plain]).kept

    folder = tmp_path / "texts"
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number:03}.txt").write_text(text)
    work = Work.create(tmp_path / "work of texts", [str(folder)], deduplicate_options(), 3)
    run_all(work)
    stays = {json.loads(line)["text"] for line in local([plain]).kept}
    assert {path.read_text() for path in work.files("kept")} == stays


def test_parquet_is_divided_at_row_groups(tmp_path: Path) -> None:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    texts = collection(11)
    table = pa.table({"text": texts, "number": [*range(len(texts))]})
    path = tmp_path / "rows.parquet"
    pq.write_table(table, path, row_group_size=10)
    work = Work.create(tmp_path / "work", [str(path)], deduplicate_options(), 3)
    run_all(work)
    files = work.files("kept")
    assert len(files) == 3
    kept = pa.concat_tables([pq.read_table(file) for file in files])
    plain = write_rows(tmp_path / "plain.jsonl", texts)
    assert kept["text"].to_pylist() == [json.loads(line)["text"] for line in local([plain]).kept]
    assert kept.schema.equals(table.schema)
    line = json.loads(work.files("removals")[-1].read_text().splitlines()[-1])
    assert texts[int(line["id"].rpartition(":")[2]) - 1] not in kept["text"].to_pylist() or line["kind"] == "exact"
