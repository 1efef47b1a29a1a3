"""Options from pyproject.toml."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import DOUBLED, STORY, Run


def configure(folder: Path, lines: str) -> None:
    (folder / "pyproject.toml").write_text(f"[tool.dedup.collapse]\n{lines}\n", "utf-8")


def test_a_file_sets_options_and_the_command_line_has_the_last_word(run: Run, page: Path) -> None:
    configure(page.parent, "min-letters = 5000")
    assert run("collapse", "page.txt").stdout.decode() == DOUBLED
    assert run("collapse", "--min-letters", "60", "page.txt").stdout.decode() == STORY
    assert run("collapse", "--config", "none", "page.txt").stdout.decode() == STORY
    assert b"0 copies" in run("explain", "page.txt").stderr


def test_the_nearest_file_with_the_table_counts(run: Run, page: Path) -> None:
    configure(page.parent, 'keep = "last"\nmin_letters = 5000')
    inner = page.parent / "inner"
    inner.mkdir()
    page.rename(inner / "page.txt")
    (inner / "pyproject.toml").write_text('[project]\nname = "dedup-notes"\n')
    assert run("collapse", "page.txt", cwd_below="inner").stdout.decode() == DOUBLED
    configure(inner, "min-letters = 60")
    assert run("collapse", "page.txt", cwd_below="inner").stdout.decode() == STORY


def test_lists_are_lists(run: Run, page: Path) -> None:
    page.with_name("other.md").write_text(DOUBLED, "utf-8")
    configure(page.parent, 'exclude = ["*.toml", "*.md"]\nno-protect = ["list", "table"]\nquiet = true')
    done = run("collapse", "--list", ".")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"./page.txt:6: repeats lines 1-5 (exact)\n", b"")


def test_a_file_can_be_named(run: Run, page: Path) -> None:
    configure(page.parent, "min-letters = 5000")
    page.with_name("pyproject.toml").rename(page.with_name("other.toml"))
    assert run("collapse", "page.txt").stdout.decode() == STORY
    assert run("collapse", "--config", "other.toml", "page.txt").stdout.decode() == DOUBLED


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ('output = "x"', "[tool.dedup.collapse] cannot set 'output'; it can set identity, min-letters, "),
        ("in-place = true", "cannot set 'in-place'"),
        ('identity = "much"', "Invalid value for '--identity': 'much' is not a valid float"),
        ("identity", "pyproject.toml: Expected"),
    ],
)
def test_a_wrong_file_is_named(run: Run, page: Path, lines: str, message: str) -> None:
    configure(page.parent, lines)
    done = run("collapse", "--in-place", "page.txt")
    assert done.returncode == 2
    assert message in done.stderr.decode()
    assert page.read_text("utf-8") == DOUBLED


def test_a_missing_file_is_named(run: Run, page: Path) -> None:
    done = run("collapse", "--config", "missing.toml", "page.txt")
    assert done.returncode == 2
    assert b"--config: missing.toml: No such file or directory" in done.stderr
