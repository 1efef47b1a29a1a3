"""Writes the pages of `dedup corpus`, `dedup blocks` and `dedup tune`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import BinaryIO

import numpy as np

from dedup.cli.command_line import command_line
from dedup.cli.row_options import Job
from dedup.corpus.documents.result import document_stats
from dedup.corpus.documents.tuning import Tuning
from dedup.io.rows import Rows
from dedup.report.html.charts import AtThreshold
from dedup.report.html.collection import Setting, Source
from dedup.report.html.document_page import write_document_page
from dedup.report.row_reports import BlockReport, RowReport


def write_page(file: BinaryIO, job: Job, rows: Rows, report: RowReport, threshold: float) -> None:
    """Writes the page about what was found in some rows, at a threshold."""
    setting = Setting(
        read_again=rows.read_again,
        sources=_sources(rows, report.losing()),
        threshold=threshold,
        name="blocks" if isinstance(report, BlockReport) else "corpus",
        outcome="would be removed" if job.annotate else "removed",
        command_line=command_line(),
    )
    report.write_page(file, setting)


def write_tuning_page(file: BinaryIO, rows: Rows, tuning: Tuning) -> None:
    """Writes the page about what thresholds would remove from some rows."""
    counts = [(jaccard, document_stats(outcome)) for jaccard, outcome in tuning.thresholds]
    setting = Setting(
        read_again=rows.read_again,
        sources=_sources(rows, tuning.chosen.removals["number"].tolist()),
        threshold=tuning.jaccard,
        name="tune",
        outcome="would be removed",
        command_line=command_line(),
        curve=[AtThreshold(at, one.exact, one.same_words, one.near, one.contained) for at, one in counts],
        below=[borderline.pair for borderline in tuning.below],
    )
    write_document_page(file, tuning.chosen, rows.name_of, setting)


def _sources(rows: Rows, losing: Iterable[int]) -> list[Source]:
    """What each file loses, or each folder of texts; those that lose most first."""
    documents = np.flatnonzero(~rows.is_reference).tolist()
    total, lost = Counter(map(rows.source_of, documents)), Counter(map(rows.source_of, losing))
    sources = [Source(name, count, lost[name]) for name, count in total.items()]
    return sorted(sources, key=lambda source: (-source.losing, source.name))
