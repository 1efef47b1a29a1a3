"""What `dedup corpus` writes, and where: nothing over anything that matters, all of it or nothing."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from .conftest import STORY, Run
from .test_corpus import rows_of, words, write_rows

pytestmark = pytest.mark.slow

BAD_ROW = b'{"id": 7}\n'

#: The command, killed when so many files have got their names.
KILLED = """
import os, signal
from dedup.cli.main import run
from dedup.io.private_folder import PrivateFolder

named, publish = 0, PrivateFolder.publish

def publish_and_die(*arguments):
    global named
    publish(*arguments)
    named += 1
    if named == int(os.environ["NAMED"]):
        os.kill(os.getpid(), signal.SIGKILL)

PrivateFolder.publish = publish_and_die
run()
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Rows, two of them alike and one bad."""
    path = tmp_path / "in.jsonl"
    write_rows(path, [*map(words, range(6)), words(1)])
    path.write_bytes(path.read_bytes() + BAD_ROW)
    return path


SKIP = ("corpus", "in.jsonl", "--on-error", "skip")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "out.jsonl", "--report", "./out.jsonl"], "--report must be a path other than output"),
        (["-o", "out.jsonl", "--rejects", "out.jsonl"], "--rejects must be a path other than output"),
        (["-o", "out.jsonl", "--rejects", "r", "--report", "r"], "--rejects must be a path other than --report"),
        (["-o", "o", "--report", "o.jsonl"], "output must be a file that ends in .jsonl, or as another"),
        (["-o", "new/", "--report", "new/r.jsonl"], "--report must be a path other than output and outside of it"),
        (["-o", "new/", "--rejects", "new/r.jsonl"], "--rejects must be a path other than output"),
        (["-o", "new/", "--work", "new"], "--work must be a path other than output"),
        (["-o", "link.jsonl", "--report", "real.jsonl"], "--report must be a path other than output"),
        (["-o", "out.jsonl", "--report", "in.jsonl"], "--report must be a file that is not an input"),
        (["-o", "out.jsonl", "--rejects", "in.jsonl"], "--rejects must be a file that is not an input"),
        (["-o", "out.jsonl", "--reference", "old.jsonl", "--report", "old.jsonl"], "a file that is not an input"),
        (["-o", "."], "output must be a new or empty folder"),
        (["-o", "out.jsonl", "--text", "id", "--id", "id"], "--id and --text must be different fields"),
        (["-o", "out.jsonl", "--text", 'a"b'], "a field must be a name without quotes"),
        (["-o", "out.jsonl", "--id", "a\\b"], "a field must be a name without quotes"),
    ],
)
def test_what_would_be_lost_is_wrong_usage(
    run: Run, tmp_path: Path, source: Path, arguments: list[str], said: str
) -> None:
    (tmp_path / "old.jsonl").write_bytes(source.read_bytes())
    (tmp_path / "link.jsonl").symlink_to("real.jsonl")
    before = sorted(os.listdir(tmp_path)), source.read_bytes()
    done = run(*SKIP, *arguments)
    assert (done.returncode, said in done.stderr.decode()) == (2, True), done.stderr
    assert (sorted(os.listdir(tmp_path)), source.read_bytes()) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "no/out.jsonl"], "no/out.jsonl: its folder does not exist"),
        (["-o", "no/out/"], "no/out/: its folder does not exist"),
        (["-o", "out.jsonl", "--report", "no/r.jsonl"], "no/r.jsonl: its folder does not exist"),
        (["-o", "out.jsonl", "--rejects", "no/r.jsonl"], "no/r.jsonl: its folder does not exist"),
        (["-o", "out.jsonl", "--rejects", "/dev/null"], "/dev/null: not a regular file; cannot be replaced"),
    ],
)
def test_what_cannot_be_written_is_known_before_work_begins(
    run: Run, tmp_path: Path, source: Path, arguments: list[str], said: str
) -> None:
    done = run(*SKIP, *arguments, "--work", "work")
    assert (done.returncode, done.stderr.decode()) == (3, f"dedup: {said}\n")
    assert os.listdir(tmp_path) == ["in.jsonl"]


def test_the_folder_the_command_runs_in_is_not_replaced(run: Run, tmp_path: Path, source: Path) -> None:
    (tmp_path / "empty").mkdir()
    command = [sys.executable, "-m", "dedup", "corpus", "../in.jsonl", "--on-error", "skip", "-o", "."]
    done = subprocess.run(command, cwd=tmp_path / "empty", capture_output=True, check=False)
    assert (done.returncode, b"a folder other than the working directory" in done.stderr) == (2, True)


def test_a_link_to_an_empty_folder_leads_to_the_folder_that_is_written(run: Run, tmp_path: Path, source: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to("empty")
    assert run(*SKIP, "-o", "link").returncode == 0
    assert (tmp_path / "link").is_symlink()
    assert len(rows_of(tmp_path / "empty" / "in.jsonl")) == 6


def test_files_that_exist_are_replaced_with_their_permissions(run: Run, tmp_path: Path, source: Path) -> None:
    names = ("out.jsonl", "report.jsonl", "rejects.jsonl")
    for name in names:
        (tmp_path / name).write_text("old")
        (tmp_path / name).chmod(0o600)
    done = run(*SKIP, "-o", names[0], "--report", names[1], "--rejects", names[2])
    assert done.returncode == 0, done.stderr
    assert [len(rows_of(tmp_path / name)) for name in names] == [6, 1, 1]
    assert {(tmp_path / name).stat().st_mode & 0o777 for name in names} == {0o600}


@pytest.mark.parametrize(
    ("umask", "mode", "reference", "old", "new"),
    [
        (0o000, 0o644, 0o644, None, 0o644),
        (0o077, 0o644, 0o644, None, 0o600),
        (0o022, 0o600, 0o644, None, 0o600),
        (0o022, 0o644, 0o600, None, 0o600),
        (0o022, 0o640, 0o644, None, 0o640),
        (0o022, 0o444, 0o444, None, 0o644),
        (0o022, 0o600, 0o644, 0o644, 0o600),
        (0o022, 0o644, 0o644, 0o640, 0o640),
    ],
)
def test_the_output_is_as_private_as_the_most_private_input(
    run: Run, tmp_path: Path, source: Path, umask: int, mode: int, reference: int, old: int | None, new: int
) -> None:
    write_rows(tmp_path / "old.jsonl", [words(7)])
    source.chmod(mode)
    (tmp_path / "old.jsonl").chmod(reference)
    if old is not None:
        (tmp_path / "out.jsonl").touch()
        (tmp_path / "out.jsonl").chmod(old)
    done = run(*SKIP, "--reference", "old.jsonl", "-o", "out.jsonl", umask=umask)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out.jsonl").stat().st_mode & 0o777 == new


@pytest.mark.parametrize(
    ("mode", "folder", "file"), [(0o644, 0o755, 0o644), (0o640, 0o750, 0o640), (0o600, 0o700, 0o600)]
)
def test_so_is_a_folder_with_all_in_it(
    run: Run, tmp_path: Path, source: Path, mode: int, folder: int, file: int
) -> None:
    source.chmod(mode)
    assert run(*SKIP, "-o", "out/", umask=0o022).returncode == 0
    assert (tmp_path / "out").stat().st_mode & 0o777 == folder
    assert (tmp_path / "out" / "in.jsonl").stat().st_mode & 0o777 == file


@pytest.mark.parametrize("options", [["corpus", "--containment", "0.8"], ["blocks"]])
def test_what_tells_of_texts_is_for_its_owner_alone(run: Run, tmp_path: Path, source: Path, options: list[str]) -> None:
    (tmp_path / "report.jsonl").touch(0o644)
    arguments = [*options, *SKIP[1:], "-o", "out.jsonl", "--report", "report.jsonl", "--work", "work"]
    assert run(*arguments, umask=0).returncode == 0
    private = ["report.jsonl", "out.jsonl.rejects.jsonl", *(f"work/{name}" for name in os.listdir(tmp_path / "work"))]
    assert len(private) > 4
    assert {name for name in private if (tmp_path / name).stat().st_mode & 0o777 != 0o600} == set()
    assert (tmp_path / "work").stat().st_mode & 0o777 == 0o700


def test_rejects_are_those_of_this_run(run: Run, tmp_path: Path, source: Path) -> None:
    assert run(*SKIP, "-o", "out.jsonl").returncode == 0
    assert len(rows_of(tmp_path / "out.jsonl.rejects.jsonl")) == 1
    source.write_bytes(source.read_bytes().removesuffix(BAD_ROW))
    assert run(*SKIP, "-o", "out.jsonl").returncode == 0
    assert rows_of(tmp_path / "out.jsonl.rejects.jsonl") == []


@pytest.mark.parametrize(("output", "last"), [("out.jsonl", 3), ("out/", 2)])
def test_a_run_that_was_killed_between_two_names_goes_on(
    run: Run, tmp_path: Path, source: Path, output: str, last: int
) -> None:
    arguments = [*SKIP, "-o", output, "--report", "report.jsonl", "--work", "work"]
    for named in range(1, last + 1):
        environment = os.environ | {"NAMED": str(named)}
        command = [sys.executable, "-c", KILLED, *arguments]
        assert subprocess.run(command, cwd=tmp_path, env=environment, check=False).returncode == -signal.SIGKILL
        assert (tmp_path / output).exists() == (named == 3)
    assert run(*arguments).returncode == 0
    assert len(rows_of(tmp_path / "report.jsonl")) == 1
    assert len(rows_of(tmp_path / ("out.jsonl" if last == 3 else "out/in.jsonl"))) == 6


def allow_small_files_only(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("output", [f"out.jsonl{suffix}" for suffix in ("", ".zst", ".gz", ".bz2", ".xz")] + ["out/"])
def test_a_full_disk_is_said_of_the_file_and_leaves_nothing(run: Run, tmp_path: Path, output: str) -> None:
    write_rows(tmp_path / "in.jsonl", [words(number) for number in range(300)])
    environment = os.environ | {
        "PYTHONDEVMODE": "1"
    }  # which tells of errors in destructors, as Python 3.13 always does
    limit = partial(allow_small_files_only, 20_000)
    done = run("corpus", "in.jsonl", "-o", output, env=environment, preexec_fn=limit)
    shown = "out/in.jsonl" if output == "out/" else output
    assert (done.returncode, done.stderr.decode()) == (3, f"dedup: {shown}: File too large\n")
    assert os.listdir(tmp_path) == ["in.jsonl"]


@pytest.mark.parametrize("size", [100, 3000])
def test_a_full_disk_under_a_work_directory_is_said_and_the_run_goes_on(run: Run, tmp_path: Path, size: int) -> None:
    write_rows(tmp_path / "in.jsonl", [words(number % 200) for number in range(300)])
    command = ("corpus", "in.jsonl", "-o", "out.jsonl", "--work", "work")
    done = run(*command, preexec_fn=partial(allow_small_files_only, size))
    file, said = done.stderr.decode().removeprefix("dedup: ").split(": ", 1)
    assert (done.returncode, file.startswith("work/")) == (3, True)
    assert said == "File too large; free some space and run the same command again to resume\n"
    assert run(*command).returncode == 0
    assert len(rows_of(tmp_path / "out.jsonl")) == 200


def test_a_full_disk_under_temporary_files_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "temporary").mkdir()
    write_rows(tmp_path / "in.jsonl", [words(number % 200) + " more" * (number // 200) for number in range(300)])
    environment = os.environ | {"TMPDIR": str(tmp_path / "temporary")}
    limit = partial(allow_small_files_only, 3000)
    done = run("corpus", "in.jsonl", "-o", "out.jsonl", env=environment, preexec_fn=limit)
    file, said = done.stderr.decode().removeprefix("dedup: ").split(": ", 1)
    assert (done.returncode, file.startswith(f"{tmp_path}/temporary/dedup-")) == (3, True)
    assert said == "File too large; free some space, or set TMPDIR or --work to a larger disk\n"
    assert os.listdir(tmp_path / "temporary") == []


def test_a_pipe_is_no_input(run: Run, tmp_path: Path) -> None:
    done = run("corpus", "/dev/stdin", "-o", "out", stdin=STORY.encode())
    assert done.returncode == 3
    assert (
        done.stderr == b"dedup: /dev/stdin: not a regular file; files are read more than once (`-` is standard input)\n"
    )
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("name", [b"bad\xff.jsonl", b"bad\xff.csv"])
def test_rows_of_a_file_that_is_not_named_in_unicode_can_be_annotated(run: Run, tmp_path: Path, name: bytes) -> None:
    path, out = tmp_path / os.fsdecode(name), tmp_path / f"out{os.fsdecode(name)[4:]}"
    text = words(1)
    path.write_text(f'{{"text":"{text}"}}\n' * 2 if b"json" in name else f"text,n\n{text},1\n{text},2\n")
    done = run("corpus", path.name, "-o", out.name, "--annotate")
    assert done.returncode == 0, done.stderr
    assert "\\udcff" in out.read_text("utf-8")
