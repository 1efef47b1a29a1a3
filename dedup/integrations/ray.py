"""The verbs over Ray datasets (extra `ray`), with the results of the functions of the same names."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from dedup.errors import ArgumentTypeError, MissingPackageError
from dedup.options import (
    IDENTITY,
    IDENTITY_ACROSS,
    KEEP,
    MIN_DOCUMENTS,
    MIN_LETTERS,
    PROTECT,
    PROTECT_ACROSS,
    block_options,
    collapse_options,
)

try:
    import ray
    import ray.data
except ImportError as error:
    raise MissingPackageError("this module needs Ray: pip install 'dedup-spans[ray]'") from error

from dedup.integrations.arrow_batches import Columns, blocks_of_table, collapse_table
from dedup.integrations.shared_folder import PathLike, blocks_of_files, error_of, new_folder, raise_first

if TYPE_CHECKING:
    from ray.data import Dataset

    from dedup.options import Protected


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
    folder = new_folder(work, "all rows, as there is no by=")
    rows, blocks = folder / "rows", folder / "blocks.parquet"
    dataset.sort(id).write_parquet(str(rows))
    run = partial(error_of, blocks_of_files, rows, blocks, columns, options)
    raise_first(run_on_workers(lambda task: run(), 1))
    return ray.data.read_parquet(str(blocks))


def checked_dataset(dataset: Dataset) -> Dataset:
    """Returns `dataset` if it is one."""
    if not isinstance(dataset, ray.data.Dataset):
        raise ArgumentTypeError("dataset", dataset, "a ray.data.Dataset, such as ray.data.read_parquet(...) gives")
    return dataset


def run_on_workers(run: Callable[[int], bytes | None], tasks: int) -> list[bytes | None]:
    """Runs tasks, by their numbers; returns the errors of their input, pickled. Other errors are tried again."""
    remote = ray.remote(max_retries=3, retry_exceptions=True, scheduling_strategy="SPREAD")(run)
    errors: list[bytes | None] = ray.get([remote.remote(task) for task in range(tasks)])
    return errors
