"""The options that say which files of folders are read."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from glob import glob, has_magic

import click

from dedup.cli.help import option
from dedup.cli.text.collapse_files import InputFile, named_file
from dedup.cli.text_input import STDIN
from dedup.io.walk import Filter, files_below

#: The heading of these options.
GROUP = "Folders"


def folder_options(command: Callable[..., int]) -> Callable[..., int]:
    """Adds the options."""
    options = (
        option(
            "--include",
            group=GROUP,
            metavar="GLOB",
            multiple=True,
            help="Read only files that match, such as '*.txt'. May be repeated.",
        ),
        option(
            "--exclude",
            group=GROUP,
            metavar="GLOB",
            multiple=True,
            help="Leave out files and folders that match, such as 'vendor/'. May be repeated.",
        ),
        option("--hidden", group=GROUP, is_flag=True, help="Read files and folders whose names begin with a dot."),
        option("--no-ignore", group=GROUP, is_flag=True, help="Read what .gitignore and .ignore files leave out."),
    )
    for add in reversed(options):
        command = add(command)
    return command


def input_files(names: Sequence[str], wanted: Filter, failed: Callable[[OSError], None]) -> list[InputFile]:
    """The files that names, folders and globs stand for, in order, each once if it was found in a folder.

    Raises:
        UsageError: A pattern of the filter is none.
    """
    paths = [path for name in names for path in _expanded(name)]
    given = {os.path.normpath(path) for path in paths}
    files: list[InputFile] = []
    for path in paths:
        if path == STDIN or not os.path.isdir(path):
            files.append(named_file(path))
            continue
        try:
            for found, below in files_below(path, wanted, failed):
                if (real := os.path.normpath(found)) not in given:
                    given.add(real)
                    files.append(InputFile(found, below, in_folder=True))
        except ValueError as error:
            raise click.UsageError(f"--include or --exclude: {error}") from error
    return files


def _expanded(name: str) -> list[str]:
    """The paths that a glob matches, for shells that expand none; a name that exists, or matches nothing, is itself."""
    if not has_magic(name) or os.path.lexists(name):
        return [name]
    return sorted(glob(name, recursive=True)) or [name]
