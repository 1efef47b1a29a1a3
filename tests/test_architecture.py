"""The shape of the package: what may import what, what things are called, and how much an import loads."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import dedup

PACKAGE = Path(dedup.__file__).parent

#: A module imports from lower rows only; packages in one row do not know each other.
ROWS = {
    "kernel": 0,
    "repeats": 1,
    "io": 2,
    "corpus": 3,
    "index": 4,
    "api": 5,
    "report": 6,
    "integrations": 6,
    "cli": 7,
}
#: The same among the rooms and modules of `corpus`.
CORPUS_ROWS = {
    "checkpoint": 0,
    "grouping": 0,
    "outcome": 0,
    "parallel": 0,
    "lsh": 1,
    "source": 1,
    "minimizer_files": 2,
    "packed_file": 2,
    "blocks": 3,
    "documents": 3,
    "sharded": 4,
}
#: The same among the modules of `index`.
INDEX_ROWS = {
    "header": 0,
    "sketches": 0,
    "documents": 0,
    "database": 1,
    "arguments": 2,
    "store": 2,
    "matching": 3,
    "seen_blocks": 3,
    "upkeep": 3,
    "against": 4,
    "index": 4,
}
#: The same among the rooms of `io`; what stands in none of them is for both.
IO_ROWS = {
    "": 0,
    "formats": 1,
    "rows": 2,
}
#: The same among the rooms of the kernel; what stands in none of them is for all.
KERNEL_ROWS = {
    "": 0,
    "text": 1,
    "words": 2,
    "structure": 3,
    "align": 4,
    "blocks": 4,
    "sketch": 4,
    "features": 5,
    "repeats": 6,
    "decide": 7,
}
#: The one import upwards, made when it is used: a notebook asks a result to show itself.
UPWARDS = {("results/value.py", "dedup.report.html.notebook")}
FOR_ALL = {"errors", "hints", "options", "record", "results"}
EXEMPT = {"__init__", "__main__"}

#: Words that no name may have, since each had several meanings or none that a newcomer knows, and what to
#: write instead.  The kernel's names are C's as well.
RETIRED = {
    "deed": "verb",
    "found": "what was found: matches, removals, regions",
    "gone": "removed, removals",
    "home": "first_seen",
    "homes": "first_seen",
    "seed": "minimizer",
    "seeds": "minimizers",
    "sign": "character, byte, token, digest; for the verb: sketch",
    "signs": "characters, bytes, tokens, digests",
    "survey": "fingerprints",
}

MAX_LINES = 400
GENERATED = {"fold_table.c"}

MODULES = sorted(PACKAGE.rglob("*.py"))
SUFFIXES = {".py", ".pyi", ".pyx", ".pxd", ".pxi", ".c", ".h"}
SOURCES = sorted(path for path in PACKAGE.rglob("*") if path.suffix in SUFFIXES)


def in_package(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def part_of(name: str) -> str:
    """The package, or top-level module, that a dotted name below `dedup` belongs to."""
    return name.split(".")[1]


def at_run_time(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes below one, but for what only type checkers see."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.If) and isinstance(child.test, ast.Name) and child.test.id == "TYPE_CHECKING"):
            yield from at_run_time(child)


def imports_of(path: Path, walk: Callable[[ast.AST], Iterator[ast.AST]] = ast.walk) -> Iterator[str]:
    """The dotted names below `dedup` that a module imports anywhere in it."""
    for node in walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Import(names=names):
                imported = [alias.name for alias in names]
            case ast.ImportFrom(module=str(module), level=0, names=names):
                imported = [f"{module}.{alias.name}" for alias in names] if module == "dedup" else [module]
            case ast.ImportFrom(level=level) if level:
                pytest.fail(f"{in_package(path)}:{node.lineno}: a relative import")
            case _:
                continue
        yield from (name for name in imported if name.startswith("dedup.") and name != "dedup.__version__")


@pytest.mark.parametrize("path", MODULES, ids=in_package)
def test_a_module_imports_only_from_lower_rows(path: Path) -> None:
    own = path.relative_to(PACKAGE).with_suffix("").parts[0]
    if own in EXEMPT:
        return
    for name in imports_of(path):
        if (in_package(path), name) in UPWARDS:
            continue
        part = part_of(name)
        allowed = part in FOR_ALL or part == own or ROWS.get(part, 99) < ROWS.get(own, -1)
        assert allowed, f"{in_package(path)} may not import {name}"


@pytest.mark.parametrize("path", sorted((PACKAGE / "corpus").rglob("*.py")), ids=in_package)
def test_a_room_of_corpus_imports_only_from_lower_rows(path: Path) -> None:
    own = path.relative_to(PACKAGE / "corpus").with_suffix("").parts[0]
    for name in imports_of(path):
        if name.startswith("dedup.corpus."):
            part = name.split(".")[2]
            assert part == own or CORPUS_ROWS[part] < CORPUS_ROWS[own], f"{in_package(path)} may not import {name}"


def room_in_io(parts: Sequence[str]) -> str:
    """The room of `io` that a path or dotted name below it leads to, "" for none."""
    return parts[0] if parts[0] in IO_ROWS else ""


@pytest.mark.parametrize("path", sorted((PACKAGE / "io").rglob("*.py")), ids=in_package)
def test_a_room_of_io_imports_only_from_lower_rows(path: Path) -> None:
    own = room_in_io(path.relative_to(PACKAGE / "io").with_suffix("").parts)
    for name in imports_of(path):
        if name.startswith("dedup.io."):
            room = room_in_io(name.split(".")[2:])
            assert room == own or IO_ROWS[room] < IO_ROWS[own], f"{in_package(path)} may not import {name}"


@pytest.mark.parametrize("path", sorted((PACKAGE / "index").glob("*.py")), ids=in_package)
def test_a_module_of_index_imports_only_from_lower_rows(path: Path) -> None:
    for name in imports_of(path):
        if name.startswith("dedup.index."):
            part = name.split(".")[2]
            assert INDEX_ROWS[part] < INDEX_ROWS[path.stem], f"{in_package(path)} may not import {name}"


KERNEL = PACKAGE / "kernel"
C_FILES = sorted(path for path in KERNEL.rglob("*") if path.suffix in {".c", ".h"})
INCLUDE = re.compile(r'#include "(.+)"')


def room_of(path: Path) -> str:
    """The room of the kernel in which a file stands, "" for none."""
    return "" if path.parent == KERNEL else path.parent.relative_to(KERNEL).as_posix()


def includes_of(path: Path) -> Iterator[Path]:
    """The kernel's own headers that a C file includes: a name alone is looked for beside it, then outside all rooms."""
    for name in INCLUDE.findall(path.read_text("utf-8")):
        yield next(place / name for place in (path.parent, KERNEL) if (place / name).exists())


@pytest.mark.parametrize("path", C_FILES, ids=in_package)
def test_a_room_of_the_kernel_includes_only_from_lower_rows(path: Path) -> None:
    own = room_of(path)
    for header in includes_of(path):
        room = room_of(header)
        assert room == own or KERNEL_ROWS[room] < KERNEL_ROWS[own], f"{in_package(path)} may not include {header.name}"


def test_no_header_of_the_kernel_hides_another() -> None:
    names = [path.name for path in C_FILES]
    assert len({*names}) == len(names)


def test_no_header_of_the_kernel_needs_itself_by_a_detour() -> None:
    TopologicalSorter({path: {*includes_of(path)} for path in C_FILES}).prepare()


def test_no_module_needs_itself_by_a_detour() -> None:
    def name_of(path: Path) -> str:
        return ".".join(("dedup", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")

    late = {name for _, name in UPWARDS}
    needs = {name_of(path): {*imports_of(path, at_run_time)} - {name_of(path), *late} for path in MODULES}
    TopologicalSorter(needs).prepare()


def test_every_package_and_module_has_a_row() -> None:
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    modules = {path.stem for path in PACKAGE.glob("*.py")}
    assert packages | modules <= ROWS.keys() | FOR_ALL | EXEMPT


def test_no_module_has_the_name_of_a_public_function() -> None:
    functions = {name for name in dedup.__all__ if inspect.isfunction(getattr(dedup, name))}
    modules = [path for path in SOURCES if path.suffix not in {".c", ".h"}]
    assert not functions & {name for path in modules for name in (path.stem, path.parent.name)}


@pytest.mark.parametrize("path", SOURCES, ids=in_package)
def test_a_file_can_be_read_at_one_sitting(path: Path) -> None:
    if path.name not in GENERATED:
        assert path.read_bytes().count(b"\n") <= MAX_LINES


def test_no_file_is_a_drawer_for_odds_and_ends() -> None:
    drawers = {"utils", "util", "common", "helpers", "misc", "base", "manager", "shared"}
    assert not drawers & {part for path in SOURCES for part in (path.stem, path.parent.name)}


def words_of(name: str) -> set[str]:
    """The words of a name in snake case or camel case."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def test_words_of_a_name() -> None:
    assert words_of("_find_seedFiles2") == {"find", "seed", "files"}
    assert words_of("WorkDirectoryError") == {"work", "directory", "error"}


@pytest.mark.parametrize("path", [path for path in MODULES if path.parent.name != "kernel"], ids=in_package)
def test_no_name_has_a_retired_word(path: Path) -> None:
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    names = [node.name for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, kinds)]
    for name in (path.stem, *names):
        for word in words_of(name) & RETIRED.keys():
            pytest.fail(f"{in_package(path)}: instead of {word!r} in {name!r} write {RETIRED[word]}")


def test_public_names_are_those_declared() -> None:
    assert dir(dedup) == sorted(dedup.__all__)
    assert all(getattr(dedup, name) is getattr(dedup, name) for name in dedup.__all__)
    with pytest.raises(AttributeError, match="no attribute 'missing'"):
        dedup.missing  # type: ignore[attr-defined]  # noqa: B018


def run_python(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_public_functions_outlive_the_import_of_every_module() -> None:
    # A lazily imported name is overwritten when a module of the same name is imported.
    run_python("""
import importlib, pkgutil, dedup
assert dedup.collapse("").text == ""
for module in pkgutil.walk_packages(dedup.__path__, "dedup."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
assert dedup.collapse("").text == dedup.collapse("").text == ""
""")


#: Modules that take long to import, many of them as long as Python takes to start.
HEAVY = {
    *("click", "dataclasses", "enum", "hashlib", "importlib", "inspect", "json", "logging", "msgspec", "numpy"),
    *("pathlib", "re", "rich", "tempfile", "typing"),
}

SENTENCE = "The council met on Monday evening to vote on the new bridge across the river. "


def loaded_by(program: str) -> set[str]:
    """The modules that a program loads, beside those with which Python starts."""
    before, after = run_python(f"import sys; print(*sys.modules); {program}; print(*sys.modules)").splitlines()
    return {*after.split()} - {*before.split()}


def test_the_package_loads_nothing_before_it_is_used() -> None:
    assert loaded_by("import dedup") <= {"__future__", "dedup"}


def test_collapse_and_compare_load_nothing_heavy() -> None:
    loaded = loaded_by(f"""import dedup
assert dedup.collapse({2 * SENTENCE!r}).changed
assert dedup.compare({SENTENCE!r}, {SENTENCE!r}).passages""")
    assert not HEAVY & loaded


@pytest.mark.parametrize("arguments", [("--version",), ("collapse", "page.txt"), ("collapse", "--diff", "page.txt")])
def test_the_command_loads_nothing_heavy(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "page.txt").write_text(2 * SENTENCE)
    loaded = run_python(f"""
import atexit, os, sys
from dedup.cli.main import run
os.chdir({str(tmp_path)!r})
sys.argv = ["dedup", *{arguments}]
atexit.register(lambda: print("Loaded:", *sys.modules))
run()
""").rpartition("Loaded:")[2]
    assert "dedup.io.standard" in loaded
    assert not HEAVY & {*loaded.split()}


def test_the_options_of_collapse_need_only_click() -> None:
    loaded = loaded_by("import dedup.cli.commands, dedup.cli.text.collapse_command")
    assert not {"hashlib", "msgspec", "numpy", "rich", "tempfile"} & loaded
