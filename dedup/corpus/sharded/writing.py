"""The last stage: writes the rows of a shard that stay, and a line for each that is removed or spared."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path, PurePath
from typing import Any, BinaryIO, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup.corpus.documents.removals import KINDS, RECORD, Removals
from dedup.corpus.documents.result import removed_documents, spared_documents
from dedup.corpus.sharded.candidates import NO_DOCUMENTS, RECORDED, digest_of
from dedup.corpus.sharded.names import decoded
from dedup.corpus.sharded.tables import joined
from dedup.corpus.sharded.task import Task
from dedup.errors import InputError
from dedup.io.compression import compressing
from dedup.io.formats.format import Chunk, RowError
from dedup.io.formats.long_rows import LongRow
from dedup.io.rows.part_rows import PartRows
from dedup.io.staged import Staged

#: The folders of what is written for whoever made the directory.
KEPT, REMOVALS, SPARED, REJECTS = "kept", "removals", "spared", "rejects"


def write(task: Task) -> dict[str, Any]:
    """Runs the stage."""
    removed = Told.read(task, "removals", ("candidates", "match"))
    spared = Told.read(task, "spared", ("match",))
    rows = task.rows()
    with Staged() as lines:
        paths = {folder: task.root / folder / f"{task.number:05}.jsonl" for folder in (REMOVALS, SPARED, REJECTS)}
        if not task.manifest.skip_bad:
            del paths[REJECTS]
        files = {folder: lines.open_private(str(path)) for folder, path in paths.items() if _made(path)}
        outputs = Outputs(task, rows)
        seen = first_row = 0
        before = -1
        for place, chunk, first, good in rows.pieces():
            first_row = first_row if place == before else 0
            before = place
            if REJECTS in files:
                _write_rejects(files[REJECTS], rows, place, first_row, chunk, good)
            first_row += len(chunk.lines)
            stop = first + len(good)
            gone, near = removed.within(first, stop), spared.within(first, stop)
            for told, lines_of, file in ((gone, gone.removals, REMOVALS), (near, near.sparings, SPARED)):
                if len(told.numbers):
                    of_chunk = [good[number] for number in (told.numbers - first).tolist()]
                    files[file].writelines(lines_of(*rows.documents(place, chunk, of_chunk)))
            stays = np.ones(len(good), bool)
            stays[gone.numbers - first] = False
            outputs.write(place, chunk, [good[number] for number in np.flatnonzero(stays).tolist()])
            seen = stop
        for reject in rows.cut_short():
            files[REJECTS].write(json.dumps({**reject._asdict(), "raw": ""}).encode("ascii") + b"\n")
        outputs.close()
    for path in (*paths.values(), *outputs.paths):
        task.wrote(path)
    kinds = np.bincount(removed.records["kind"], minlength=len(KINDS)).tolist()
    return {
        "documents": seen,
        "removed": len(removed.numbers),
        "spared": len(spared.numbers),
        **dict(zip(KINDS, kinds)),
        "rejected": [*rows.rejected],
    }


def _made(path: Path) -> bool:
    """True, after making the folder of a file."""
    path.parent.mkdir(0o700, parents=True, exist_ok=True)
    return True


def _write_rejects(
    file: BinaryIO, rows: PartRows, place: int, first_row: int, chunk: Chunk, good: Sequence[int]
) -> None:
    if len(good) < len(chunk.lines):
        for reject, raw in rows.rejects(place, first_row, chunk, good):
            row = {**reject._asdict(), "raw": raw.decode("utf-8", "surrogateescape")}
            file.write(json.dumps(row).encode("ascii") + b"\n")


class Told(NamedTuple):
    """What earlier stages decided about documents of a shard."""

    numbers: NDArray[np.int64]  #: of the documents in the shard, in order
    records: Removals
    names: list[bytes]  #: of the one that stays for each
    digests: list[bytes]  #: of its text

    @classmethod
    def read(cls, task: Task, name: str, stages: Sequence[str]) -> Told:
        """Reads the tables of that name that the stages wrote for the task's shard."""
        some = [rows for stage in stages for rows in task.given(stage, name)]
        document = joined(some, "document", NO_DOCUMENTS)
        order = np.argsort(document, kind="stable")
        records = np.zeros(len(document), RECORD)
        for measure in RECORDED:
            records[measure] = joined(some, measure, np.empty(0, RECORD[measure]))[order]
        names = [one for rows in some for one in rows.of_bytes("name")]
        digests = [one for rows in some for one in rows.of_bytes("digest")]
        places = order.tolist()
        return cls(
            numbers=document[order] - task.starts[task.number],
            records=records,
            names=[names[place] for place in places],
            digests=[digests[place] for place in places],
        )

    def within(self, start: int, stop: int) -> Told:
        """What is told about the documents from `start` to before `stop`."""
        chosen = slice(*np.searchsorted(self.numbers, (start, stop)).tolist())
        return Told(self.numbers[chosen], self.records[chosen], self.names[chosen], self.digests[chosen])

    def removals(self, texts: Sequence[str], names: Sequence[Hashable]) -> Iterator[bytes]:
        """A line about each of the documents, all of them removed."""
        removals = removed_documents(self._numbered(), [*names, *map(decoded, self.names)].__getitem__)
        for removed, text, digest in zip(removals, texts, self.digests):
            yield _line({**removed.to_dict(), "sha256": digest_of(text).hex(), "kept_sha256": digest.hex()})

    def sparings(self, texts: Sequence[str], names: Sequence[Hashable]) -> Iterator[bytes]:
        """A line about each of the documents, all of them spared."""
        for spared in spared_documents(self._numbered(), [*names, *map(decoded, self.names)].__getitem__):
            yield _line(spared.to_dict())

    def _numbered(self) -> Removals:
        """The records, with numbers for the documents, and then for those that stay."""
        records = self.records.copy()
        records["number"] = np.arange(len(records))
        records["kept"] = records["number"] + len(records)
        return records


def _line(entry: dict[str, Any]) -> bytes:
    return json.dumps(entry).encode("ascii") + b"\n"


class Outputs:
    """The files of the rows that stay: one for each part of an input, but those of references."""

    def __init__(self, task: Task, rows: PartRows) -> None:
        self._task, self._rows = task, rows
        self._place = -1
        self._open = ExitStack()
        self.paths: list[Path] = []

    def write(self, place: int, chunk: Chunk, rows: Sequence[int]) -> None:
        """Adds rows of a chunk of a part."""
        if place < self._rows.references or isinstance(chunk, LongRow) or (not rows and self._rows.format.whole_files):
            return
        if place != self._place:
            self._start(place)
        try:
            self._writer.write(chunk, rows, None)
        except RowError as error:
            raise InputError(self._rows.files[place].path, error.reason) from error

    def _start(self, place: int) -> None:
        self.close()
        path = self._task.root / KEPT / kept_name(self._task, place)
        path.parent.mkdir(0o777, parents=True, exist_ok=True)
        source = self._rows.files[place].path
        file = self._open.enter_context(Staged([source])).open(str(path))
        self._writer = self._rows.format.writer(
            self._open.enter_context(compressing(file, path.name)), self._rows.fields, False
        )
        self._open.callback(self._writer.close)
        self.paths.append(path)
        self._place = place

    def close(self) -> None:
        """Finishes the last file."""
        self._open.close()
        self._place = -1


def kept_name(task: Task, place: int) -> str:
    """The path below `kept` for the rows of a part that stay."""
    manifest = task.manifest
    part = manifest.parts[task.number][place]
    below = manifest.files[part.file].below
    if [file.below for file in manifest.files[manifest.references :]].count(below) > 1:
        below = str(PurePath(f"{part.file:05}") / below)
    if part.is_whole:
        return below
    path = PurePath(below)
    end = "".join(path.suffixes[-2:])
    return str(path.with_name(f"{path.name.removesuffix(end)}-{task.number:05}{end}"))
