"""`dedup corpus --shards`: the same search in stages, by several processes or machines that see the same files."""

from __future__ import annotations

import json
import re

import click
import numpy as np

from dedup.cli.cores import cores
from dedup.cli.messages import say
from dedup.cli.progress import Advance, progress
from dedup.cli.rows.checks import check_reading
from dedup.cli.rows.options import Job
from dedup.cli.rows.shard_options import NO_INPUTS, PREPARE, Shards
from dedup.corpus.sharded.manifest import Inputs
from dedup.corpus.sharded.stages import STAGES
from dedup.corpus.sharded.work import Work
from dedup.corpus.sharded.writing import KEPT, REMOVALS, SPARED
from dedup.errors import TooMuchRemovedError
from dedup.io.processes import in_processes
from dedup.io.rows.destination import Destination, check_destination
from dedup.io.rows.inputs import DataFile
from dedup.io.rows.local_copies import STANDARD
from dedup.io.rows.remote import is_remote
from dedup.io.rows.rows import Rows
from dedup.io.staged import Staged
from dedup.io.standard import write_stdout
from dedup.options import DeduplicateOptions, checked_jobs
from dedup.report.html.page_file import is_page
from dedup.report.summary import counted

#: The missing tasks that are listed.
SHOWN_TASKS = 10

_TASK = re.compile(r"([0-9]{1,9})/([0-9]{1,9})")


def print_status(directory: str) -> int:
    """Prints how far each stage is; returns the exit code."""
    for stage in Work.open(directory).status():
        missing = ", ".join(str(task + 1) for task in stage.missing[:SHOWN_TASKS])
        more = ", ..." if len(stage.missing) > SHOWN_TASKS else ""
        rest = f"; missing: {missing}{more}" if stage.missing else ""
        write_stdout(f"{stage.stage:12} {stage.done} of {counted(stage.tasks, 'task')} done{rest}\n".encode())
    return 0


def run_over_shards(job: Job, options: DeduplicateOptions, asked: Shards) -> int:
    """Runs all stages, or the one that is asked for; returns the exit code."""
    _check(job, asked)
    directory = job.checkpoint or ""
    jobs = cores() if job.jobs is None else checked_jobs(job.jobs)
    if asked.stage not in (None, PREPARE):
        _run_stage(Work.open(directory), asked, jobs)
        return 0
    inputs = Inputs(
        names=job.inputs,
        text=job.text,
        id=job.id_field,
        reference=job.reference,
        skip_bad=job.on_error == "skip",
        max_row=check_reading(job),
        wanted=job.wanted,
    )
    work = Work.create(directory, inputs, options, asked.shards or 1)
    if asked.stage == PREPARE:
        if not job.quiet:
            say(f"{directory}: {counted(work.manifest.shards, 'shard')} of {counted(len(work.manifest.files), 'file')}")
        return 0
    if job.output:
        check_destination(job.output, work.manifest.row_format, work.manifest.data_files)
    with progress(sum(file.size for file in work.manifest.files), job.quiet) as (begin, advance):
        for stage in STAGES:
            begin(stage)
            run_tasks(work, stage, [*range(work.tasks(stage))], jobs, advance)
    _finish(work, job)
    return 0


def _check(job: Job, asked: Shards) -> None:
    """Raises `UsageError` for options that cannot be combined."""
    if not job.checkpoint:
        raise click.UsageError("--shards, --stage and --shard need --work DIR, where the stages put their files.")
    if asked.stage not in (None, PREPARE):
        if job.inputs:
            raise click.UsageError(f"--stage {asked.stage} reads what --stage prepare has noted: give no IN.")
        return
    if asked.shard:
        raise click.UsageError("--shard needs --stage, and not `prepare`, which is one task.")
    if not job.inputs:
        raise click.UsageError(NO_INPUTS)
    if asked.shards is None:
        raise click.UsageError("--stage prepare needs --shards N.")
    refused = {
        "--against": job.against,
        "--apply": job.apply,
        "--annotate": job.annotate,
        "--groups": job.groups,
        "--by": job.by,
        "--check": job.check,
        "--dry-run": job.dry_run,
        "--rejects": job.rejects,
    }
    for name, value in refused.items():
        if value:
            raise click.UsageError(f"{name} cannot be combined with --shards: read what is in --work DIR instead.")
    if job.report and is_page(job.report):
        raise click.UsageError("--report over shards writes lines of JSON: give a name that does not end in .html.")
    for name in (*job.inputs, *job.reference, job.output or ""):
        if name == STANDARD or is_remote(name):
            raise click.UsageError(f"{name}: over shards, files must be where all processes see them; copy it first.")


def _run_stage(work: Work, asked: Shards, jobs: int) -> None:
    """Runs the tasks of one stage that are asked for."""
    stage = asked.stage or ""
    tasks = [*range(work.tasks(stage))]
    if asked.shard:
        match = _TASK.fullmatch(asked.shard)
        number, of = (int(match[1]), int(match[2])) if match else (0, 0)
        if of != work.manifest.shards or not 1 <= number <= of:
            shards = work.manifest.shards
            raise click.UsageError(f"--shard must be 1/{shards} to {shards}/{shards}, not {asked.shard!r}.")
        tasks = tasks[number - 1 : number]  # of a stage of one task, the others have nothing to do
    run_tasks(work, stage, tasks, jobs, lambda size, documents: None)


def run_tasks(work: Work, stage: str, tasks: list[int], jobs: int, advance: Advance) -> None:
    """Runs tasks that are not done, by so many processes; tells of the bytes and documents of those that are."""
    missing = [task for task in tasks if not work.is_done(stage, task)]
    for task in {*tasks}.difference(missing):
        advance(*work.amount(stage, task))

    def run(task: int) -> bool:
        work.run(stage, task)
        return True

    alone = jobs == 1 or len(missing) < 2
    for task, is_done in zip(missing, map(run, missing) if alone else in_processes(run, missing, jobs)):
        if not is_done:
            work.run(stage, task)  # which raises what the process could not tell
        advance(*work.amount(stage, task))


def _finish(work: Work, job: Job) -> None:
    """Writes the files that are asked for, and prints the summary."""
    counts = work.counts()
    share = counts["removed"] / max(counts["documents"], 1)
    if job.output and share > job.max_removed:
        raise TooMuchRemovedError(
            f"{share:.1%} would be removed, more than --max-removed {job.max_removed:g} allows; {job.output} was not "
            f"written (the rows are in {work.directory / KEPT})"
        )
    with Staged(file.path for file in work.manifest.files) as staged:
        if job.output:
            _copy_rows(work, job.output, staged)
        if job.report:
            report = staged.open_private(job.report)
            for folder in (REMOVALS, SPARED):
                for path in work.files(folder):
                    report.write(path.read_bytes())
        if job.json and job.json != STANDARD:
            staged.open(job.json).write(_as_json(counts))
    if job.json == STANDARD:
        write_stdout(_as_json(counts))
    if not job.quiet:
        say(f"{job.output or work.directory}: {_in_words(counts)}")


def _copy_rows(work: Work, output: str, staged: Staged) -> None:
    """Copies the rows that stay to the file or folder that is asked for."""
    manifest = work.manifest
    folder = work.directory / KEPT
    kept = [DataFile(str(path), str(path.relative_to(folder)), str(path)) for path in work.files(KEPT)]
    rows = Rows(kept, manifest.fields, max_row=manifest.max_row)
    rows.format = manifest.row_format
    destination = Destination(output, staged, rows.format, rows.fields, False)
    rows.copy(destination, np.ones(work.counts()["kept"], bool), None, lambda reject, raw: None)
    destination.close()


def _as_json(counts: dict[str, int]) -> bytes:
    return json.dumps(counts).encode("ascii") + b"\n"


def _in_words(counts: dict[str, int]) -> str:
    kinds = f"{counts['exact']:,} exact, {counts['same_words']:,} same words, {counts['near']:,} near"
    return (
        f"{counts['removed']:,} of {counted(counts['documents'], 'document')} removed ({kinds}), "
        f"{counts['spared']:,} spared, {counts['unresolved']:,} unresolved"
    )
