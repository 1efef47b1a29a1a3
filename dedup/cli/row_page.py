"""Writes the page of `dedup corpus` and `dedup blocks`."""

from __future__ import annotations

from collections import Counter
from typing import BinaryIO

import numpy as np

from dedup.cli.command_line import command_line
from dedup.cli.row_options import Job
from dedup.io.rows import Rows
from dedup.report.html.collection import Setting, Source
from dedup.report.row_reports import BlockReport, RowReport


def write_page(file: BinaryIO, job: Job, rows: Rows, report: RowReport, threshold: float) -> None:
    """Writes the page about what was found in some rows, at a threshold."""
    setting = Setting(
        read_again=rows.read_again,
        name_of=rows.name_of,
        sources=_sources(rows, report),
        threshold=threshold,
        name="blocks" if isinstance(report, BlockReport) else "corpus",
        outcome="would be removed" if job.annotate else "removed",
        command_line=command_line(),
    )
    report.write_page(file, setting)


def _sources(rows: Rows, report: RowReport) -> list[Source]:
    """What each file loses, or each folder of texts; those that lose most first."""
    documents = np.flatnonzero(~rows.is_reference).tolist()
    total, losing = Counter(map(rows.source_of, documents)), Counter(map(rows.source_of, report.losing()))
    sources = [Source(name, count, losing[name]) for name, count in total.items()]
    return sorted(sources, key=lambda source: (-source.losing, source.name))
