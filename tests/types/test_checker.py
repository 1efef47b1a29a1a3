"""What a type checker says: the examples that documents show are right, and natural mistakes are wrong."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.test_docs import ROOT, SHOWN, blocks

pytestmark = pytest.mark.slow

#: A call, and a part of what mypy says of it.
MISUSES = {
    'dedup.colapse("text")': 'Module has no attribute "colapse"; maybe "collapse"?',
    "dedup.collapse(None)": 'incompatible type "None"; expected "str"',
    'dedup.collapse(b"text")': 'incompatible type "bytes"; expected "str"',
    'dedup.collapse("text", keep="newest")': """incompatible type "Literal['newest']\"""",
    'dedup.collapse("text", identity="0.8")': 'incompatible type "str"; expected "float"',
    'dedup.collapse("text", protect={"number"})': "incompatible type",
    'dedup.collapse("text", protect="numbers")': "incompatible type",
    'dedup.collapse("text").removals[0].jaccard': '"Removal" has no attribute "jaccard"',
    'dedup.collapse("text").removed': '"Collapsed" has no attribute "removed"',
    'dedup.collapse("text").text = ""': 'Property "text" defined in "Collapsed" is read-only',
    'dedup.collapse("text").removals[0].kind == "Exact"': "Non-overlapping equality check",
    'dedup.compare("text")': 'Missing positional argument "b"',
    'dedup.compare("a", "b").similarity': '"Comparison" has no attribute "similarity"',
    "dedup.deduplicate(5)": 'incompatible type "int"',
    'dedup.deduplicate(["text"], threshold=0.8)': 'Unexpected keyword argument "threshold"',
    'dedup.deduplicate(["text"], unit="block")': 'Unexpected keyword argument "unit"',
    'dedup.deduplicate(["text"], copies=0)': 'Unexpected keyword argument "copies"',
    'dedup.deduplicate(["text"]).removals[0].removed': '"RemovedDocument" has no attribute "removed"',
    'dedup.deduplicate(["text"], protect=["form"])': "incompatible type \"Literal['form']\"",
    'dedup.deduplicate_blocks(["text"], jaccard=0.8)': 'Unexpected keyword argument "jaccard"',
    'dedup.deduplicate_blocks(["text"], copies=2)': """incompatible type "Literal[2]\"""",
    'dedup.deduplicate_blocks(["text"]).removals[0].jaccard': '"RemovedBlock" has no attribute "jaccard"',
    'dedup.deduplicate_blocks(["text"]).removals[0].kept.stop': 'Item "None" of "Span | None" has no attribute "stop"',
    "dedup.Index(threshold=0.8)": 'Unexpected keyword argument "threshold"',
    'dedup.Index(protect=["form"])': "has incompatible type",
    "dedup.Index().query(None)": 'incompatible type "None"; expected "str"',
    'dedup.Index().query("text").id': 'Item "None" of "SeenDocument | None" has no attribute "id"',
    'dedup.Index().check_and_add("text")': 'Missing positional argument "text"',
    "dedup.sketch(5)": 'incompatible type "int"',
}


def mypy(folder: Path, programs: Mapping[str, str], *options: str) -> list[str]:
    """The errors that mypy finds in programs, a line each, with the name before it; it reads the package only once."""
    for name, program in programs.items():
        (folder / f"{name}.py").write_text(program)
    command = [sys.executable, "-m", "mypy", *options, "--config-file=", f"--cache-dir={folder}"]
    command += [f"{name}.py" for name in programs]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return [line for line in done.stdout.splitlines() if "error:" in line]


def test_mistakes_are_refused(tmp_path: Path) -> None:
    program = "import dedup\n\n" + "".join(f"{misuse}\n" for misuse in MISUSES)
    errors = mypy(tmp_path, {"program": program}, "--strict")
    said = {place: message for place, _, message in (error.partition(": error: ") for error in errors)}
    for line, (misuse, message) in enumerate(MISUSES.items(), 3):
        assert message in said.get(f"program.py:{line}", "nothing"), misuse


def test_the_examples_of_documents_are_accepted(tmp_path: Path) -> None:
    parser = doctest.DocTestParser()
    programs = {
        re.sub(r"\W", "_", document): "import dedup\n"
        + "".join(
            example.source
            for block in blocks(ROOT / document)
            if block.language == "python"
            for example in parser.get_examples(block.code)
            if example.exc_msg is None
        )
        for document in SHOWN
    }
    # A reader meets a name again with another meaning; pandas has no types of its own.
    options = "--check-untyped-defs", "--allow-redefinition", "--disable-error-code=import-untyped"
    assert mypy(tmp_path, programs, *options) == []


def test_every_public_name_has_a_type(tmp_path: Path) -> None:
    import dedup

    names = "".join(f"reveal_type(dedup.{name})\n" for name in dedup.__all__)
    assert mypy(tmp_path, {"program": f"import dedup\n{names}"}, "--strict") == []
