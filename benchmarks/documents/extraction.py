"""Pages of HTML through an extractor, in an environment of its own, which says what each took."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.documents.kinds import Page
from benchmarks.packages import LEAST
from benchmarks.peers.environments import HERE, Peer
from benchmarks.processes import run


class Extracted(NamedTuple):
    """The text of a page."""

    text: str
    seconds: float  #: CPU, of extracting it


class Extractor:
    """Extracts the same pages each time."""

    def __init__(self, peer: Peer, python: str, pages: Sequence[Page], scratch: Path) -> None:
        self.label = f"{peer.name} {peer.version}"
        self._source, self._output = scratch / "pages.jsonl", scratch / "texts.jsonl"
        self._command = (python, str(HERE / peer.adapter), str(self._source), str(self._output))
        self._write(pages)
        texts = [extracted.text for extracted in self._extract()]
        self._write([page for page, text in zip(pages, texts, strict=True) if len(text) >= LEAST])
        self.texts = [text for text in texts if len(text) >= LEAST]  #: of the pages that have any

    def seconds(self) -> list[float]:
        """What each page takes; `RuntimeError` when another text comes out."""
        extracted = self._extract()
        if [one.text for one in extracted] != self.texts:
            raise RuntimeError(f"{self.label} does not extract the same each time")
        return [one.seconds for one in extracted]

    def _write(self, pages: Sequence[Page]) -> None:
        with self._source.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps({"id": page.id, "text": page.html}) + "\n" for page in pages)

    def _extract(self) -> list[Extracted]:
        run(self._command)
        with self._output.open(encoding="utf-8") as rows:
            return [Extracted(**json.loads(row)) for row in rows]
