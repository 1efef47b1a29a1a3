"""Writes the pages of `dedup corpus`, `dedup blocks` and `dedup tune`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from dedup.cli.command_line import command_line
from dedup.cli.rows.options import Job
from dedup.corpus.documents.result import document_stats
from dedup.corpus.documents.tuning import Tuning
from dedup.io.rows.rows import Rows
from dedup.report.html.charts import AtThreshold
from dedup.report.html.collection import Setting
from dedup.report.html.document_page import write_document_page
from dedup.report.row_reports import BlockReport, RowReport
from dedup.report.sources import SourceCount


def write_page(
    file: BinaryIO, job: Job, rows: Rows, report: RowReport, sources: Sequence[SourceCount], threshold: float
) -> None:
    """Writes the page about what was found in some rows, at a threshold."""
    setting = Setting(
        read_again=rows.read_again,
        sources=sources,
        threshold=threshold,
        name="blocks" if isinstance(report, BlockReport) else "corpus",
        outcome=job.verb,
        command_line=command_line(),
    )
    report.write_page(file, setting)


def write_tuning_page(file: BinaryIO, rows: Rows, tuning: Tuning, sources: Sequence[SourceCount]) -> None:
    """Writes the page about what thresholds would remove from some rows."""
    counts = [(jaccard, document_stats(outcome)) for jaccard, outcome in tuning.thresholds]
    setting = Setting(
        read_again=rows.read_again,
        sources=sources,
        threshold=tuning.jaccard,
        name="tune",
        outcome="would be removed",
        command_line=command_line(),
        curve=[AtThreshold(at, one.exact, one.same_words, one.near, one.contained) for at, one in counts],
        below=[borderline.pair for borderline in tuning.below],
    )
    write_document_page(file, tuning.chosen, rows.name_of, setting)
