"""The verbs over Ray datasets (extra `ray`), with the results of the functions of the same names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from dedup.errors import ArgumentTypeError, MissingPackageError
from dedup.options import (
    IDENTITY,
    IDENTITY_ACROSS,
    JACCARD,
    KEEP,
    MIN_DOCUMENTS,
    MIN_LETTERS,
    PROTECT,
    PROTECT_ACROSS,
    PROTECT_DOCUMENTS,
    block_options,
    collapse_options,
)

try:
    import ray
    from ray.data import Dataset
except ImportError as error:
    raise MissingPackageError("this module needs Ray: pip install 'dedup-spans[ray]'") from error

from dedup.corpus.sharded.manifest import MOST_SHARDS, Inputs
from dedup.corpus.sharded.work import Work
from dedup.integrations.arrow_batches import Columns, blocks_of_table, checked_id_type, collapse_table, group_of_table
from dedup.integrations.shared_folder import PathLike, blocks_of_files, error_of, folder_of, raise_first, schema_of
from dedup.integrations.stages import (
    REMOVED,
    SPARED,
    evidence_schema,
    files_of,
    parse_options,
    run_stages,
    shard_options,
    stats_of,
)
from dedup.results.documents import Stats

if TYPE_CHECKING:
    from dedup.options import DocumentProtected, Protected

#: The oldest Ray.
RAY = (2, 50)


def collapse(
    dataset: Dataset,
    text: str = "text",
    *,
    identity: float = IDENTITY,
    min_letters: int = MIN_LETTERS,
    keep: Literal["fullest", "first", "last"] | Callable[[str], Any] = KEEP,
    protect: Collection[Protected] = PROTECT,
    removals: str = "removals",
) -> Dataset:
    """Remove what repeats inside each text of a dataset, as `dedup.collapse` does.

    Args:
        dataset: Rows with a text.
        text: The column of the text, or the path of a field in a struct, such as "page.text".
        identity: As in `dedup.collapse`.
        min_letters: As in `dedup.collapse`.
        keep: As in `dedup.collapse`.
        protect: As in `dedup.collapse`.
        removals: The name of the column that is added.

    Returns:
        The dataset with the texts that are left, and a column that lists what was removed from each, with the removed
        characters. All other columns are as they were. A missing text stays missing.

    Raises:
        ArgumentTypeError: An argument has the wrong type. Also a `TypeError`.
        OptionError: An option is out of range. Also a `ValueError`.
    """
    options = collapse_options(identity, min_letters, keep, protect)._asdict()
    collapsed = partial(collapse_table, columns=Columns(text, removals), options=options)
    return checked_dataset(dataset).map_batches(collapsed, batch_format="pyarrow", zero_copy_batch=True)


class Deduplicated(NamedTuple):
    """Which rows stay, and what each removed one repeats.

    Attributes:
        kept: The rows that stay, unchanged; None where files were given: those are in the folder "kept" of `folder`.
        removals: A row for each removed document, with the fields of `dedup.RemovedDocument`.
        groups: For each document that others were removed for, its id as `kept_id`, and theirs as `ids`, sorted.
        spared: A row for each document that is similar to a kept one and was kept, as `dedup.SparedDocument`.
        stats: Counts.
        folder: Where all of this is, and the files of the stages. The datasets read it: delete it when you are done.
    """

    kept: Dataset | None
    removals: Dataset
    groups: Dataset
    spared: Dataset
    stats: Stats
    folder: Path


def deduplicate(
    dataset: Dataset | PathLike | Sequence[PathLike],
    jaccard: float = JACCARD,
    *,
    work: PathLike,
    text: str = "text",
    id: str | None = None,
    keep: Literal["fullest", "first", "last"] = KEEP,
    containment: None = None,
    protect: Collection[DocumentProtected] = PROTECT_DOCUMENTS,
    shards: int | None = None,
    task_options: Mapping[str, Any] | None = None,
) -> Deduplicated:
    """Find the documents that repeat others, and which of them to keep: row for row as `dedup.deduplicate` does.

    The rows are written to `work` as Parquet files. The stages run as Ray tasks over files there; nothing passes
    through the driver.

    Args:
        dataset: The documents; or the path of a file or folder, or a list of them, in any format that `dedup corpus`
            reads.
        jaccard: As in `dedup.deduplicate`.
        work: A folder that the driver and all workers see under the same path. New or empty for the rows of a dataset;
            for files, the run goes on from what an earlier one has left there.
        text: The column of the text, or the path of a field in a struct, such as "page.text".
        id: The column of the ids, integers or strings; "id" by default. Files may do without: then positions are ids.
        keep: As in `dedup.deduplicate`, but no function. Rows of a dataset have no order, so "fullest".
        containment: None: documents contained in longer ones are not looked for.
        protect: As in `dedup.deduplicate`.
        shards: The number of tasks of a stage. By default one for each file, and at least one for each core.
        task_options: Further options of the tasks, as `ray.remote` takes them, such as {"memory": 4e9}.

    Returns:
        The rows that stay, the removals with what confirms them, the groups, and counts.

    Raises:
        ArgumentTypeError: An argument has the wrong type. Also a `TypeError`.
        OptionError: An option is out of range, or not possible on an engine. Also a `ValueError`.
        InputError: A row has no text or no id, or an id twice. Also a `ValueError`.
    """
    is_dataset = isinstance(dataset, Dataset)
    options = shard_options(jaccard, containment, keep, protect, ordered=not is_dataset)
    folder = folder_of(work, must_be_new=is_dataset)
    id_type = None
    if isinstance(dataset, Dataset):
        id = id or "id"
        dataset.write_parquet(str(folder / "rows"))
        files = sorted((folder / "rows").glob("*.parquet"))
        id_type = checked_id_type(schema_of(files), Columns(text, "", id))
    else:
        files = files_of(dataset)
    shards = shards or min(max(len(files), cores_of_cluster()), MOST_SHARDS)
    stages = Work.create(folder / "stages", Inputs([*map(str, files)], text, id), options, shards)
    run_stages(stages, partial(run_on_workers, **(task_options or {})))
    removals = evidence(stages.directory / "removals", id_type, REMOVED)
    return Deduplicated(
        kept=ray.data.read_parquet(str(stages.directory / "kept"), partitioning=None) if is_dataset else None,
        removals=removals,
        groups=removals.groupby("kept_id").map_groups(group_of_table, batch_format="pyarrow"),
        spared=evidence(stages.directory / "spared", id_type, SPARED),
        stats=stats_of(stages),
        folder=stages.directory,
    )


def evidence(folder: Path, id_type: Any, fields: Mapping[str, str]) -> Dataset:
    """The removed or spared documents that the stages have written."""
    schema = evidence_schema(id_type, fields)
    files = [str(path) for path in sorted(folder.glob("*.jsonl")) if path.stat().st_size]
    if not files:
        return ray.data.from_arrow(schema.empty_table())
    return ray.data.read_json(files, parse_options=parse_options(schema))


def deduplicate_blocks(
    dataset: Dataset,
    text: str = "text",
    *,
    id: str = "id",
    by: str | None = None,
    work: PathLike | None = None,
    copies: Literal[0, 1] = 1,
    min_documents: int = MIN_DOCUMENTS,
    mask_digits: bool = False,
    identity: float = IDENTITY_ACROSS,
    min_letters: int = MIN_LETTERS,
    protect: Collection[Protected] = PROTECT_ACROSS,
    removals: str = "removals",
) -> Dataset:
    """Remove the blocks that several documents share, as `dedup.deduplicate_blocks` does.

    The search is not spread over workers, because one menu would join all documents that have it. With `by`, each group
    of rows is searched by itself, in the memory of one worker. Without, one worker searches all rows.

    Args:
        dataset: The documents.
        text: The column of the text, or the path of a field in a struct, such as "page.text".
        id: The column of the ids. A block stays in the document with the smallest.
        by: The column of the groups, such as the site. Blocks that documents of two groups share are not found.
        work: A new folder that all workers see, for all rows; needed without `by`.
        copies: As in `dedup.deduplicate_blocks`.
        min_documents: As in `dedup.deduplicate_blocks`.
        mask_digits: As in `dedup.deduplicate_blocks`.
        identity: As in `dedup.deduplicate_blocks`.
        min_letters: As in `dedup.deduplicate_blocks`.
        protect: As in `dedup.deduplicate_blocks`.
        removals: The name of the column that is added.

    Returns:
        All rows, with the texts that are left, which may be empty, and a column that lists what was removed from each.
        All other columns are as they were.

    Raises:
        ArgumentTypeError: An argument has the wrong type. Also a `TypeError`.
        OptionError: An option is out of range, or `work` is needed. Also a `ValueError`.
        DuplicateIdError: Two rows, or two of a group, have the same id. Also a `ValueError`.
    """
    options: dict[str, Any] = {
        "copies": copies,
        "min_documents": min_documents,
        "mask_digits": mask_digits,
        "identity": identity,
        "min_letters": min_letters,
        "protect": protect,
    }
    block_options(**options)
    columns = Columns(text, removals, id)
    checked_dataset(dataset)
    if by is not None:
        searched = partial(blocks_of_table, columns=columns, options=options)
        return dataset.groupby(by).map_groups(searched, batch_format="pyarrow")
    folder = folder_of(work, must_be_new=True)
    rows, blocks = folder / "rows", folder / "blocks.parquet"
    dataset.sort(id).write_parquet(str(rows))
    run = partial(error_of, blocks_of_files, rows, blocks, columns, options)
    raise_first(run_on_workers(lambda task: run(), 1))
    return ray.data.read_parquet(str(blocks), partitioning=None)


def checked_dataset(dataset: Dataset) -> Dataset:
    """Returns `dataset` if it is one."""
    if not isinstance(dataset, ray.data.Dataset):
        raise ArgumentTypeError("dataset", dataset, "a ray.data.Dataset, such as ray.data.read_parquet(...) gives")
    return dataset


def check_version(version: str) -> None:
    """Raises `MissingPackageError` for a Ray that is too old."""
    if tuple(map(int, version.split(".")[:2])) < RAY:
        needed = ".".join(map(str, RAY))
        raise MissingPackageError(
            f"this module needs Ray {needed} or newer, and {version} is installed: pip install 'dedup-spans[ray]'"
        )


def cores_of_cluster() -> int:
    """The cores of all workers; starts Ray here if it is not running."""
    if not ray.is_initialized():
        ray.init()
    return int(ray.cluster_resources().get("CPU", 1))  # type: ignore[no-untyped-call]


def run_on_workers(run: Callable[[int], bytes | None], tasks: int, **options: Any) -> list[bytes | None]:
    """Runs tasks, by their numbers; returns the errors of their input, pickled. Other errors are tried again."""
    remote = ray.remote(**{"retry_exceptions": True, "scheduling_strategy": "SPREAD", **options})(called)
    errors: list[bytes | None] = ray.get([remote.remote(run, task) for task in range(tasks)])
    return errors


def called(run: Callable[[int], bytes | None], task: int) -> bytes | None:
    """What a task returns: Ray takes no function but a plain one."""
    return run(task)


check_version(ray.__version__)
