"""Remote files, through fsspec: copied before they are read, complete before they are sent."""

from __future__ import annotations

import gzip
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import fsspec
import pytest

from dedup.cli.rows.corpus_command import command
from dedup.errors import InputError, MissingPackageError, OutputError
from dedup.io.formats.format import Fields
from dedup.io.rows.local_copies import LocalCopies
from dedup.io.rows.outbox import Outbox
from dedup.io.rows.remote import remote_blocks, remote_files, send
from dedup.io.rows.rows import Rows
from tests.io.copying import texts_of

ROWS = b'{"id": 1, "text": "The ferry runs again."}\n{"id": 2, "text": "The ferry runs again."}\n'
KEPT = ROWS.splitlines(keepends=True)[0]


@pytest.fixture
def memory() -> Iterator[Any]:
    """An empty file system in memory."""
    system = fsspec.filesystem("memory")
    system.store.clear()
    system.pseudo_dirs[:] = [""]
    yield system
    system.store.clear()


def names(url: str) -> list[tuple[str, str]]:
    return [(file.url, file.below) for file in remote_files(url)]


def test_a_url_is_a_file_a_folder_or_a_glob(memory: Any) -> None:
    for path in ("data/a.jsonl", "data/b/c.jsonl", "data/.git/x.jsonl", "data/b/.hidden", "other.jsonl"):
        memory.pipe(f"/{path}", ROWS)
    assert names("memory://data/a.jsonl") == [("memory://data/a.jsonl", "a.jsonl")]
    in_folder = [("memory:///data/a.jsonl", "a.jsonl"), ("memory:///data/b/c.jsonl", "b/c.jsonl")]
    assert names("memory://data") == names("memory://data/") == in_folder
    assert names("memory://*/*.jsonl") == in_folder[:1]
    for url in ("memory://data/*.csv", "memory://empty/*"):
        with pytest.raises(InputError, match="no such file"):
            remote_files(url)
    with pytest.raises(InputError, match=r"^memory://gone\.jsonl: no such file"):
        [*remote_blocks("memory://gone.jsonl")]


def test_rows_are_called_by_their_urls(memory: Any) -> None:
    memory.pipe("/data/a.jsonl.gz", gzip.compress(ROWS))
    with LocalCopies(Fields()) as copies:
        rows = Rows(copies.local(["memory://data/a.jsonl.gz"]))
        assert texts_of(rows) == 2 * ["The ferry runs again."]
        assert rows.name_of(1) == "memory://data/a.jsonl.gz:2"
        [file] = rows.files
        assert os.path.exists(file.path)
    assert not os.path.exists(file.path)


def test_an_error_in_a_copy_names_the_url(memory: Any) -> None:
    memory.pipe("/a.jsonl", ROWS + b"bad\n")
    with pytest.raises(InputError) as caught, LocalCopies(Fields()) as copies:
        texts_of(Rows(copies.local(["memory://a.jsonl"])))
    assert str(caught.value).startswith("memory://a.jsonl, line 3, byte ")


def test_the_command_reads_and_writes_urls(memory: Any, capsys: pytest.CaptureFixture[str]) -> None:
    memory.pipe("/in/a.jsonl", ROWS)
    memory.pipe("/in/README.md", b"About the rows.")
    assert command(["memory://in/a.jsonl", "-o", "memory://out/b.jsonl"], standalone_mode=False) == 0
    assert memory.cat("/out/b.jsonl") == KEPT
    assert capsys.readouterr().err.startswith("dedup: warning: 50.0% removed")
    assert command(["memory://in/a.jsonl", "-o", "memory://new/"], standalone_mode=False) == 0
    assert memory.cat("/new/a.jsonl") == KEPT


def test_an_output_that_would_replace_something_is_refused(memory: Any) -> None:
    memory.pipe("/in/a.jsonl", ROWS)
    run = partial(command, standalone_mode=False)
    with pytest.raises(OutputError, match="not empty; give a new or empty folder"):
        run(["memory://in/a.jsonl", "-o", "memory://in/"])
    with pytest.raises(ValueError, match="output must be a file that is not an input"):
        run(["memory://in/a.jsonl", "-o", "memory://in/a.jsonl"])
    with pytest.raises(ValueError, match="output must be a file that ends in"):
        run(["memory://in/a.jsonl", "-o", "memory://out.txt"])
    assert memory.cat("/in/a.jsonl") == ROWS


def test_nothing_is_sent_that_is_not_complete(memory: Any) -> None:
    with suppress(ZeroDivisionError), Outbox("memory://out.jsonl", ".jsonl") as outbox:
        Path(outbox.path).write_bytes(ROWS)
        raise ZeroDivisionError
    assert not memory.exists("/out.jsonl")
    assert not os.path.exists(outbox.path)


def test_what_cannot_be_sent_is_named(memory: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise PermissionError(13, "Access Denied")

    monkeypatch.setattr(type(memory), "put_file", refuse)
    (tmp_path / "rows.jsonl").write_bytes(ROWS)
    with pytest.raises(OutputError, match=r"^memory://out\.jsonl: Access Denied$"):
        send(str(tmp_path / "rows.jsonl"), "memory://out.jsonl")


def test_a_folder_is_sent_with_all_in_it(memory: Any, tmp_path: Path) -> None:
    (tmp_path / "out" / "deep").mkdir(parents=True)
    (tmp_path / "out" / "a.jsonl").write_bytes(ROWS)
    (tmp_path / "out" / "deep" / "b.jsonl").write_bytes(KEPT)
    send(str(tmp_path / "out"), "memory://new/")
    assert {path: memory.cat(path) for path in memory.find("/new")} == {"/new/a.jsonl": ROWS, "/new/deep/b.jsonl": KEPT}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """The address of a web server for the files in `tmp_path`."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *arguments: object) -> None:
            pass

    web = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    thread = Thread(target=web.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{web.server_port}"
    web.shutdown()
    thread.join()
    web.server_close()


def test_files_of_a_web_server_are_read(tmp_path: Path, server: str) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(ROWS))
    url = f"{server}/a.jsonl.gz?key=1"
    assert gzip.decompress(b"".join(remote_blocks(url))) == ROWS
    assert names(url) == [(url, "a.jsonl.gz")]
    with pytest.raises(InputError, match=r"^http://127.0.0.1:\d+/gone.jsonl: no such file$"):
        [*remote_blocks(f"{server}/gone.jsonl")]


def test_a_server_that_is_not_there_is_named() -> None:
    with pytest.raises(InputError, match=r"^http://127.0.0.1:9/a.jsonl: (Connect call failed|Cannot connect)"):
        [*remote_blocks("http://127.0.0.1:9/a.jsonl")]


def test_a_protocol_that_is_not_known_or_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match=r"^xyz://a: Protocol not known: xyz$"):
        remote_files("xyz://a")
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(MissingPackageError, match=r"^s3://bucket/a.jsonl: Install s3fs to access S3"):
        remote_files("s3://bucket/a.jsonl")
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(MissingPackageError, match=r"^s3://a: .* needs fsspec: pip install 'dedup-spans\[remote\]'$"):
        remote_files("s3://a")


@pytest.mark.slow
def test_local_urls_through_the_program(tmp_path: Path) -> None:
    import subprocess

    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_bytes(ROWS)
    arguments = [f"file://{tmp_path}/in", "-o", f"file://{tmp_path}/out/", "--report", "report.jsonl"]
    done = subprocess.run(
        [sys.executable, "-m", "dedup", "corpus", *arguments], cwd=tmp_path, capture_output=True, check=True
    )
    assert b"1 of 2 documents removed" in done.stderr
    assert (tmp_path / "out" / "a.jsonl").read_bytes() == KEPT
    assert f'"id": "file://{tmp_path}/in/a.jsonl:2"' in (tmp_path / "report.jsonl").read_text()
