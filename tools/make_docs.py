"""`python -m tools.make_docs` writes what is made in README and docs: from the package, and from the newest records."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from benchmarks.readme import DOCUMENTS, filled
from tools.api_page import api_page
from tools.command_line_page import command_line_page
from tools.example_outputs import write_expected_files
from tools.picture import picture
from tools.rule_tables import with_rule_tables

ROOT = Path(__file__).parents[1]

#: What is made, and by which function.
MADE: dict[str, Callable[[], str]] = {
    "docs/api.md": api_page,
    "docs/command-line.md": command_line_page,
    "docs/collapse.svg": picture,
    "docs/what-is-a-copy.md": with_rule_tables,
}


if __name__ == "__main__":
    for path, made in MADE.items():
        (ROOT / path).write_text(made(), "utf-8")
    write_expected_files()
    for document in DOCUMENTS:
        document.write_text(filled(document.read_text("utf-8")), "utf-8")
