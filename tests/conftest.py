"""How many examples a property is tried on, and the switch that turns a skipped test into a failed one."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest
from hypothesis import settings

from dedup.kernel import _kernel

# No deadlines: on a busy machine they fail at random.  The same examples each time: a change fails a test, luck never.
# Fifty of them, since their number would bring no other ones from run to run; `hunt` looks further.
settings.register_profile("default", deadline=None, derandomize=True, database=None, print_blob=True, max_examples=50)
# Where each takes ten times as long, or where they were all tried before, in another environment.
settings.register_profile("few", settings.get_profile("default"), max_examples=10)
# While a change is being made.
settings.register_profile("quick", settings.get_profile("default"), max_examples=5)
# Other examples each time, ten times as many; those that failed are tried again first.
settings.register_profile("hunt", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

NO_SKIPS = os.environ.get("DEDUP_NO_SKIPS") == "1"


def pytest_report_header() -> str:
    return f"kernel: {_kernel.__file__}"  # which of several builds is being tested


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    fail_if_skipped(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    fail_if_skipped(report)
    return report


def fail_if_skipped(report: pytest.TestReport | pytest.CollectReport) -> None:
    if NO_SKIPS and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may be: {report.longrepr}"
