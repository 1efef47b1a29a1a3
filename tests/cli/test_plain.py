"""What the command reads without click: the same as click reads, with the same output and exit code."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path
from unittest.mock import patch

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.cli.plain import FLAGS, SETTINGS, plain_run
from dedup.cli.text import collapse_command
from dedup.cli.text.collapse_files import Job, collapse_files
from tests.cli.conftest import DOUBLED


def plain_job(arguments: list[str]) -> Job | None:
    """What is done without click; None if that is nothing."""
    run = plain_run(arguments)
    if run is None:
        return None
    assert isinstance(run, partial)
    assert run.func is collapse_files
    (job,) = run.args
    return job


def click_job(arguments: list[str]) -> Job | None:
    """What click has done; None if it prints help or an error."""
    with patch.object(collapse_command, "collapse_files", return_value=0) as called:
        try:
            collapse_command.command.main(arguments, standalone_mode=False)
        except (click.ClickException, ValueError):  # of an option, or of its value
            return None
    return called.call_args.args[0] if called.called else None


PLAIN = [
    "",
    "page.txt",
    "-",
    "page.txt --quiet",
    "--quiet --check page.txt --diff other.txt -",
    "--check",
    "--keep last --min-letters 100 page.txt --identity .9",
    "--keep=first --min-letters=100 --identity=1",
    "--keep first --keep last --quiet --quiet",
    "page.txt=1 --min-letters 1_0",
]
LEFT_TO_CLICK = [
    "--help",
    "page.txt other.txt",
    "page.txt other.txt --quiet",
    "--identity 1.5 page.txt",
    "--identity nan",
    "--min-letters many page.txt",
    "page.txt --min-letters",
    "--min-letters= 100",
    "--keep newest",
    "--keep",
    "--tidy page.txt",
    "-q page.txt",
    "--check=yes page.txt",
    "--quiet -- page.txt",
    "--protect none page.txt",
    "--encoding latin-1 latin-1.txt",
]


@pytest.mark.parametrize("line", PLAIN)
def test_plain_forms_need_no_click(line: str) -> None:
    job = plain_job(line.split())
    assert job is not None
    assert job == click_job(line.split())


@pytest.mark.parametrize("line", LEFT_TO_CLICK)
def test_everything_else_is_left_to_click(line: str) -> None:
    assert plain_job(line.split()) is None


WORDS = [
    *("page.txt", "-", "--", "", "-q", "--help", "--quie", "--tidy", "--encoding", "--errors=strict"),
    *(f"{flag}{end}" for flag in FLAGS for end in ("", "=")),
    *(f"{option}{end}" for option in SETTINGS for end in ("", "=", "=1", "=last")),
    *("0", "1", "0.7", "100", "-1", "last", "newest", "nan", " 1 "),
]


@given(st.lists(st.sampled_from(WORDS), max_size=6))
def test_what_is_read_without_click_is_what_click_reads(arguments: list[str]) -> None:
    job = plain_job(arguments)
    assert job is None or job == click_job(arguments)


FILES = [
    "other.txt",
    "missing.txt",
    "missing.txt page.txt --check",
    "folder",
    "rows.jsonl",
    "latin-1.txt",
    "utf-16.txt",
]

BY_CLICK = "from dedup.cli.commands import commands; commands(prog_name='dedup')"


@pytest.mark.slow
@pytest.mark.parametrize("line", [*PLAIN, *LEFT_TO_CLICK, *FILES])
def test_a_run_without_click_ends_like_one_with_it(page: Path, line: str) -> None:
    (page.parent / "folder").mkdir()
    (page.parent / "rows.jsonl").write_text("{}\n")
    (page.parent / "other.txt").write_text("No sentence of this text is in it twice.\n")
    (page.parent / "latin-1.txt").write_bytes("Grüße".encode("latin-1"))
    (page.parent / "utf-16.txt").write_bytes("Nothing marks its encoding.".encode("utf-16-le"))
    ends = [
        subprocess.run(
            [sys.executable, *program, "collapse", *line.split()],
            input=DOUBLED.encode(),
            cwd=page.parent,
            capture_output=True,
            check=False,
        )
        for program in (("-m", "dedup"), ("-c", BY_CLICK))
    ]
    plain, by_click = ((end.returncode, end.stdout, end.stderr) for end in ends)
    assert plain == by_click
