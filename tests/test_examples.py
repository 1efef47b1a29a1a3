"""Every example writes what is shown for it, and stands in the list of examples."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.example_outputs import EXAMPLES, SCRIPTS, expected_file, run


@pytest.mark.slow
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_example_writes_what_is_shown(script: Path) -> None:
    done = run(script)
    assert done.stderr == ""
    assert done.returncode == 0
    assert done.stdout == expected_file(script).read_text("utf-8")


def test_every_expected_file_has_its_example() -> None:
    assert {*(EXAMPLES / "expected").iterdir()} == {*map(expected_file, SCRIPTS)}


def test_every_example_is_listed_and_short() -> None:
    readme = (EXAMPLES / "README.md").read_text("utf-8")
    for script in SCRIPTS:
        assert f"]({script.name})" in readme
        assert len(script.read_text("utf-8").splitlines()) <= 35, script
