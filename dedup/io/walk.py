"""Finds the files below folders, as ripgrep does: hidden ones, links and what ignore files name are left out."""

from __future__ import annotations

import os

from dedup.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pathspec import GitIgnoreSpec

#: Files with patterns of what to leave out, in the syntax of git.  A later one has the last word.
IGNORE_FILES = (".gitignore", ".ignore")


class Filter(NamedTuple):
    """Which files of a folder are wanted; the patterns are those of a .gitignore."""

    include: Sequence[str] = ()  #: if there are any, a file must match one
    exclude: Sequence[str] = ()  #: files and folders to leave out
    hidden: bool = False  #: whether files and folders whose names begin with a dot are wanted
    ignored: bool = False  #: whether what ignore files name is wanted


class _Rules(NamedTuple):
    """The patterns of one folder's ignore files."""

    folder: str
    patterns: GitIgnoreSpec

    def verdict(self, path: str) -> bool | None:
        """Whether a path below the folder is to be left out; None if no pattern matches."""
        return self.patterns.check_file(self._below(path)).include

    def reading(self, folder: str) -> _Rules:
        """The rules without the patterns that leave out a folder as a whole: whoever names it wants what is in it."""
        patterns = self.patterns
        while (matched := patterns.check_file(self._below(folder) + "/")).include:
            patterns = type(patterns)(one for place, one in enumerate(patterns.patterns) if place != matched.index)
        return _Rules(self.folder, patterns)

    def _below(self, path: str) -> str:
        return path[len(self.folder) :].lstrip(os.sep)


def files_below(folder: str, wanted: Filter, failed: Callable[[OSError], None]) -> Iterator[tuple[str, str]]:
    """Yields the files of a folder and of those below it, ordered by name, a folder's own files first.

    Args:
        folder: The folder; it is read even if it is hidden or ignored itself.
        wanted: Which of its files to yield.
        failed: Is told of each folder and each ignore file that cannot be read; the others still are.

    Yields:
        The path of each file, and its path below the folder.

    Raises:
        ValueError: A pattern is none.
    """
    include, exclude = _spec(wanted.include), _spec(wanted.exclude)
    above = () if wanted.ignored else _rules_above(os.path.abspath(folder), failed)
    waiting = [("", above)]
    while waiting:
        below, rules = waiting.pop()
        place = os.path.join(folder, below)
        try:
            with os.scandir(place) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            failed(error)
            continue
        if not wanted.ignored:
            rules = (*rules, *_rules_of(os.path.abspath(place), (entry.name for entry in listed), failed))
        folders = []
        for entry in listed:
            if entry.name.startswith(".") and not wanted.hidden:
                continue
            name = os.path.join(below, entry.name)
            if entry.is_dir(follow_symlinks=False):
                if not (exclude.match_file(name + "/") or _left_out(os.path.abspath(entry.path) + "/", rules)):
                    folders.append((name, rules))
            elif entry.is_file(follow_symlinks=False):
                chosen = not wanted.include or include.match_file(name)
                if chosen and not (exclude.match_file(name) or _left_out(os.path.abspath(entry.path), rules)):
                    yield entry.path, name
        waiting += reversed(folders)


def chosen_by(wanted: Filter) -> Callable[[str], bool]:
    """A function that says whether a file's path below its folder is wanted, by `include` and `exclude`.

    >>> is_chosen = chosen_by(Filter(include=["*.parquet"], exclude=["test/"]))
    >>> is_chosen("data/a.parquet"), is_chosen("README.md"), is_chosen("test/a.parquet")
    (True, False, False)

    Raises:
        ValueError: A pattern is none.
    """
    if not wanted.include and not wanted.exclude:
        return lambda path: True
    include, exclude = _spec(wanted.include), _spec(wanted.exclude)
    return lambda path: bool((not wanted.include or include.match_file(path)) and not exclude.match_file(path))


def _spec(patterns: Iterable[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(patterns)


def _left_out(path: str, rules: Sequence[_Rules]) -> bool:
    """Whether a path is to be left out: the nearest folder with a pattern that matches decides."""
    verdicts = (one.verdict(path) for one in reversed(rules))
    return next((verdict for verdict in verdicts if verdict is not None), False)


def _rules_above(folder: str, failed: Callable[[OSError], None]) -> tuple[_Rules, ...]:
    """The rules of the folders that hold this one, up to the root of its repository; none outside of one."""
    rules: list[_Rules] = []
    inner, outer = folder, os.path.dirname(folder)
    while not os.path.exists(os.path.join(inner, ".git")):
        if inner == outer:
            return ()
        rules += _rules_of(outer, os.listdir(outer) if os.access(outer, os.R_OK) else (), failed)
        inner, outer = outer, os.path.dirname(outer)
    return tuple(one.reading(folder) for one in reversed(rules))


def _rules_of(folder: str, names: Iterable[str], failed: Callable[[OSError], None]) -> Iterator[_Rules]:
    """The rules of a folder's ignore files, if it has any."""
    present = {*names}
    lines: list[str] = []
    for name in IGNORE_FILES:
        if name in present:
            try:
                with open(os.path.join(folder, name), encoding="utf-8", errors="surrogateescape") as file:
                    lines += file.read().splitlines()
            except OSError as error:
                failed(error)
    if lines:
        yield _Rules(folder, _spec(filter(_is_pattern, lines)))


def _is_pattern(line: str) -> bool:
    """Whether a line can be read as a pattern; git skips those that cannot."""
    try:
        _spec([line])
    except ValueError:
        return False
    return True
