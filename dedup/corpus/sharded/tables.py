"""Tables on disk, divided into partitions that are read by themselves, each with a checksum."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import numpy as np
from numpy.typing import NDArray
from xxhash import xxh3_64

from dedup.errors import CheckpointError
from dedup.io.staged import Staged

#: A column: a value for each row or, as bytes, values of varying length.
Column = NDArray[Any] | Sequence[bytes]

#: The first bytes of a table, and how many tell the length of its head.
MAGIC = b"dedup table 1\n"
LENGTH = 8


class Layout(NamedTuple):
    """What the head of a table says of a column."""

    name: str
    dtype: str
    width: int  #: values of each row
    start: int  #: the first byte of its values in the file ...
    bounds: int  #: ... and of the bounds of its partitions, in bytes of values: int64


class Rows(NamedTuple):
    """Some rows of a table: the columns by name; of one of bytes, all of them joined, and their sizes."""

    number: int  #: how many
    columns: Mapping[str, NDArray[Any]]
    sizes: Mapping[str, NDArray[np.uint32]]

    def of_bytes(self, name: str) -> list[bytes]:
        """The rows of a column of bytes."""
        data, ends = self.columns[name].tobytes(), _ends(self.sizes[name]).tolist()
        return [data[start:stop] for start, stop in pairwise(ends)]


def divided(
    columns: Mapping[str, Column], partition: NDArray[Any], of: int
) -> tuple[dict[str, Column], NDArray[np.int64]]:
    """The rows of columns, partition by partition, and where each begins; those of one partition keep their order.

    Args:
        columns: The columns, all of one length.
        partition: The partition of each row.
        of: How many partitions there are.
    """
    order = np.argsort(partition.astype(np.uint16), kind="stable")  # numbers of two bytes are sorted fastest
    bounds = _ends(np.bincount(partition, minlength=of))
    places = order.tolist() if any(not isinstance(column, np.ndarray) for column in columns.values()) else []
    ordered: dict[str, Column] = {
        name: column[order] if isinstance(column, np.ndarray) else [*map(column.__getitem__, places)]
        for name, column in columns.items()
    }
    return ordered, bounds


def write_table(path: Path, columns: Mapping[str, Column], row_bounds: NDArray[np.int64]) -> None:
    """Writes a table.

    Args:
        path: The file, which appears when all is written.
        columns: The columns, all of one length, partition by partition.
        row_bounds: Where the rows of each partition begin, and those of the last one end.
    """
    of, count = len(row_bounds) - 1, int(row_bounds[-1])
    layouts: list[Layout] = []
    blocks: list[NDArray[np.uint8]] = [row_bounds.view(np.uint8)]
    checked: list[tuple[NDArray[np.uint8], NDArray[np.int64]]] = []
    place = row_bounds.nbytes
    for name, column in columns.items():
        layout, values, sizes = _laid_out(name, column)
        bounds = row_bounds * (values.nbytes // max(count, 1)) if sizes is None else _ends(sizes)[row_bounds]
        data = np.ascontiguousarray(values).reshape(-1).view(np.uint8)
        layouts.append(layout._replace(start=place, bounds=place + data.nbytes))
        blocks += (data, bounds.view(np.uint8))
        checked.append((data, bounds))
        place += data.nbytes + bounds.nbytes
        if sizes is not None:
            bounds = row_bounds * sizes.itemsize
            layouts.append(Layout(f"{name}:sizes", sizes.dtype.str, 1, place, place + sizes.nbytes))
            blocks += (sizes.view(np.uint8), bounds.view(np.uint8))
            checked.append((sizes.view(np.uint8), bounds))
            place += sizes.nbytes + bounds.nbytes
    checks = np.array([_check([data[b[p] : b[p + 1]] for data, b in checked]) for p in range(of)], np.uint64)
    blocks.append(checks.view(np.uint8))
    head = json.dumps({"of": of, "rows": count, "checks": place, "size": place + checks.nbytes, "columns": layouts})
    with Staged() as staged:
        file = staged.open_private(str(path))
        file.write(MAGIC + len(head).to_bytes(LENGTH, "little") + head.encode("ascii"))
        for block in blocks:
            file.write(block.data)


def _laid_out(name: str, column: Column) -> tuple[Layout, NDArray[Any], NDArray[np.uint32] | None]:
    """A column as it is written, and the sizes of its rows if these vary."""
    if isinstance(column, np.ndarray):
        width = int(np.prod(column.shape[1:], dtype=int))
        return Layout(name, column.dtype.str, width, 0, 0), column, None
    sizes = np.fromiter(map(len, column), np.uint32, len(column))
    return Layout(name, "|u1", 1, 0, 0), np.frombuffer(b"".join(column), np.uint8), sizes


def _ends(sizes: NDArray[Any]) -> NDArray[np.int64]:
    """Where each of several rows begins, and the last one ends."""
    return np.append(0, np.cumsum(sizes, dtype=np.int64))


def _check(pieces: Sequence[NDArray[np.uint8]]) -> int:
    digest = xxh3_64()
    for piece in pieces:
        digest.update(piece.data)
    return digest.intdigest()


class Table:
    """A table on disk."""

    def __init__(self, path: Path) -> None:
        """Reads the head; raises `CheckpointError` for a file that is no table, or not all of one."""
        self._path = path
        try:
            with open(path, "rb") as file:
                start = file.read(len(MAGIC) + LENGTH)
                length = int.from_bytes(start[len(MAGIC) :], "little")
                if not start.startswith(MAGIC) or length > os.fstat(file.fileno()).st_size:
                    raise damaged(path, "it is no table")
                head = json.loads(file.read(length))
                self._data = len(start) + length
                if os.fstat(file.fileno()).st_size != self._data + head["size"]:
                    raise damaged(path, "it was cut off")
                self.partitions, self.count, self._checks = head["of"], head["rows"], head["checks"]
                self._layouts = [Layout(*column) for column in head["columns"]]
        except FileNotFoundError as error:
            raise damaged(path, "it is missing") from error
        except (KeyError, TypeError, ValueError) as error:
            if isinstance(error, CheckpointError):
                raise
            raise damaged(path, "its head cannot be read") from error

    def read(self, start: int = 0, stop: int | None = None) -> Rows:
        """Reads some partitions; raises `CheckpointError` if they are not what was written."""
        stop = self.partitions if stop is None else stop
        columns: dict[str, NDArray[Any]] = {}
        checked: list[tuple[NDArray[np.uint8], NDArray[np.int64]]] = []
        with open(self._path, "rb", buffering=0) as file:
            row_bounds = self._numbers(file, 8 * start, stop - start + 1)
            checks = self._numbers(file, self._checks + 8 * start, stop - start).view(np.uint64)
            for layout in self._layouts:
                bounds = self._numbers(file, layout.bounds + 8 * start, stop - start + 1)
                if not 0 <= bounds[0] <= bounds[-1] <= layout.bounds - layout.start:
                    raise damaged(self._path, "its bounds are wrong")
                data = np.empty(int(bounds[-1] - bounds[0]), np.uint8)
                self._fill(file, self._data + layout.start + int(bounds[0]), data)
                checked.append((data, bounds - bounds[0]))
                values = data.view(layout.dtype)
                columns[layout.name] = values.reshape(-1, layout.width) if layout.width > 1 else values
        for place, check in enumerate(checks.tolist()):
            if _check([data[bounds[place] : bounds[place + 1]] for data, bounds in checked]) != check:
                raise damaged(self._path, f"the checksum of its partition {start + place} is wrong")
        sizes = {name.removesuffix(":sizes"): columns.pop(name) for name in [*columns] if name.endswith(":sizes")}
        return Rows(int(row_bounds[-1] - row_bounds[0]), columns, sizes)

    def bounds(self, start: int, stop: int) -> NDArray[np.int64]:
        """Where the rows of some partitions begin, then where the last one ends."""
        with open(self._path, "rb", buffering=0) as file:
            return self._numbers(file, 8 * start, stop - start + 1)

    def _numbers(self, file: Any, place: int, count: int) -> NDArray[np.int64]:
        numbers = np.empty(count, np.int64)
        self._fill(file, self._data + place, numbers.view(np.uint8))
        return numbers

    def _fill(self, file: BinaryIO, place: int, room: NDArray[np.uint8]) -> None:
        view, done = memoryview(room.data), 0
        while done < len(view):
            more = os.preadv(file.fileno(), [view[done:]], place + done)
            if not more:
                raise damaged(self._path, "it was cut off")
            done += more


def joined(some: Sequence[Rows], name: str, like: NDArray[Any]) -> NDArray[Any]:
    """A column of several tables, one after another; `like` is an empty one."""
    return np.concatenate([like, *(rows.columns[name] for rows in some)])


def damaged(path: Path, reason: str) -> CheckpointError:
    """The error of a damaged file of a work directory."""
    return CheckpointError(
        f"{path} is damaged: {reason}; delete the file {done_file(path)} and run stage {path.parent.name} again"
    )


def done_file(path: Path) -> Path:
    """The file that says that the task is done which wrote a table."""
    return path.with_name(f"{path.name[:5]}.json")
