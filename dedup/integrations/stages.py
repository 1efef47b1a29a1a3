"""The stages of `deduplicate` as tasks of an engine: each is a function of files in a folder that all workers see."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyarrow.json import ParseOptions

from dedup.corpus.sharded.stages import STAGES
from dedup.corpus.sharded.work import Work
from dedup.errors import ArgumentTypeError, OptionError
from dedup.integrations.shared_folder import PathLike, error_of, raise_first
from dedup.options import DeduplicateOptions, deduplicate_options
from dedup.results.documents import Stats

if TYPE_CHECKING:
    from dedup.options import DocumentProtected, KeepRule

#: Runs a function of the numbers of so many tasks, and returns the errors of their input, pickled.
RunTasks = Callable[[Callable[[int], bytes | None], int], Sequence[bytes | None]]

#: The fields of a removed document besides the ids, and of a spared one, by the type of their values.
REMOVED: Mapping[str, str] = {
    "kind": "string",
    "jaccard": "double",
    "containment": "double",
    "identity": "double",
    "differs": "strings",
}
SPARED: Mapping[str, str] = {
    "jaccard": "double",
    "containment": "double",
    "identity": "double",
    "differs": "strings",
    "reason": "string",
    "option": "string",
}


def shard_options(
    jaccard: float,
    containment: float | None,
    keep: KeepRule | Callable[[str], Any],
    protect: Collection[DocumentProtected],
    ordered: bool,
) -> DeduplicateOptions:
    """Checks options; raises `OptionError` for those with which the result would not be that of one machine.

    Args:
        jaccard: As in `deduplicate`.
        containment: As in `deduplicate`; refused.
        keep: As in `deduplicate`; a function is refused.
        protect: As in `deduplicate`.
        ordered: Whether the rows have an order, as those of files do.
    """
    options = deduplicate_options(jaccard, containment, keep, protect)
    if containment is not None:
        raise OptionError("containment", containment, "None on an engine: call dedup.deduplicate on one machine")
    if callable(keep):
        raise OptionError("keep", keep, "'fullest', 'first' or 'last' on an engine, which does not send texts around")
    if keep != "fullest" and not ordered:
        raise OptionError("keep", keep, "'fullest' for rows of an engine, which have no order; files have one")
    return options


def files_of(paths: PathLike | Sequence[PathLike]) -> list[Path]:
    """The files given, one or several."""
    listed = [paths] if isinstance(paths, str | os.PathLike) else paths
    if not isinstance(listed, Sequence) or not all(isinstance(path, str | os.PathLike) for path in listed):
        raise ArgumentTypeError("rows", paths, "rows of the engine, a path, or a list of paths")
    return [Path(path).absolute() for path in listed]


def evidence_schema(id_type: Any, fields: Mapping[str, str]) -> Any:
    """The schema of removed or spared documents, with ids as strings where their type is not known."""
    known = {"string": pa.string(), "double": pa.float64(), "strings": pa.list_(pa.string())}
    ids = id_type or pa.string()
    return pa.schema({"id": ids, "kept_id": ids, **{name: known[kind] for name, kind in fields.items()}})


def parse_options(schema: Any) -> Any:
    """How Arrow reads lines of JSON with these fields."""
    return ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore")


def run_stages(work: Work, run_tasks: RunTasks) -> None:
    """Runs all stages, in each all tasks at once; raises the first error that a task meets in its input."""
    for stage in STAGES:
        raise_first([*run_tasks(partial(run_task, str(work.directory), stage), work.tasks(stage))])


def stats_of(work: Work) -> Stats:
    """What became of the documents."""
    counts = work.counts()
    return Stats(**{name: counts[name] for name in Stats._fields})


def run_task(folder: str, stage: str, task: int) -> bytes | None:
    """Runs one task, on a worker. What is done already is not done again, so an engine may try as often as it likes."""
    return error_of(Work.open(folder).run, stage, task)
