"""The verbs over Spark data frames (extra `spark`), with the results of the functions of the same names."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from dedup.errors import ArgumentTypeError, MissingPackageError, OptionError, listed, shown
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
    import pyspark
    from pyspark.sql import DataFrame, SparkSession, functions, types
except ImportError as error:
    raise MissingPackageError("this module needs PySpark 4: pip install 'dedup-spans[spark]'") from error

from dedup.corpus.sharded.manifest import MOST_SHARDS, Inputs
from dedup.corpus.sharded.work import Work
from dedup.integrations.arrow_batches import REMOVAL, Columns, blocks_of_table, collapse_table
from dedup.integrations.shared_folder import (
    PathLike,
    batch_of_errors,
    blocks_of_files,
    error_of,
    folder_of,
    raise_first,
)
from dedup.integrations.stages import REMOVED, SPARED, files_of, run_stages, shard_options, stats_of
from dedup.results.documents import Stats

if TYPE_CHECKING:
    from dedup.options import DocumentProtected, Protected

#: The oldest Spark, and the oldest Java that it runs on.
SPARK, JAVA = 4, 17

#: What Spark calls the types of Arrow in the added column.
TYPES = {
    "int64": types.LongType(),
    "string": types.StringType(),
    "bool": types.BooleanType(),
    "double": types.DoubleType(),
    "strings": types.ArrayType(types.StringType()),
}


def collapse(
    frame: DataFrame,
    text: str = "text",
    *,
    identity: float = IDENTITY,
    min_letters: int = MIN_LETTERS,
    keep: Literal["fullest", "first", "last"] | Callable[[str], Any] = KEEP,
    protect: Collection[Protected] = PROTECT,
    removals: str = "removals",
) -> DataFrame:
    """Remove what repeats inside each text of a data frame, as `dedup.collapse` does.

    Args:
        frame: Rows with a text.
        text: The column of the text, or the path of a field in a struct, such as "page.text".
        identity: As in `dedup.collapse`.
        min_letters: As in `dedup.collapse`.
        keep: As in `dedup.collapse`.
        protect: As in `dedup.collapse`.
        removals: The name of the column that is added.

    Returns:
        The frame with the texts that are left, and a column that lists what was removed from each, with the removed
        characters. All other columns are as they were. A missing text stays missing.

    Raises:
        ArgumentTypeError: An argument has the wrong type. Also a `TypeError`.
        OptionError: An option is out of range, or there is no such column. Also a `ValueError`.
    """
    options = collapse_options(identity, min_letters, keep, protect)._asdict()
    columns = Columns(text, removals)
    schema = schema_with_removals(frame, columns)

    def collapsed(batches: Iterator[Any]) -> Iterator[Any]:
        for batch in batches:
            yield collapse_table(batch, columns, options)

    return frame.mapInArrow(collapsed, schema)


class Deduplicated(NamedTuple):
    """Which rows stay, and what each removed one repeats.

    Attributes:
        kept: The rows that stay, unchanged; None where files were given: those are in the folder "kept" of `folder`.
        removals: A row for each removed document, with the fields of `dedup.RemovedDocument`.
        groups: For each document that others were removed for, its id as `kept_id`, and theirs as `ids`, sorted.
        spared: A row for each document that is similar to a kept one and was kept, as `dedup.SparedDocument`.
        stats: Counts.
        folder: Where all of this is, and the files of the stages. The frames read it: delete it when you are done.
    """

    kept: DataFrame | None
    removals: DataFrame
    groups: DataFrame
    spared: DataFrame
    stats: Stats
    folder: Path


def deduplicate(
    frame: DataFrame | PathLike | Sequence[PathLike],
    jaccard: float = JACCARD,
    *,
    work: PathLike,
    text: str = "text",
    id: str | None = None,
    keep: Literal["fullest", "first", "last"] = KEEP,
    containment: None = None,
    protect: Collection[DocumentProtected] = PROTECT_DOCUMENTS,
    shards: int | None = None,
    session: SparkSession | None = None,
) -> Deduplicated:
    """Find the documents that repeat others, and which of them to keep: row for row as `dedup.deduplicate` does.

    The rows are written to `work` as Parquet files. The stages run as Spark tasks over files there; nothing passes
    through the driver.

    Args:
        frame: The documents; or the path of a file or folder, or a list of them, in any format that `dedup corpus`
            reads.
        jaccard: As in `dedup.deduplicate`.
        work: A folder that the driver and all workers see under the same path. New or empty for the rows of a frame;
            for files, the run goes on from what an earlier one has left there.
        text: The column of the text, or the path of a field in a struct, such as "page.text".
        id: The column of the ids, integers or strings; "id" by default. Files may do without: then positions are ids.
        keep: As in `dedup.deduplicate`, but no function. Rows of a frame have no order, so "fullest".
        containment: None: documents contained in longer ones are not looked for.
        protect: As in `dedup.deduplicate`.
        shards: The number of tasks of a stage. By default one for each file, and at least one for each core.
        session: The session; by default that of the frame, the active one, or a new one.

    Returns:
        The rows that stay, the removals with what confirms them, the groups, and counts.

    Raises:
        ArgumentTypeError: An argument has the wrong type. Also a `TypeError`.
        OptionError: An option is out of range, or not possible on an engine. Also a `ValueError`.
        InputError: A row has no text or no id, or an id twice. Also a `ValueError`.
        MissingPackageError: There is no Java, or one that is too old. Also an `ImportError`.
    """
    is_frame = isinstance(frame, DataFrame)
    options = shard_options(jaccard, containment, keep, protect, ordered=not is_frame)
    folder = folder_of(work, must_be_new=is_frame)
    id_type: types.DataType = types.StringType()
    if isinstance(frame, DataFrame):
        id = id or "id"
        check_texts(frame, text)
        id_type = type_of(frame.schema, id, "id")
        if not isinstance(id_type, (types.IntegralType, types.StringType)):
            raise OptionError(
                "id", id, f"a column of integers or strings; this one is of type {id_type.simpleString()}"
            )
        session = frame.sparkSession
        write_rows(frame, folder / "rows")
        files = sorted((folder / "rows").glob("*.parquet"))
    else:
        files = files_of(frame)
        session = session_of(session)
    shards = shards or min(max(len(files), cores_of(session)), MOST_SHARDS)
    stages = Work.create(folder / "stages", Inputs([*map(str, files)], text, id), options, shards)
    run_stages(stages, partial(run_on_workers, session))
    kept = None
    if isinstance(frame, DataFrame):
        kept = session.read.schema(frame.schema).parquet(uri(stages.directory / "kept"))
    removals = evidence(session, stages.directory / "removals", id_type, REMOVED)
    return Deduplicated(
        kept=kept,
        removals=removals,
        groups=removals.groupBy("kept_id").agg(functions.sort_array(functions.collect_list("id")).alias("ids")),
        spared=evidence(session, stages.directory / "spared", id_type, SPARED),
        stats=stats_of(stages),
        folder=stages.directory,
    )


def evidence(session: SparkSession, folder: Path, id_type: types.DataType, fields: Mapping[str, str]) -> DataFrame:
    """The removed or spared documents that the stages have written."""
    schema = types.StructType().add("id", id_type).add("kept_id", id_type)
    for name, kind in fields.items():
        schema.add(name, TYPES[kind])
    return session.read.schema(schema).json(uri(folder))


def deduplicate_blocks(
    frame: DataFrame,
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
) -> DataFrame:
    """Remove the blocks that several documents share, as `dedup.deduplicate_blocks` does.

    The search is not spread over workers, because one menu would join all documents that have it. With `by`, each group
    of rows is searched by itself, in the memory of one worker. Without, one worker searches all rows.

    Args:
        frame: The documents.
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
        DuplicateIdError: Two rows have the same id. Also a `ValueError`.
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
    schema = schema_with_removals(frame, columns)
    if by is not None:
        return frame.groupBy(by).applyInArrow(lambda table: blocks_of_table(table, columns, options), schema)
    folder = folder_of(work, must_be_new=True)
    rows, blocks = folder / "rows", folder / "blocks.parquet"
    write_rows(frame.orderBy(id), rows)
    run = partial(error_of, blocks_of_files, rows, blocks, columns, options)
    raise_first(run_on_workers(frame.sparkSession, lambda task: run(), 1))
    return frame.sparkSession.read.schema(schema).parquet(uri(blocks))


def schema_with_removals(frame: DataFrame, columns: Columns) -> types.StructType:
    """The columns of a frame and the added one.

    Raises:
        ArgumentTypeError: It is no frame.
        OptionError: A column is missing, is not of strings, or is already there.
    """
    if not isinstance(frame, DataFrame):
        raise ArgumentTypeError("frame", frame, "a data frame of Spark")
    check_texts(frame, columns.text)
    if columns.removals in frame.schema.names:
        raise OptionError("removals", columns.removals, "a name that no column has")
    removal = types.StructType()
    if columns.id:
        removal.add("kept_id", type_of(frame.schema, columns.id, "id"))
    for name, kind in REMOVAL.items():
        removal.add(name, TYPES[kind])
    return types.StructType([*frame.schema.fields, types.StructField(columns.removals, types.ArrayType(removal))])


def check_texts(frame: DataFrame, text: str) -> None:
    """Raises `OptionError` unless a column is there and holds strings."""
    kind = type_of(frame.schema, text, "text")
    if not isinstance(kind, types.StringType):
        raise OptionError("text", text, f"a column of strings; this one is of type {kind.simpleString()}")


def type_of(schema: types.StructType, name: str, option: str) -> types.DataType:
    """The type of a column, or of a field in a struct; raises `OptionError` if there is none."""
    kind: types.DataType = schema
    for key in [name] if name in schema.names else name.split("."):
        if not isinstance(kind, types.StructType) or key not in kind.names:
            raise OptionError(option, name, f"a column of the frame, which has {listed(schema.names)}")
        kind = kind[key].dataType
    return kind


def write_rows(frame: DataFrame, folder: Path) -> None:
    """Writes a frame as Parquet files, with times as other libraries read and write them, too."""
    settings, name = frame.sparkSession.conf, "spark.sql.parquet.outputTimestampType"
    before = settings.get(name)
    settings.set(name, "TIMESTAMP_MICROS")
    try:
        frame.write.parquet(uri(folder))
    finally:
        settings.set(name, str(before))


def uri(path: Path) -> str:
    """The address of a path, which would else be taken for one of the cluster's file system."""
    return path.as_uri()


def cores_of(session: SparkSession) -> int:
    """The cores of all workers, if the session tells; one of Spark Connect does not."""
    return session.sparkContext.defaultParallelism if isinstance(session, SparkSession) else 1


def run_on_workers(session: SparkSession, run: Callable[[int], bytes | None], tasks: int) -> list[bytes | None]:
    """Runs tasks, by their numbers; returns the errors of their input, pickled. Other errors are tried again."""

    def ran(batches: Iterator[Any]) -> Iterator[Any]:
        for batch in batches:
            yield batch_of_errors([run(task) for task in batch.column(0).to_pylist()])

    numbered = session.range(0, tasks, 1, tasks)  # each in a partition of its own
    failed = numbered.mapInArrow(ran, "error binary").where("error is not null").collect()
    return [bytes(row.error) for row in failed]


def check_version(version: str) -> None:
    """Raises `MissingPackageError` for a PySpark that is too old."""
    if int(version.partition(".")[0]) < SPARK:
        way_out = "pip install 'dedup-spans[spark]'"
        raise MissingPackageError(f"this module needs PySpark {SPARK}, and {version} is installed: {way_out}")


def session_of(session: SparkSession | None) -> SparkSession:
    """The session given, the active one, or a new one as the environment configures it.

    Raises:
        MissingPackageError: There is no Java, or one that is too old.
    """
    session = session or SparkSession.getActiveSession()
    if session is None and not os.environ.get("SPARK_REMOTE"):
        check_java()
    return session or SparkSession.builder.getOrCreate()


def check_java() -> None:
    """Raises `MissingPackageError` unless the Java that Spark would start is new enough."""
    home = os.environ.get("JAVA_HOME")
    java = os.path.join(home, "bin", "java") if home else "java"
    way_out = "install it (on Debian: openjdk-17-jre-headless), or set JAVA_HOME"
    if not shutil.which(java):
        raise MissingPackageError(f"Spark needs Java {JAVA} or newer, and there is no {shown(java)}: {way_out}")
    said = subprocess.run([java, "-version"], capture_output=True, text=True, errors="replace", check=False).stderr
    version = re.search(r'version "(?:1\.)?(\d+)', said)
    if version and int(version[1]) < JAVA:
        raise MissingPackageError(
            f"Spark needs Java {JAVA} or newer, and {shown(java)} is Java {version[1]}: {way_out}"
        )


check_version(pyspark.__version__)
