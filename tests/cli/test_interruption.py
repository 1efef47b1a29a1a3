"""Readers that go away, disks that are full, and keys that are pressed: no traceback, nothing half written."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import DOUBLED, Run

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _signals_are_heard() -> Iterator[None]:
    """A run started here hears the signals that pytest was told to ignore, as `nohup` and background jobs are."""
    known = signal.SIGINT, signal.SIGTERM, signal.SIGHUP
    ignored = [number for number in known if signal.getsignal(number) == signal.SIG_IGN]
    for number in ignored:
        signal.signal(number, signal.SIG_DFL)
    yield
    for number in ignored:
        signal.signal(number, signal.SIG_IGN)


#: What Ctrl-C is answered with, as long as it is true.
INTERRUPTED = b"dedup: interrupted; nothing was written\n"


@pytest.mark.parametrize("arguments", [("collapse",), ("collapse", "--diff"), ("--version",)])
def test_a_closed_pipe_ends_quietly(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "dedup", *arguments]
    done = subprocess.run(command, input=DOUBLED.encode(), stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


def test_messages_nobody_reads_do_not_stop_the_work(tmp_path: Path, page: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "dedup", "collapse", "--in-place", "page.txt"]
    done = subprocess.run(command, cwd=tmp_path, stderr=writer, check=False)
    os.close(writer)
    assert done.returncode == 0
    assert page.read_text("utf-8") != DOUBLED


def test_a_full_disk_under_stdout_is_an_error(tmp_path: Path) -> None:
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-m", "dedup", "collapse"]
        done = subprocess.run(command, input=b"text", stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 3
    assert done.stderr.decode().startswith("dedup: standard output: No space left on device")


def allow_small_files_only() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))


def test_a_full_disk_leaves_the_old_file_and_nothing_else(run: Run, page: Path) -> None:
    done = run("collapse", "--in-place", "page.txt", preexec_fn=allow_small_files_only)
    assert done.returncode == 3
    assert done.stderr.decode() == "dedup: page.txt: File too large\n"
    assert page.read_text("utf-8") == DOUBLED
    assert os.listdir(page.parent) == ["page.txt"]


def test_a_full_disk_under_the_report_leaves_the_old_files(run: Run, page: Path) -> None:
    arguments = ("collapse", "--in-place", "--report", "report.jsonl", "page.txt", "page.txt")
    done = run(*arguments, preexec_fn=allow_small_files_only)
    assert done.returncode == 3
    assert done.stderr.decode() == "dedup: report.jsonl: File too large\n"
    assert page.read_text("utf-8") == DOUBLED


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_the_run_without_a_traceback(tmp_path: Path, number: int, code: int) -> None:
    os.mkfifo(tmp_path / "pipe")
    command = [sys.executable, "-m", "dedup", "collapse", "pipe"]
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE)
    with open(tmp_path / "pipe", "wb"):  # waits until the program has opened it to read
        process.send_signal(number)
        _, stderr = process.communicate()
    assert process.returncode == code
    assert stderr == (INTERRUPTED if number == signal.SIGINT else b"")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_that_is_to_be_ignored_is_ignored(tmp_path: Path, number: int) -> None:
    os.mkfifo(tmp_path / "pipe")
    command = [sys.executable, "-m", "dedup", "collapse", "pipe", "--quiet"]
    process = subprocess.Popen(
        command,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(number, signal.SIG_IGN),  # as `nohup` does
    )
    with open(tmp_path / "pipe", "wb") as pipe:
        process.send_signal(number)
        pipe.write(b"text")
    assert process.communicate() == (b"text", b"")
    assert process.returncode == 0


#: The command, which gets signals as it begins to write, more of them as it cleans up, and others as it ends.
SIGNALLED = """
import atexit, os, shutil, signal
from dedup.cli.main import run
from dedup.io.staged import Staged

first, second = (getattr(signal, name) for name in os.environ["SIGNALS"].split())
remove = shutil.rmtree

def send(number):
    if number == second or not sent:
        sent.append(number)
        os.kill(os.getpid(), number)

def remove_under_fire(*arguments, **options):
    send(second)
    remove(*arguments, **options)
    send(second)

def open_under_fire(*arguments):
    file = open_staged(*arguments)
    send(first)
    return file

sent = []
open_staged, Staged.open = Staged.open, open_under_fire
shutil.rmtree = remove_under_fire
atexit.register(send, second)
run()
"""


@pytest.mark.parametrize("second", ["SIGINT", "SIGTERM", "SIGHUP"])
@pytest.mark.parametrize(("first", "code"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
def test_further_signals_do_not_disturb_the_cleaning_up(tmp_path: Path, first: str, second: str, code: int) -> None:
    (tmp_path / "in.jsonl").write_text('{"text":"one"}\n')
    (tmp_path / "temporary").mkdir()
    command = [sys.executable, "-c", SIGNALLED, "corpus", "in.jsonl", "-o", "out.jsonl"]
    environment = os.environ | {"SIGNALS": f"{first} {second}", "TMPDIR": str(tmp_path / "temporary")}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (code, INTERRUPTED if first == "SIGINT" else b"")
    assert sorted(os.listdir(tmp_path)) == ["in.jsonl", "temporary"]
    assert os.listdir(tmp_path / "temporary") == []


def test_a_signal_after_the_work_changes_nothing(tmp_path: Path) -> None:
    program = """
import atexit, os, signal
from dedup.cli.main import run
for name in ("SIGINT", "SIGTERM", "SIGHUP"):
    atexit.register(os.kill, os.getpid(), getattr(signal, name))
run()
"""
    command = [sys.executable, "-c", program, "collapse"]
    done = subprocess.run(command, input=b"text", capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, b"text")
    assert b"Traceback" not in done.stderr


def test_a_signal_where_no_exception_can_pass_is_not_lost(tmp_path: Path) -> None:
    program = """
import os, signal
from dedup.cli.main import run
from dedup.io.staged import Staged

class Lost:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGTERM)

def open_and_wait(*arguments):
    Lost()
    signal.pause()

Staged.open = open_and_wait
run()
"""
    (tmp_path / "in.jsonl").write_text('{"text":"one"}\n')
    command = [sys.executable, "-c", program, "corpus", "in.jsonl", "-o", "out.jsonl"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (143, b"")


#: The command, killed when a file is about to get its name.
KILLED = """
import os, signal
from dedup.cli.main import run
from dedup.io.private_folder import PrivateFolder

PrivateFolder.publish = lambda *arguments: os.kill(os.getpid(), signal.SIGKILL)
run()
"""


@pytest.mark.parametrize(
    ("arguments", "left", "done"),
    [
        (("collapse", "--in-place", "page.txt"), 1, {"page.txt"}),
        (("corpus", "page.txt", "-o", "out/", "--report", "report.jsonl"), 2, {"page.txt", "out", "report.jsonl"}),
    ],
)
def test_what_a_killed_run_left_goes_with_the_next(
    run: Run, tmp_path: Path, page: Path, arguments: tuple[str, ...], left: int, done: set[str]
) -> None:
    environment = os.environ | {"TMPDIR": str(tmp_path / "temporary")}
    (tmp_path / "temporary").mkdir()
    command = [sys.executable, "-c", KILLED, *arguments]
    killed = subprocess.run(command, cwd=tmp_path, env=environment, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert len([name for name in os.listdir(tmp_path) if name.startswith(".dedup-")]) == left
    assert page.read_text("utf-8") == DOUBLED
    assert len(os.listdir(tmp_path / "temporary")) == (arguments[0] == "corpus")
    assert run(*arguments, env=environment).returncode == 0
    assert set(os.listdir(tmp_path)) == done | {"temporary"}
    assert os.listdir(tmp_path / "temporary") == []
