"""Reports what a run over a large collection would take, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from dedup.corpus.documents.estimates import READS
from dedup.report.amounts import in_bytes, in_time
from dedup.report.summary import counted

if TYPE_CHECKING:
    from dedup.corpus.documents.estimates import Estimate, Trial


class Machine(NamedTuple):
    """What there is."""

    cores: int
    memory_bytes: int
    free_bytes: int  #: on the disk of temporary files


class Plan(NamedTuple):
    """A collection, and what a run over it would take."""

    documents: int
    bytes: int
    engine: str
    jobs: int
    trials: Sequence[Trial]
    estimate: Estimate
    machine: Machine


def as_text(plan: Plan) -> Iterator[str]:
    """Yields the lines of a report for people."""
    estimate, machine = plan.estimate, plan.machine
    yield "measured on this machine: generated samples"
    yield "  sample   documents       time        CPU     memory  temporary files     output"
    for trial in plan.trials:
        yield (
            f"{in_bytes(trial.input_bytes):>8} {trial.documents:>11,} {in_time(trial.seconds):>10} "
            f"{in_time(trial.cpu_seconds):>10} {in_bytes(trial.peak_bytes):>10} "
            f"{in_bytes(trial.temporary_bytes):>16} {in_bytes(trial.output_bytes):>10}"
        )
    yield ""
    average = in_bytes(plan.bytes / plan.documents)
    yield (
        f"extrapolated: {counted(plan.documents, 'document')}, {in_bytes(plan.bytes)}, {average} each, "
        f"--engine {plan.engine} --jobs {plan.jobs}"
    )
    core_hours = f"{estimate.cpu_seconds / 3600:,.3g} core-hours"
    yield f"  time             {in_time(estimate.seconds):<13} {core_hours}"
    whose = "" if plan.engine == "local" else "in the largest process, "
    yield (
        f"  memory           {in_bytes(estimate.memory_bytes):<13} "
        f"{whose}{_of(estimate.memory_bytes, machine.memory_bytes)}"
    )
    yield (
        f"  temporary files  {in_bytes(estimate.temporary_bytes):<13} "
        f"{_of(estimate.temporary_bytes, machine.free_bytes, ' free')}"
    )
    yield f"  output           {in_bytes(estimate.output_bytes):<13} at most the input, {in_bytes(plan.bytes)}"
    yield f"  volume           {in_bytes(estimate.moved_bytes):<13} read and written, all stages together"
    speed = f"{in_bytes(estimate.disk_bytes_a_second)}/s"
    yield f"  disk speed       {speed:<13} needed for this time; the input is read {READS} times"


def _of(needed: float, there: int, what: str = "") -> str:
    """What there is, and whether it is enough."""
    return f"{'more than' if needed > there else 'of'} the {in_bytes(there)}{what} here"


def as_json(plan: Plan) -> dict[str, Any]:
    """The same for programs, JSON-ready."""
    return {
        "format": 1,
        "documents": plan.documents,
        "bytes": plan.bytes,
        "engine": plan.engine,
        "jobs": plan.jobs,
        "measured": [trial._asdict() for trial in plan.trials],
        "extrapolated": plan.estimate._asdict(),
        "machine": plan.machine._asdict(),
    }
