"""What a work directory is made for: inputs, options, versions, and how the inputs are divided."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from dedup import __version__
from dedup.corpus.checkpoint import KEY
from dedup.corpus.lsh.banding import Bands, bands_for
from dedup.errors import CheckpointError, FileChangedError, InputError, OptionError, shown
from dedup.io.access import PRIVATE
from dedup.io.formats.detection import format_named
from dedup.io.formats.format import Fields, Format
from dedup.io.private_folder import PrivateFolder
from dedup.io.rows.inputs import DataFile
from dedup.io.rows.part_rows import PartRows
from dedup.io.rows.parts import Part, divide
from dedup.io.rows.rows import Rows
from dedup.io.staged import Staged
from dedup.io.walk import Filter
from dedup.kernel import _kernel
from dedup.options import MOST, DeduplicateOptions, checked_count

#: The version of the files of a work directory.
FORMAT = 1

#: The most shards: each has a partition in files of the others.
MOST_SHARDS = 4096

#: Partitions of hashes for each shard, and the fewest bits of a hash that choose one.
PARTITIONS = 16
FEWEST_BITS = 6

NAME = "work.json"


class Inputs(NamedTuple):
    """The files to read, and how."""

    names: Sequence[str]  #: files, folders and globs
    text: str = "text"  #: the field of the text
    id: str | None = None  #: the field of the id
    reference: Sequence[str] = ()  #: files, folders and globs of documents that are only compared with
    skip_bad: bool = False  #: whether to skip bad rows; if not, they raise
    max_row: int = MOST  #: the maximum length of a row in bytes
    wanted: Filter = Filter()


class InputFile(NamedTuple):
    """A file, as it was when the directory was made."""

    path: str
    below: str
    name: str
    size: int
    time: int  #: of its last change, in nanoseconds


class Manifest(NamedTuple):
    """What is written to `work.json`."""

    format: int
    version: str  #: of the package
    unicode: int  #: the fingerprint of the table that folds letters
    key: str  #: the secret key of the run's hashes, in hexadecimal digits
    shards: int
    suffix: str  #: of the format of all files
    text: str
    id: str | None
    skip_bad: bool
    max_row: int
    jaccard: float
    keep: str
    protect: list[str]
    references: int  #: how many of the files, which come first, hold references
    files: list[InputFile]
    parts: list[list[Part]]  #: of each shard

    @property
    def fields(self) -> Fields:
        """The fields with text and id."""
        return Fields(self.text, self.id)

    @property
    def bands(self) -> Bands:
        """How signatures are divided."""
        return bands_for(self.jaccard)

    @property
    def secret(self) -> bytes:
        """The secret key."""
        return bytes.fromhex(self.key)

    @property
    def row_format(self) -> Format:
        """The format of the rows."""
        return format_named(self.suffix, self.max_row)

    @property
    def options(self) -> DeduplicateOptions:
        """The options of the search."""
        protect: Any = frozenset(self.protect)
        keep: Any = self.keep
        return DeduplicateOptions(jaccard=self.jaccard, containment=None, keep=keep, protect=protect, jobs=1)

    @property
    def data_files(self) -> list[DataFile]:
        """The files, those of references first."""
        return [DataFile(file.path, file.below, file.name) for file in self.files]

    @property
    def hash_bits(self) -> int:
        """The first bits of a hash that choose its partition."""
        return min(max((PARTITIONS * self.shards - 1).bit_length(), FEWEST_BITS), MOST_SHARDS.bit_length() - 1)

    def rows(self, shard: int) -> PartRows:
        """The rows of a shard; raises `FileChangedError` if one of its files has changed."""
        for part in self.parts[shard]:
            check_unchanged(self.files[part.file])
        return PartRows(
            self.data_files,
            self.references,
            self.parts[shard],
            self.fields,
            self.skip_bad,
            self.max_row,
            self.row_format,
        )


def check_unchanged(file: InputFile) -> None:
    """Raises `FileChangedError` if a file is not as it was when the directory was made."""
    advice = "put it back as it was, or start again in a new directory"
    try:
        status = os.stat(file.path)
    except FileNotFoundError as error:
        raise FileChangedError(f"{file.path}: is gone since the work directory was made; {advice}") from error
    if (status.st_size, status.st_mtime_ns) != (file.size, file.time):
        raise FileChangedError(f"{file.path}: has changed since the work directory was made; {advice}")


def manifest_for(inputs: Inputs, options: DeduplicateOptions, shards: int) -> Manifest:
    """The manifest of a new directory.

    Raises:
        OptionError: An option cannot be used over shards.
        InputError: A name matches no file, or the files have several formats.
    """
    if options.containment is not None:
        raise OptionError("containment", options.containment, "None over shards: a long text may be in any of them")
    if callable(options.keep):
        raise OptionError("keep", options.keep, "'fullest', 'first' or 'last' over shards: a function is not saved")
    if not 1 <= checked_count("shards", shards) <= MOST_SHARDS:
        raise OptionError("shards", shards, f"an integer from 1 to {MOST_SHARDS}")
    rows = Rows(
        inputs.names, Fields(inputs.text, inputs.id), inputs.skip_bad, inputs.reference, inputs.max_row, inputs.wanted
    )
    if len({file.path for file in rows.files}) < len(rows.files):
        raise InputError(rows.files[0].path, "a file is both an input and a reference")
    return Manifest(
        format=FORMAT,
        version=__version__,
        unicode=_kernel.FOLD_FINGERPRINT,
        key=os.urandom(KEY).hex(),
        shards=shards,
        suffix=rows.format.suffix,
        text=inputs.text,
        id=inputs.id,
        skip_bad=inputs.skip_bad,
        max_row=inputs.max_row,
        jaccard=options.jaccard,
        keep=options.keep,
        protect=sorted(options.protect),
        references=rows.references,
        files=[_as_it_is(file) for file in rows.files],
        parts=divide(rows.files, rows.format, shards),
    )


def _as_it_is(file: DataFile) -> InputFile:
    status = os.stat(file.path)
    return InputFile(os.path.abspath(file.path), file.below, file.name, status.st_size, status.st_mtime_ns)


#: What a directory must have been made for, by the name that users know.
COMPARED = {
    "version": "version of dedup",
    "unicode": "Unicode table",
    "shards": "--shards",
    "suffix": "format of the files",
    "text": "--text",
    "id": "--id",
    "skip_bad": "--on-error skip",
    "max_row": "--max-row",
    "jaccard": "--jaccard",
    "keep": "--keep",
    "protect": "--protect",
    "references": "number of reference files",
}


def check_fits(directory: Path, there: Manifest, asked: Manifest) -> None:
    """Raises `CheckpointError` if a directory was made for other inputs or options than those asked for."""
    for field, name in COMPARED.items():
        was, now = getattr(there, field), getattr(asked, field)
        if was != now:
            raise _misfit(directory, f"{name} was {shown(was)} and is {shown(now)}")
    for was, now in zip(there.files, asked.files):
        if was != now:
            change = f"{now.path} has changed" if was.path == now.path else f"{was.path} was read, and not {now.path}"
            raise _misfit(directory, change)
    if len(there.files) != len(asked.files):
        raise _misfit(directory, f"there were {len(there.files)} files and are {len(asked.files)}")


def _misfit(directory: Path, change: str) -> CheckpointError:
    return CheckpointError(f"{directory} was made for another run: {change}; give another directory")


def save(directory: Path, manifest: Manifest) -> None:
    """Writes the manifest, unless another process has just written one: all work with one key."""
    with PrivateFolder(str(directory)) as private, suppress(FileExistsError):
        with open(private.create(PRIVATE), "wb") as file:
            file.write(json.dumps(manifest._asdict(), indent=1).encode("ascii"))
            file.flush()
            os.fsync(file.fileno())
        private.publish_new(NAME)


def write_json(path: Path, values: Mapping[str, Any]) -> None:
    """Writes a file of JSON, which appears when all is written."""
    with Staged() as staged:
        staged.open_private(str(path)).write(json.dumps(values).encode("ascii"))


def load(directory: Path) -> Manifest:
    """Reads the manifest; raises `CheckpointError` if there is none that this version can use."""
    path = directory / NAME
    try:
        saved = json.loads(path.read_text("ascii"))
        if saved.get("format") != FORMAT:
            raise CheckpointError(f"{path} is of format {shown(saved.get('format'))}, and this version reads {FORMAT}")
        saved["files"] = [InputFile(*file) for file in saved["files"]]
        saved["parts"] = [[Part(*part) for part in parts] for parts in saved["parts"]]
        manifest = Manifest(**saved)
    except FileNotFoundError as error:
        raise CheckpointError(f"{directory} is no work directory: it has no {NAME}; make it first") from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        if isinstance(error, CheckpointError):
            raise
        raise CheckpointError(f"{path} cannot be read; delete the directory, and start again") from error
    for field, now in (("version", __version__), ("unicode", _kernel.FOLD_FINGERPRINT)):
        if (was := getattr(manifest, field)) != now:
            raise CheckpointError(
                f"{directory} was made with another {COMPARED[field]}, {shown(was)}; this is {shown(now)}: "
                "go on with that one, or start again in a new directory"
            )
    return manifest
