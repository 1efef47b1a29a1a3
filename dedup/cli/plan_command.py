"""`dedup plan`: estimates what `dedup corpus` would take for a large collection on this machine."""

from __future__ import annotations

import json
import os
import shutil
from tempfile import gettempdir

import click

from dedup.cli.amounts import read_amount
from dedup.cli.cores import cores, jobs_for
from dedup.cli.document_options import jaccard_option
from dedup.cli.help import QUIET, Command, option
from dedup.cli.messages import say
from dedup.cli.row_options import JOBS
from dedup.cli.trials import run_trials
from dedup.corpus.documents.estimates import ENGINES, estimate
from dedup.io.standard import write_stdout
from dedup.options import deduplicate_options
from dedup.report.plan import Machine, Plan, as_json, as_text

#: The largest collection there can be: documents are numbered in 32 bits.
MOST_DOCUMENTS, MOST_BYTES = 2**32 - 1, 10**18

#: Shards of a trial, for each process.
SHARDS = 2

EXAMPLES = """
dedup plan --docs 2e6 --bytes 8GB
dedup plan --docs 1e9 --bytes 5TB --engine spark --jobs 640
dedup plan --docs 1e9 --bytes 5TB --jobs 16 --json
"""


@click.command(cls=Command, short_help="Estimate time, memory and disk for a collection.", examples=EXAMPLES)
@option("--docs", group="Collection", required=True, metavar="N", help="The number of documents, such as 1e9 or 250M.")
@option(
    "--bytes", "size", group="Collection", required=True, metavar="SIZE", help="The bytes of all files, such as 5TB."
)
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
def command(docs: str, size: str, jaccard: float, engine: str, to_json: bool, quiet: bool, jobs: int | None) -> int:
    """Estimate how much time, memory and disk `dedup corpus` needs for N documents on machines like this one.

    Runs it on two samples, for some seconds, and extrapolates from what it measures. The samples are generated:
    JSON lines of pseudo-words in documents of the same average size, one in ten of which repeats another. Real text
    may take a third longer, and text with more copies more disk.

    Ray and Spark run the stages of `dedup corpus --shards`: those are what is measured. What the engine itself takes
    comes from the benchmarks: Ray over files, Spark over a data frame. --jobs is then the number of cores in all.
    """
    documents = read_amount("--docs", docs, MOST_DOCUMENTS, "1e9 or 250M, up to 4,294,967,295")
    total = read_amount("--bytes", size, MOST_BYTES, "5e12 or 5TB, up to 1,000 PB")
    if total < documents:
        raise click.UsageError("--bytes is the size of all documents together, and at least one byte for each.")
    jobs = jobs_for(total) if jobs is None else jobs
    deduplicate_options(jaccard=jaccard, jobs=jobs)
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


def _this_machine() -> Machine:
    return Machine(
        cores=cores(),
        memory_bytes=os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"),
        free_bytes=shutil.disk_usage(gettempdir()).free,
    )
