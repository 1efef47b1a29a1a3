"""A work directory: all stages, which tasks they have, and how far they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from dedup.corpus.checkpoint import DISK_FULL
from dedup.corpus.sharded import candidates, compared, fingerprints, joining, keys, manifest, words, writing
from dedup.corpus.sharded.manifest import Inputs, Manifest
from dedup.corpus.sharded.stages import STAGES
from dedup.corpus.sharded.task import Results, Task
from dedup.errors import CheckpointError, OptionError
from dedup.options import DeduplicateOptions

_RUN: dict[str, Callable[[Task], dict[str, Any]]] = dict(
    zip(
        STAGES,
        (
            fingerprints.fingerprint,
            words.words,
            keys.keys,
            joining.components,
            candidates.candidates,
            compared.match,
            writing.write,
        ),
        strict=True,
    )
)


class StageStatus(NamedTuple):
    """How far a stage is."""

    stage: str
    tasks: int
    done: int
    missing: list[int]  #: the tasks that are not done


class Work:
    """The files of a run over shards.

    Any process that sees the same files can run any task, once the stages before are done. A task that is done is not
    repeated, and one that is run twice, even at once, writes the same.
    """

    def __init__(self, directory: Path, manifest: Manifest) -> None:
        self.directory, self.manifest = directory, manifest
        self._results = Results(directory)

    @classmethod
    def create(
        cls, directory: str | Path, inputs: Inputs | Sequence[str], options: DeduplicateOptions, shards: int
    ) -> Work:
        """Makes a work directory, or opens one that was made for the same.

        Args:
            directory: The directory: new, empty, or made before.
            inputs: What to read; paths alone are JSON lines with the field "text", or files of other formats.
            options: The options of the search.
            shards: How many parts the inputs are divided into.

        Raises:
            CheckpointError: The directory holds other files, or was made for other inputs or options.
            OptionError: An option cannot be used over shards.
            InputError: An input cannot be read.
        """
        directory = Path(directory)
        inputs = inputs if isinstance(inputs, Inputs) else Inputs(inputs)
        asked = manifest.manifest_for(inputs, options, shards)
        directory.mkdir(0o700, parents=True, exist_ok=True)
        if not (directory / manifest.NAME).exists():
            names = (entry.name for entry in directory.iterdir())
            if any(name != manifest.NAME and not name.startswith(".dedup-") for name in names):
                raise CheckpointError(f"{directory} holds other files; give a new or empty directory")
            manifest.save(directory, asked)
        there = manifest.load(directory)
        manifest.check_fits(directory, there, asked)
        return cls(directory, there)

    @classmethod
    def open(cls, directory: str | Path) -> Work:
        """Opens a work directory; raises `CheckpointError` if it is none that this version can use."""
        return cls(Path(directory), manifest.load(Path(directory)))

    def tasks(self, stage: str) -> int:
        """How many tasks a stage has: one for each shard, or one in all."""
        return 1 if checked_stage(stage) == "components" else self.manifest.shards

    def is_done(self, stage: str, task: int) -> bool:
        """Whether a task is done."""
        return self._results.done(stage, task) is not None

    def run(self, stage: str, task: int) -> None:
        """Runs a task, numbered from 0, unless it is done.

        Raises:
            CheckpointError: A stage before is not done, or a file is damaged; the message says what to run again.
            FileChangedError: An input has changed.
            InputError: An input cannot be read.
            OSError: The disk is full, for example.
        """
        if not 0 <= task < self.tasks(stage):
            raise OptionError("task", task, f"a number from 0 to {self.tasks(stage) - 1} for stage {stage}")
        if self.is_done(stage, task):
            return
        for before in STAGES[: STAGES.index(stage)][-1:]:
            self._check_done(before, stage)
        running = Task(self._results, self.manifest, stage, task)
        running.directory.mkdir(0o700, exist_ok=True)
        try:
            running.finish(_RUN[stage](running))
        except OSError as error:
            if error.errno in DISK_FULL and self.directory in Path(str(error.filename)).parents:
                advice = "free some space and run the same task again: what is done is not repeated"
                raise OSError(error.errno, f"{error.strerror}; {advice}", error.filename) from error
            raise

    def amount(self, stage: str, task: int) -> tuple[int, int]:
        """The bytes and documents that a task that is done has dealt with: about as many for all of a stage."""
        shards = range(self.manifest.shards) if self.tasks(stage) == 1 else [task]
        size = sum(file.size for file in self.manifest.files) // self.tasks(stage)
        return size, sum(self._results.finished("fingerprint", shard).facts["documents"] for shard in shards)

    def _check_done(self, before: str, stage: str) -> None:
        """Raises `CheckpointError` unless all tasks of a stage are done."""
        missing = self._missing(before)
        if missing:
            raise CheckpointError(
                f"{self.directory}: stage {stage} comes after {before}, of which task {missing[0] + 1} of "
                f"{self.tasks(before)} is not done; run it first"
            )

    def _missing(self, stage: str) -> list[int]:
        return [task for task in range(self.tasks(stage)) if not self.is_done(stage, task)]

    def status(self) -> list[StageStatus]:
        """How far each stage is."""
        missing = {stage: self._missing(stage) for stage in STAGES}
        return [
            StageStatus(stage, self.tasks(stage), self.tasks(stage) - len(tasks), tasks)
            for stage, tasks in missing.items()
        ]

    def counts(self) -> dict[str, int]:
        """What became of the documents, once all is done."""
        self._check_done("write", "result")
        written = [self._results.finished("write", task).facts for task in range(self.manifest.shards)]
        read = [self._results.finished("fingerprint", task).facts for task in range(self.manifest.shards)]
        matched = [self._results.finished("match", task).facts for task in range(self.manifest.shards)]
        references = sum(facts["references"] for facts in read)
        counted = {
            name: sum(facts[name] for facts in written)
            for name in ("documents", "removed", "exact", "same_words", "near", "contained", "spared")
        }
        documents = counted.pop("documents") - references
        return {
            "documents": documents,
            "references": references,
            "kept": documents - counted["removed"],
            **counted,
            "unresolved": sum(facts["unresolved"] for facts in matched),
        }

    def files(self, folder: str) -> list[Path]:
        """The files in `kept`, `removals`, `spared` or `rejects`, in the order of the inputs, once all is done."""
        self._check_done("write", "result")
        of_tasks = [self._results.finished("write", task).files for task in range(self.manifest.shards)]
        return [self.directory / file for files in of_tasks for file in files if file.startswith(f"{folder}/")]


def checked_stage(stage: str) -> str:
    """Returns the name of a stage; raises `OptionError` for any other."""
    if stage not in STAGES:
        raise OptionError("stage", stage, f"one of {', '.join(STAGES)}")
    return stage
