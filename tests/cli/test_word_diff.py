"""`--word-diff` and `--color`: the words in which a copy differs, marked."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import DOUBLED, STORY, Run
from tests.cli.terminal import written_to_terminal

CHANGED = STORY + "\n" + STORY.replace("hours of argument", "hours of long argument")
READING = "On {} May the water of the river stood at {} centimetres at the gauge below the bridge at noon.\n\n"


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    path = tmp_path / "changed.txt"
    path.write_text(CHANGED, "utf-8")
    return path


def test_the_words_that_differ_are_marked_and_equal_lines_left_out(run: Run, changed: Path) -> None:
    done = run("collapse", "--word-diff", "changed.txt")
    assert done.stdout.decode().splitlines() == [
        "changed.txt: [389, 781), lines 7-11 repeats [0, 387), lines 1-5, identity 0.987",
        "  The council met on Monday evening to vote on the new bridge across the river.",
        "  After two hours of [-long-] argument eleven members were in favour and four against it.",
        "  Work will begin in the spring, once the ice has gone from the upper valley.",
        "  The mayor said that no house would have to make way for the road to the bridge.",
        "  Those who live on the far bank have asked for a crossing for thirty years.",
        "",
    ]
    assert changed.read_text("utf-8") == CHANGED


def test_of_a_copy_that_is_equal_the_ends_are_shown(run: Run, page: Path) -> None:
    lines = run("collapse", "--word-diff", "page.txt").stdout.decode().splitlines()
    assert lines[2] == "  ... 3 equal lines ..."


def test_what_was_spared_is_shown_with_its_words(run: Run, tmp_path: Path) -> None:
    (tmp_path / "readings.txt").write_text(READING.format(4, 212) + READING.format(5, 208), "utf-8")
    assert run("collapse", "--word-diff", "readings.txt").stdout == b""
    lines = run("collapse", "--word-diff", "--show", "spared", "readings.txt").stdout.decode().splitlines()
    assert " spared (numbers, --no-protect numbers), repeats " in lines[0]
    assert lines[1].startswith("  On [-5-]{+4+} May the water of the river stood at [-208-]{+212+} centimetres")


def test_what_a_terminal_obeys_is_not_printed(run: Run, page: Path) -> None:
    page.write_text(DOUBLED.replace("council", "coun\x1b[31m\u202ecil"), "utf-8")
    written = run("collapse", "--word-diff", "page.txt").stdout.decode()
    assert "\x1b" not in written
    assert "\u202e" not in written


@pytest.mark.parametrize("view", ["--diff", "--word-diff"])
def test_colors_are_for_terminals_unless_asked_for(run: Run, changed: Path, view: str) -> None:
    assert b"\x1b[31m" not in run("collapse", view, "changed.txt").stdout
    assert b"\x1b[31m" in run("collapse", view, "--color", "always", "changed.txt").stdout
    assert b"\x1b[31m" in on_a_terminal(changed, view)
    assert b"\x1b[31m" not in on_a_terminal(changed, view, "--color", "never")
    assert b"\x1b[31m" not in on_a_terminal(changed, view, NO_COLOR="1")
    assert b"\x1b[31m" not in on_a_terminal(changed, view, TERM="dumb")


def on_a_terminal(path: Path, *arguments: str, **environment: str) -> bytes:
    """What `dedup collapse` writes to a terminal."""
    command = [sys.executable, "-m", "dedup", "collapse", *arguments, "--quiet", path.name]
    clean = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    environment = clean | {"TERM": "xterm"} | environment
    return written_to_terminal(command, "stdout", cwd=path.parent, env=environment, check=True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--diff", "--word-diff"), "--diff cannot be combined with --word-diff"),
        (("--word-diff", "--list"), "--word-diff cannot be combined with --list"),
        (("--diff", "--format", "json"), "--diff cannot be combined with --list"),
        (("--diff", "--show", "all"), "it can be combined with --show spared only"),
        (("--word-diff", "--in-place"), "--word-diff changes no file"),
    ],
)
def test_one_view_at_a_time(run: Run, page: Path, arguments: tuple[str, ...], message: str) -> None:
    done = run("collapse", *arguments, "page.txt")
    assert done.returncode == 2
    assert message in done.stderr.decode()
