"""Joins the files of the rows that stay, as the other programs write them."""

import shutil
from pathlib import Path


def joined(folder: str | Path, output: str) -> None:
    """Writes the files of JSON lines of a folder, one after another."""
    parts = (path for path in Path(folder).rglob("*.json*") if not path.name.startswith("."))  # as checksums do
    with open(output, "wb") as whole:
        for path in sorted(parts):
            with path.open("rb") as part:
                shutil.copyfileobj(part, whole, 1 << 20)
