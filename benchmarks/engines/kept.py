"""Joins the files of the rows that stay, as the other programs write them."""

import shutil
from pathlib import Path


def joined(folder: str | Path, output: str) -> None:
    """Writes the files of JSON lines of a folder, one after another."""
    with open(output, "wb") as whole:
        for path in sorted(Path(folder).rglob("*.json*")):
            with path.open("rb") as part:
                shutil.copyfileobj(part, whole, 1 << 20)
