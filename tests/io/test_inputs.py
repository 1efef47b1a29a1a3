"""Which files are meant: all that can be read, each once, and no silence about what cannot be."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dedup.errors import InputError
from dedup.io.formats.detection import format_of
from dedup.io.rows.inputs import find_files
from dedup.io.rows.rows import Rows


@pytest.fixture(autouse=True)
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory to work in, with a folder and some files."""
    monkeypatch.chdir(tmp_path)
    Path("d/e").mkdir(parents=True)
    for name in ("x.txt", "d/y.txt", "d/e/z.txt", "[1].txt"):
        Path(name).touch()
    return tmp_path


def found(*names: str) -> list[tuple[str, str]]:
    """The path of each file, and its path below its folder."""
    files = find_files(names).files
    assert all(file.name == file.path for file in files)
    return [(file.path, file.below) for file in files]


def paths_of(*names: str) -> list[str]:
    return [path for path, _ in found(*names)]


def test_names_are_files_folders_and_globs() -> None:
    assert found("x.txt", "d", "d/*.txt") == [
        ("x.txt", "x.txt"),
        ("d/y.txt", "y.txt"),
        ("d/e/z.txt", "e/z.txt"),
    ]
    assert found("**/*.txt")[-1] == ("x.txt", "x.txt")
    assert found("[1].txt") == [("[1].txt", "[1].txt")]


@pytest.mark.parametrize("name", ["nowhere/*", "empty"])
def test_a_name_without_files_is_an_error(name: str) -> None:
    Path("empty").mkdir()
    Path("empty/.hidden").touch()
    with pytest.raises(InputError, match="no such file"):
        find_files([name])


def test_a_name_of_nothing_is_named() -> None:
    with pytest.raises(FileNotFoundError) as caught:
        find_files(["nowhere"])
    assert caught.value.filename == "nowhere"


@pytest.mark.parametrize("name", ["d/pipe.jsonl", "d", "d/*", "link.jsonl"])
def test_a_pipe_is_refused_and_not_waited_for(name: str) -> None:
    os.mkfifo("d/pipe.jsonl")
    Path("link.jsonl").symlink_to("d/pipe.jsonl")
    with pytest.raises(InputError, match=r"(pipe|link)\.jsonl: not a regular file; files are read more than once"):
        find_files([name])


@pytest.mark.parametrize("name", ["d/gone", "d", "d/*"])
def test_a_link_to_nothing_is_an_error(name: str) -> None:
    Path("d/gone").symlink_to("nowhere")
    with pytest.raises(InputError, match="d/gone: a broken link"):
        find_files([name])


@pytest.mark.parametrize("folder", ["d", "d/e"])
def test_a_folder_that_may_not_be_read_is_an_error(monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    scandir: Callable[[str], Any] = os.scandir

    def refusing(path: str) -> Any:  # the superuser may read any folder
        if path == folder:
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    with pytest.raises(PermissionError) as caught:
        find_files(["d"])
    assert caught.value.filename == folder


def test_links_are_followed_to_files_and_folders() -> None:
    Path("ext/deep").mkdir(parents=True)
    Path("ext/deep/w.txt").touch()
    Path("d/a").symlink_to("../ext")
    Path("d/b.txt").symlink_to("../x.txt")
    Path("d/.hidden").symlink_to("../ext")
    # What only a link leads to comes last.
    assert found("d") == [
        ("d/b.txt", "b.txt"),
        ("d/y.txt", "y.txt"),
        ("d/e/z.txt", "e/z.txt"),
        ("d/a/deep/w.txt", "a/deep/w.txt"),
    ]
    Path("link").symlink_to("d/e")
    assert found("link") == [("link/z.txt", "z.txt")]


def test_links_in_a_circle_end() -> None:
    Path("d/circle").symlink_to(".")
    Path("d/e/up").symlink_to("../..")
    assert paths_of("d") == ["d/y.txt", "d/e/z.txt", "d/e/up/[1].txt", "d/e/up/x.txt"]


@pytest.mark.slow
def test_a_folder_is_read_once_however_many_links_lead_to_it() -> None:
    for number in range(30):  # each from each, they would be more than could ever be read
        Path(f"many/{number}").mkdir(parents=True)
        Path(f"many/{number}/file").touch()
        for other in range(30):
            Path(f"many/{number}/to{other}").symlink_to(f"../{other}")
    assert len(found("many")) == 30


@pytest.mark.parametrize(
    ("content", "is_rows"),
    [
        ('{"text": "a"}\n{"text": "b"}\n', True),
        ('{"text": "a"}\n', False),  # one object may be a text
        ("A ferry\n{}\n", False),
        ("[1]\n[2]\n", False),
        ('{"text": \n"a"}\n', False),
        ("", False),
    ],
)
def test_rows_of_json_are_known_under_any_name(content: str, is_rows: bool) -> None:
    Path("rows").write_text(content)
    Path("rows.gz").write_bytes(gzip.compress(content.encode()))
    for name in ("rows", "rows.gz"):
        assert format_of([name], 1 << 20).suffix == (".jsonl" if is_rows else "")


@pytest.mark.parametrize("suffix", [".json", ".JSON.gz"])
@pytest.mark.parametrize(
    ("content", "is_rows"),
    [
        (b'{"text": "a"}\n{"text": "b"}\n', True),
        (b'{"text": "a"}', True),
        (b'\xef\xbb\xbf\n {"text": "a"}\r\n', True),
        (b'{"text": "' + b"long" * (1 << 18), True),  # the first line is longer than what is looked at
        (b"", True),
        (b'[{"text": "a"}]', False),
        (b'{\n "text": "a"\n}\n', False),
        (b"plain text\n", False),
    ],
)
def test_json_is_read_if_it_is_rows(content: bytes, is_rows: bool, suffix: str) -> None:
    path = Path(f"c4{suffix}")
    path.write_bytes(gzip.compress(content) if suffix.endswith("gz") else content)
    if is_rows:
        assert format_of([str(path)], 1 << 20).suffix == ".jsonl"
        return
    with pytest.raises(InputError, match=r"^c4\S+: not one JSON object per line; convert an array with jq"):
        format_of([str(path)], 1 << 20)


def test_damage_is_left_to_who_reads_the_file() -> None:
    for name in ("a.json.gz", "a.gz"):
        Path(name).write_bytes(b"never compressed")
        with pytest.raises(InputError, match=f"^{name}, byte 0: damaged compressed data"):
            list(Rows([name]).read())


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.warc.wet.gz", "a"])
def test_a_web_archive_is_never_one_text(name: str) -> None:
    content = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
    Path(name).write_bytes(gzip.compress(content) * 2 if name.endswith(".gz") else content * 2)
    with pytest.raises(InputError, match=f"^{name}: a WARC or WET archive; write its pages to a .jsonl file"):
        list(Rows([name]).read())
    rows = Rows([name, "x.txt"], skip_bad=True)
    assert [text for batch in rows.read() for text in batch.texts] == [""]
    assert rows.rejected.files == 1
