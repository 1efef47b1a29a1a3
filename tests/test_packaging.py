"""What the metadata promises and the files must keep."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.metadata import entry_points, metadata, packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import dedup

pytestmark = pytest.mark.slow

DISTRIBUTION = "dedup-spans"
PACKAGE = Path(dedup.__file__).parent

#: The modules that need what an extra installs.
EXTRAS = {
    "arrow": {
        *(
            "corpus/source/columns.py",
            "io/formats/arrow_conversion.py",
            "io/formats/arrow_fields.py",
            "io/formats/arrow_files.py",
        ),
        *(
            "io/formats/arrow_records.py",
            "integrations/arrow_batches.py",
            "integrations/shared_folder.py",
            "integrations/stages.py",
        ),
    },
    "datasketch": {"integrations/datasketch.py"},
    "encodings": {"io/guessed_encoding.py"},
    "gzip": {"io/gzip_members.py"},
    "html": {"io/html.py"},
    "ray": {"integrations/ray.py"},
    "remote": {"io/rows/remote.py"},
    "report": {"report/html/page.py", "report/html/page_file.py"},
    "scrapy": {"integrations/scrapy.py"},
    "spark": {"integrations/spark.py"},
}

#: What comes to a gigabyte, and is installed where its cluster is.
LARGE = {"ray", "spark"}

#: From Python 3.14 on `compression` is in the standard library; before, `backports` stands in for it.
STANDARD = {*sys.stdlib_module_names, "compression", *({"backports"} if sys.version_info >= (3, 14) else ())}

ASKED_FOR = {Requirement(line) for line in requires(DISTRIBUTION) or ()}


#: The distributions that bring each package, read from those of all that are installed here.
DISTRIBUTIONS = cache(packages_distributions)


def needed(extra: str = "") -> set[str]:
    """The distributions that are installed with the package, or with one of its extras as well."""
    return {
        canonicalize_name(requirement.name)
        for requirement in ASKED_FOR
        if requirement.name != DISTRIBUTION
        and (requirement.marker is None or requirement.marker.evaluate({"extra": extra}))
    }


def imports_of(path: Path) -> Iterator[str]:
    """The packages that a module imports anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Import(names=names):
                yield from (alias.name.partition(".")[0] for alias in names)
            case ast.ImportFrom(module=str(module), level=0):
                yield module.partition(".")[0]


@cache
def importers() -> dict[str, set[str]]:
    """The modules that import something of each distribution of somebody else's."""
    distributions = DISTRIBUTIONS()
    found: dict[str, set[str]] = defaultdict(set)
    for path in PACKAGE.rglob("*.py"):
        for name in {*imports_of(path)} - STANDARD - {"dedup"}:
            found[canonicalize_name(distributions[name][0])].add(path.relative_to(PACKAGE).as_posix())
    return found


def test_the_version_is_the_packages_own() -> None:
    assert metadata(DISTRIBUTION)["Version"] == dedup.__version__


def test_the_command_is_installed() -> None:
    (command,) = entry_points(group="console_scripts", name="dedup")
    assert callable(command.load())


def test_users_install_only_what_the_package_imports() -> None:
    own = set().union(*EXTRAS.values())
    assert needed() == {name for name, modules in importers().items() if not modules <= own}


def test_extras_are_those_that_have_modules() -> None:
    extras = metadata(DISTRIBUTION).get_all("Provides-Extra") or []
    assert {*extras} - {"all"} == EXTRAS.keys()
    (everything,) = (own for own in ASKED_FOR if own.name == DISTRIBUTION and own.marker.evaluate({"extra": "all"}))
    assert everything.extras == EXTRAS.keys() - LARGE


@pytest.mark.parametrize("extra", EXTRAS)
def test_an_extra_installs_only_what_its_modules_import(extra: str) -> None:
    added = needed(extra) - needed()
    assert added == {name for name, modules in importers().items() if modules & EXTRAS[extra]} - needed()
    for name in added:
        assert importers()[name] == EXTRAS[extra]


@pytest.mark.parametrize("extra", EXTRAS)
def test_everything_else_works_without_it(extra: str) -> None:
    added = needed(extra) - needed()
    absent = [name for name, (one, *_) in DISTRIBUTIONS().items() if canonicalize_name(one) in added]
    program = f"""
import importlib, pkgutil, sys
sys.modules.update(dict.fromkeys({absent}))  # so that importing them fails
import dedup
for module in pkgutil.walk_packages(dedup.__path__, "dedup."):
    file = module.name.removeprefix("dedup.").replace(".", "/") + ".py"
    needs_extra = file.startswith("integrations/")  # whose packages may need those of another extra
    if not module.name.endswith("__main__") and not needs_extra and file not in {EXTRAS[extra]}:
        importlib.import_module(module.name)
print(*dedup.deduplicate(["one text", "One text."]).kept_ids)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "0\n"), done.stderr


def test_without_a_compiled_kernel_the_error_says_where_to_run_python(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "dedup", ignore=shutil.ignore_patterns("*.so", "__pycache__"))
    program = "import dedup; dedup.collapse('')"
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        f"ImportError: no compiled kernel in {tmp_path / 'dedup' / 'kernel'}; if this is a source tree, run Python "
        "elsewhere, or run `make build` there"
    )


def test_a_kernel_older_than_its_sources_says_so(tmp_path: Path) -> None:
    def messages() -> str:
        command = [sys.executable, "-c", "import dedup; dedup.collapse('')"]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stderr

    kernel = tmp_path / "dedup" / "kernel"
    shutil.copytree(PACKAGE, kernel.parent)
    assert messages() == ""
    for name in ("cpu.c", "features/judge.c", "words/words.h", "kernel.pxd", "_words.pyx"):
        now = time.time()
        os.utime(kernel / name, (now, now + 86400))
        assert "RuntimeWarning: the compiled kernel is older than its sources; run `make build`" in messages()
        os.utime(kernel / name, (now, 0))
    os.utime(kernel / "cpu.c", (now, now + 86400))
    (kernel / "_kernel.pyx").unlink()  # as in a wheel, which holds no sources
    assert messages() == ""
