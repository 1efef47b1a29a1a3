"""The file of an index: what it was made with, what is refused, and what several processes may do at once."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from threading import Thread
from typing import Any

import pytest

import dedup
from dedup.errors import (
    ArgumentTypeError,
    IndexBusyError,
    IndexFileError,
    IndexMismatchError,
    MissingPackageError,
    OptionError,
)
from dedup.index import header
from tests.corpus.made_up import prose
from tests.golden.make_index import DOCUMENTS, FOOTER, PATH, make

STORY = "The council met on Monday to vote on the new bridge. It will open to traffic in the spring."
RAIN = "Heavy rain is expected in the north tonight, and the river may leave its banks by the morning."
MANY = [(number, prose(Random(number), 100)) for number in range(300)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An index of a few documents."""
    path = tmp_path / "seen.dedup"
    with dedup.Index(path) as seen:
        seen.add_many([("story", STORY), ("rain", RAIN)])
    return path


def test_an_index_outlives_its_process(path: Path) -> None:
    program = f"import dedup; print(dedup.Index({str(path)!r}).query({STORY!r}).id)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "story\n"


def test_a_closed_index_is_one_file(path: Path) -> None:
    assert [file.name for file in path.parent.iterdir()] == ["seen.dedup"]


def test_a_new_file_is_private(path: Path) -> None:
    assert path.stat().st_mode & 0o777 == 0o600


def test_counts(path: Path) -> None:
    with dedup.Index(path) as seen:
        stats = seen.stats()
    assert stats.documents == 2
    assert stats.bytes == path.stat().st_size
    assert stats.oldest is not None
    assert stats.oldest == stats.newest
    with dedup.Index() as empty:
        assert empty.stats()[2:] == (None, None)


@pytest.mark.parametrize(
    ("options", "most"), [({}, 6144), ({"blocks": True}, 6144), ({"text_of": dict(MANY).get}, 700)]
)
def test_bytes_a_document(tmp_path: Path, options: dict[str, Any], most: int) -> None:
    documents = [(f"https://www.example.com/{number}", prose(Random(number), 500)) for number in range(300)]
    assert sum(len(text) for _, text in documents) > 2900 * len(documents)
    with dedup.Index(tmp_path / "seen.dedup", **options) as seen:
        seen.add_many(documents)
        assert seen.stats().bytes < most * len(documents)


# -- the header --------------------------------------------------------------------------------------------------------


def test_the_index_that_an_earlier_version_made_can_be_opened(tmp_path: Path) -> None:
    old = shutil.copy(PATH, tmp_path)
    with dedup.Index(old) as seen:
        seen.check()
        assert len(seen) == len(DOCUMENTS)
        for name, text in DOCUMENTS.items():
            found = seen.query(text)
            assert (found.id if found else None) == (None if name == "blank" else name)
        part = seen.query(" ".join(DOCUMENTS["/bridge"].split()[:14]))
        assert part is not None
        assert part.kind == "contained"
        assert [block.id for block in seen.query_blocks(f"New text.\n\n{FOOTER}").blocks] == ["/bridge"]


def test_what_is_in_the_index_of_this_format_does_not_change(tmp_path: Path) -> None:
    make(tmp_path / "new.dedup")

    def content(path: Path) -> list[Any]:
        with sqlite3.connect(path) as database:
            columns = "number, id, digest"  # the time differs, and each version of Zstandard may compress otherwise
            queries = (
                "SELECT * FROM header ORDER BY field",
                f"SELECT {columns} FROM documents ORDER BY number",
                "SELECT entry FROM band_keys ORDER BY entry",
                "SELECT entry FROM minimizers ORDER BY entry",
                "SELECT type, name, sql FROM sqlite_schema ORDER BY name",
                "PRAGMA application_id",
                "PRAGMA user_version",
            )
            return [database.execute(query).fetchall() for query in queries]

    assert content(tmp_path / "new.dedup") == content(PATH)


@pytest.mark.parametrize("field", header.FIXED)
def test_another_version_is_refused_by_name(path: Path, field: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(header.FIXED, field, "another")
    with pytest.raises(IndexMismatchError, match=f"seen.dedup has {field} .*, and this version of dedup 'another'"):
        dedup.Index(path)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"jaccard": 0.7}, "was made with jaccard=0.8, not 0.7"),
        ({"containment": 0.9}, "was made with containment=None, not 0.9"),
        ({"protect": ()}, r"was made with protect=\['own', 'template'\], not \[\]"),
        ({"blocks": True}, "was made with blocks=False, not True"),
        ({"text_of": DOCUMENTS.get}, "was made with texts='index', not 'elsewhere'"),
    ],
)
def test_other_options_are_refused_by_name(path: Path, options: dict[str, Any], message: str) -> None:
    with pytest.raises(IndexMismatchError, match=message):
        dedup.Index(path, **options)


def test_options_left_out_are_those_of_the_file(tmp_path: Path) -> None:
    words = prose(Random(1), 40).split()
    half_changed = " ".join([*words[:30], *prose(Random(2), 10).split()])
    path = tmp_path / "seen.dedup"
    dedup.Index(path, jaccard=0.5, protect=()).close()
    with dedup.Index(path) as seen, dedup.Index() as default:
        for index in (seen, default):
            index.add("a", " ".join(words))
        assert 0.5 < seen.query(half_changed).jaccard < 0.8
        assert default.query(half_changed) is None


@pytest.mark.parametrize("options", [{"jaccard": 0.4}, {"containment": 2.0}, {"protect": ["form"]}])
def test_options_out_of_range(tmp_path: Path, options: dict[str, Any]) -> None:
    with pytest.raises(OptionError):
        dedup.Index(tmp_path / "seen.dedup", **options)
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"path": ""}, OptionError, r"path must be the path of a file \(Index\(\) without a path is in memory\)"),
        ({"path": ":memory:"}, OptionError, "without a path is in memory"),
        ({"path": "a\0b"}, OptionError, "path must be a path without null characters"),
        ({"path": b"a"}, ArgumentTypeError, "path must be a str or a path, or None for memory, not bytes"),
        ({"path": 5}, ArgumentTypeError, "path must be a str or a path"),
        ({"text_of": 5}, ArgumentTypeError, "text_of must be a function that returns the text of an id"),
        ({"timeout": "5"}, ArgumentTypeError, "timeout must be a number of seconds, not str"),
        ({"timeout": -1}, OptionError, "timeout must be"),
        ({"timeout": float("inf")}, OptionError, "timeout must be"),
        ({"timeout": float("nan")}, OptionError, "timeout must be"),
        ({"create": "no"}, ArgumentTypeError, "create must be True or False"),
    ],
)
def test_wrong_arguments_are_named(arguments: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        dedup.Index(**arguments)


@pytest.mark.parametrize("other", [None, 5, b"a"])
def test_what_cannot_be_merged(other: Any) -> None:
    with dedup.Index() as seen, pytest.raises(ArgumentTypeError, match="other must be an Index or the path of one"):
        seen.merge(other)


# -- texts elsewhere ---------------------------------------------------------------------------------------------------


def test_texts_may_be_elsewhere(tmp_path: Path) -> None:
    path, texts = tmp_path / "seen.dedup", {"story": STORY, "rain": RAIN}
    with dedup.Index(path, text_of=texts.get) as seen:
        seen.add_many(texts)
        assert seen.query(STORY.upper()).id == "story"
        assert seen.query("A text of its own.") is None
    assert b"council" not in path.read_bytes()
    texts["story"] = "Another text by now."
    del texts["rain"]
    with dedup.Index(path, text_of=texts.get) as seen:
        assert seen.query_many([STORY, RAIN]) == [None, None]
        seen.check()


def test_a_function_may_be_empty() -> None:
    class Texts(dict[Any, str]):
        __call__ = dict.get

    with dedup.Index(text_of=Texts()) as seen:
        assert seen.options.texts == "elsewhere"


def test_an_index_without_texts_needs_the_function(tmp_path: Path) -> None:
    dedup.Index(tmp_path / "seen.dedup", text_of=DOCUMENTS.get).close()
    with pytest.raises(IndexMismatchError, match="was made with texts='elsewhere', not 'index'"):
        dedup.Index(tmp_path / "seen.dedup")


def test_the_function_must_return_a_text() -> None:
    with dedup.Index(text_of=lambda name: 5) as seen:  # type: ignore[return-value]
        seen.add("a", STORY)
        with pytest.raises(ArgumentTypeError, match="what text_of returns must be a str or None, not int"):
            seen.query(STORY)


def test_the_function_may_ask_the_index() -> None:
    texts = {"a": STORY}

    def text_of(name: Any) -> str | None:
        assert name in seen
        return texts[name]

    with dedup.Index(text_of=text_of) as seen:
        seen.add_many(texts)
        assert seen.query(STORY) is not None


# -- what is no index, or damaged --------------------------------------------------------------------------------------


def other_database(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE pages (url)")


def flip(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 0xFF
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda path: path.write_text("Not an index, but a text of some length. " * 100), "it is not an index"),
        (other_database, "it is not an index"),
        (lambda path: flip(path, 0), "it is not an index"),
        (lambda path: path.write_bytes(path.read_bytes()[:5000]), "it is damaged"),
    ],
    ids=["text", "another database", "magic", "truncated"],
)
def test_what_cannot_be_opened(path: Path, damage: Callable[[Path], None], message: str) -> None:
    damage(path)
    before = path.read_bytes()
    with pytest.raises(IndexFileError, match=f"seen.dedup.*{message}"), dedup.Index(path) as seen:
        seen.check()
    assert path.read_bytes() == before


def test_a_changed_header_is_noticed(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data.replace(b"jaccard0.8", b"jaccard0.7"))
    with pytest.raises(IndexFileError, match="is damaged: its header does not have its checksum"):
        dedup.Index(path)


def test_a_flipped_byte_never_gives_a_wrong_answer(path: Path) -> None:
    """Unless the check notices it, which byte ever it is."""
    whole = path.read_bytes()
    noticed = 0
    for place in range(100, len(whole), 61):
        flip(path, place)
        try:
            with dedup.Index(path, create=False) as seen:
                answers = seen.query_many([STORY, RAIN])
                seen.check()
                assert [one and (one.id, one.kind) for one in answers] == [("story", "exact"), ("rain", "exact")]
        except (IndexFileError, IndexMismatchError):
            noticed += 1
        path.write_bytes(whole)
    assert noticed > 10


@pytest.mark.parametrize(
    ("name", "message"), [("missing.dedup", "no such index"), (".", "it is a folder"), ("no/folder/x", "no such index")]
)
def test_an_index_that_must_exist(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(IndexFileError, match=message):
        dedup.Index(tmp_path / name, create=False)
    assert not [*tmp_path.iterdir()]


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(IndexFileError, match="it cannot be opened; check that its folder exists"):
        dedup.Index(tmp_path / "no" / "seen.dedup")


def test_an_old_sqlite_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    with pytest.raises(MissingPackageError, match=r"an index needs SQLite 3\.37 or newer; this Python has 3\."):
        dedup.Index()


def test_a_full_disk_loses_nothing(path: Path) -> None:
    with dedup.Index(path) as seen:
        pages = seen.stats().bytes // 4096
        seen._database.run(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(IndexFileError, match="no space is left on the disk; the current batch was not written"):
            seen.add_many(MANY)
        assert len(seen) == 2
        seen.check()
        seen._database.run("PRAGMA max_page_count = 1000000")
        assert seen.add_many(MANY) == len(MANY)


def test_a_read_only_file_in_a_read_only_folder_can_be_asked(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)  # as it is for others than root
    with dedup.Index(path) as seen:
        assert seen.query(STORY) is not None
        with pytest.raises(IndexFileError, match="it is read-only; nothing was written"):
            seen.add("new", "A text of its own.")


# -- several at once ---------------------------------------------------------------------------------------------------


def test_a_second_writer_waits_and_then_says_so(path: Path) -> None:
    with dedup.Index(path) as first, dedup.Index(path, timeout=0.01) as second:
        with first._database.writing():
            message = "another process has been writing to it for 0.01 seconds; try again, or wait longer with timeout="
            with pytest.raises(IndexBusyError, match=message) as raised:
                second.add("new", "A text of its own.")
            assert isinstance(raised.value, TimeoutError)
        assert second.add("new", "A text of its own.")
        assert "new" in first


def test_many_read_one_state_while_one_writes(path: Path) -> None:
    readers = [dedup.Index(path) for _ in range(5)]
    with dedup.Index(path) as writer, writer._database.writing():
        writer._store.delete([1, 2])
        assert all(len(reader) == 2 and reader.query(STORY) for reader in readers)
    assert all(len(reader) == 0 for reader in readers)
    for reader in readers:
        reader.close()


def test_two_processes_never_both_add_a_copy(tmp_path: Path) -> None:
    path = tmp_path / "seen.dedup"
    dedup.Index(path).close()
    program = (
        "import sys, json, dedup\n"
        "texts = json.load(sys.stdin)\n"
        f"with dedup.Index({str(path)!r}, timeout=60) as seen:\n"
        "    print(sum(seen.check_and_add(f'{sys.argv[1]}-{n}', text) is None for n, text in enumerate(texts)))\n"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", program, name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for name in "ab"
    ]
    for process in processes:
        assert process.stdin
        process.stdin.write(json.dumps([text for _, text in MANY[:50]]))
        process.stdin.close()
    added = 0
    for process in processes:
        assert process.stdout
        with process.stdout as output:
            added += int(output.read())
        assert process.wait() == 0
    assert added == 50
    with dedup.Index(path) as seen:
        assert len(seen) == 50


def test_threads_take_turns() -> None:
    added: list[int] = []
    with dedup.Index() as seen:

        def work() -> None:
            added.append(sum(seen.check_and_add(name, text) is None for name, text in MANY[:100]))

        threads = [Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sum(added) == len(seen) == 100


def test_a_fork_and_a_pickle_are_refused(path: Path) -> None:
    with dedup.Index(path) as seen:
        with pytest.raises(TypeError, match="an Index cannot be pickled: open the file in the other process"):
            pickle.dumps(seen)
        seen._process += 1  # as if this were the child
        with pytest.raises(IndexFileError, match="cannot be used after a fork"):
            seen.query(STORY)


# -- merge and compact -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["index", "path"])
def test_merging_adds_the_documents_of_another(path: Path, tmp_path: Path, form: str) -> None:
    with dedup.Index(path) as seen, dedup.Index(tmp_path / "other.dedup") as other:
        other.add_many(MANY)
        other.add("story", "Another text under a known id.")
        other.remove(5)
        assert seen.merge(other if form == "index" else tmp_path / "other.dedup") == len(MANY) - 1
        assert len(seen) == len(MANY) + 1
        assert seen.query(STORY).id == "story"
        found = [one and one.id for one in seen.query_many([text for _, text in MANY])]
        assert found == [None if number == 5 else number for number, _ in MANY]
        assert seen.merge(other) == seen.merge(seen) == 0
        seen.check()


def test_an_index_of_other_options_is_not_merged(path: Path) -> None:
    with dedup.Index(path) as seen, dedup.Index(containment=0.9) as other:
        with pytest.raises(IndexMismatchError, match=r"made with containment=None, not 0\.9"):
            seen.merge(other)
        with pytest.raises(IndexMismatchError, match=r"made with containment=0\.9, not None"):
            other.merge(seen)


def test_compacting_frees_the_space_of_what_was_removed(tmp_path: Path) -> None:
    path = tmp_path / "seen.dedup"
    with dedup.Index(path, blocks=True) as seen:
        seen.add("story", STORY)
        seen.compact()
        before = path.stat().st_size
        seen.add_many(MANY)
        for number, _ in MANY:
            seen.remove(number)
        seen.compact()
        assert path.stat().st_size == before
        assert seen.query(STORY) is not None
        seen.check()
        entries = [seen._database.run(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES]
    assert entries == [26, len({*minimizer_hashes(STORY)})]


TABLES = "band_keys", "minimizers"


def minimizer_hashes(text: str) -> list[int]:
    from dedup.corpus.minimizer_files import minimizers_of

    hashes: list[int] = minimizers_of([text], 5, 60).hashes.tolist()
    return hashes
