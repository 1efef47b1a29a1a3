"""Readers that go away, disks that are full, and keys that are pressed: no traceback, nothing half written."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import DOUBLED, Run


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


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_the_run_without_a_traceback(tmp_path: Path, number: int, code: int) -> None:
    os.mkfifo(tmp_path / "pipe")
    command = [sys.executable, "-m", "dedup", "collapse", "pipe"]
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE)
    with open(tmp_path / "pipe", "wb"):  # waits until the program has opened it to read
        process.send_signal(number)
        _, stderr = process.communicate()
    assert process.returncode == code
    assert stderr == b""
