"""`dedup plan`: estimates what `dedup corpus` would take for a large collection on this machine."""

from __future__ import annotations

import json
import os
import shutil
from tempfile import gettempdir

import click

from dedup.cli.cores import cores, jobs_for
from dedup.cli.help import QUIET, Command, option
from dedup.cli.messages import say
from dedup.cli.plan.amounts import read_amount
from dedup.cli.plan.trials import run_trials
from dedup.cli.progress import progress
from dedup.cli.rows.checks import check_reading
from dedup.cli.rows.document_options import jaccard_option
from dedup.cli.rows.input_options import LONGEST_ROW, TEXT
from dedup.cli.rows.options import JOBS
from dedup.cli.rows.reading import Reading, opened_rows
from dedup.corpus.documents.estimates import ENGINES, estimate
from dedup.errors import InputError
from dedup.io.standard import write_stdout
from dedup.options import deduplicate_options
from dedup.report.amounts import in_bytes
from dedup.report.plan import Machine, Plan, as_json, as_text
from dedup.report.summary import counted

#: The largest collection there can be: documents are numbered in 32 bits.
MOST_DOCUMENTS, MOST_BYTES = 2**32 - 1, 10**18

#: Shards of a trial, for each process.
SHARDS = 2

EXAMPLES = """
dedup plan pages.jsonl
dedup plan --docs 2e6 --bytes 8GB
dedup plan --docs 1e9 --bytes 5TB --engine spark --jobs 640
dedup plan --docs 1e9 --bytes 5TB --jobs 16 --json
"""


@click.command(cls=Command, short_help="Estimate time, memory and disk for a collection.", examples=EXAMPLES)
@click.argument("inputs", nargs=-1, metavar="[IN]...")
@option("--docs", group="Collection", metavar="N", help="Without IN: the number of documents, such as 1e9 or 250M.")
@option("--bytes", "size", group="Collection", metavar="SIZE", help="Without IN: the bytes of all files, such as 5TB.")
@TEXT
@jaccard_option("The threshold of the run: lower ones need more memory.", "Collection")
@option(
    "--engine",
    group="Collection",
    type=click.Choice([*ENGINES]),
    default="local",
    help="What runs it: `local` is one machine, which holds all documents; the others work over shards.",
)
@option("--json", "to_json", group="Output", is_flag=True, help="Print the result as one line of JSON.")
@QUIET
@JOBS
def command(
    inputs: tuple[str, ...],
    docs: str | None,
    size: str | None,
    text: str,
    jaccard: float,
    engine: str,
    to_json: bool,
    quiet: bool,
    jobs: int | None,
) -> int:
    """Estimate how much time, memory and disk `dedup corpus` needs on machines like this one.

    The collection is IN, as in `dedup corpus`, of which only documents and bytes are counted; or one that you do not
    have here, by --docs and --bytes.

    Runs `dedup corpus` on two samples, for some seconds, and extrapolates from what it measures. The samples are
    generated: JSON lines of pseudo-words in documents of the same average size, one in ten of which repeats another.
    Real text may take a third longer, and text with more copies more disk.

    Ray and Spark run the stages of `dedup corpus --shards`: those are what is measured. What the engine itself takes
    comes from the benchmarks: Ray over files, Spark over a data frame. --jobs is then the number of cores in all.
    """
    deduplicate_options(jaccard=jaccard, jobs=1 if jobs is None else jobs)
    documents, total = _measured(inputs, text, quiet) if _has_inputs(inputs, docs, size) else _given(docs, size)
    jobs = jobs_for(total) if jobs is None else jobs
    if not quiet:
        say("dedup: running two generated samples")
    here = jobs if engine == "local" else min(jobs, cores())
    shards = () if engine == "local" else ("--shards", str(SHARDS * here))
    small, large = run_trials(total / documents, ["--jaccard", str(jaccard), "--jobs", str(here), *shards])
    plan = Plan(
        documents=documents,
        bytes=total,
        jobs=jobs,
        trials=(small, large),
        engine=engine,
        estimate=estimate(small, large, documents, total, jaccard, engine, jobs / here),
        machine=_this_machine(),
    )
    lines = [json.dumps(as_json(plan), separators=(",", ":"))] if to_json else as_text(plan)
    write_stdout("".join(f"{line}\n" for line in lines).encode("ascii"))
    return 0


def _has_inputs(inputs: tuple[str, ...], docs: str | None, size: str | None) -> bool:
    """Whether the collection is there, and not only described; raises `UsageError` if it is neither or both."""
    described = docs is not None or size is not None
    if bool(inputs) == described:
        raise click.UsageError("Give IN, whose documents and bytes are counted, or else --docs and --bytes.")
    if described and (docs is None or size is None):
        there, missing = ("--docs", "--bytes") if size is None else ("--bytes", "--docs")
        raise click.UsageError(f"{there} needs {missing}, too.")
    return not described


def _given(docs: str | None, size: str | None) -> tuple[int, int]:
    """The documents and bytes that the options say."""
    documents = read_amount("--docs", docs or "", MOST_DOCUMENTS, "1e9 or 250M, up to 4,294,967,295")
    total = read_amount("--bytes", size or "", MOST_BYTES, "5e12 or 5TB, up to 1,000 PB")
    if total < documents:
        raise click.UsageError("--bytes is the size of all documents together, and at least one byte for each.")
    return documents, total


def _measured(inputs: tuple[str, ...], field: str, quiet: bool) -> tuple[int, int]:
    """The documents and bytes of files; if they are packed, the bytes of their texts.

    Raises:
        InputError: No row can be read.
    """
    reading = Reading(inputs, field, None, (), (), (), "skip", LONGEST_ROW)
    with opened_rows(reading, check_reading(reading)) as rows:
        with progress(rows.total_size, quiet) as (begin, rows.listener):
            begin("counting")
            of_texts = sum(len(text.encode("utf-8", "surrogatepass")) for batch in rows.read() for text in batch.texts)
        if rows.count == 0:
            reject = rows.first_reject
            name, reason = (reject.file, reject.reason) if reject else (inputs[0], "there is no document")
            raise InputError(name, reason, reject and reject.line, reject and reject.byte)
        total = max(rows.total_size, of_texts)
        if not quiet:
            say(f"dedup: {counted(rows.count, 'document')}, {in_bytes(total)}")
        return rows.count, total


def _this_machine() -> Machine:
    return Machine(
        cores=cores(),
        memory_bytes=os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"),
        free_bytes=shutil.disk_usage(gettempdir()).free,
    )
