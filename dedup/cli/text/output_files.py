"""Where `dedup collapse --output` writes what is left of each file."""

from __future__ import annotations

import os
from collections.abc import Sequence

import click

from dedup.cli.text.collapse_files import InputFile
from dedup.io.staged import check_place


def output_files(files: Sequence[InputFile], output: str, read_folder: bool) -> list[str]:
    """The file to write for each file: OUTPUT itself for a single one, else the same name below OUTPUT.

    Args:
        files: What is read.
        output: A file or folder.
        read_folder: Whether a folder is read, so that OUTPUT is one, whatever is found.

    Raises:
        UsageError: OUTPUT is a folder with something in it, or two files would get one name.
        DedupError: OUTPUT is there and cannot be replaced.
        OSError: OUTPUT cannot be written.
    """
    is_folder = read_folder or len(files) > 1 or output.endswith(os.sep) or os.path.isdir(output)
    if not is_folder:
        check_place(output)
        return [output]
    if os.path.isdir(output) and os.listdir(output):
        raise click.UsageError(f"--output: {output} is not empty; several files need a new or empty folder.")
    if os.path.lexists(output) and not os.path.isdir(output):
        raise click.UsageError(f"--output: {output} is a file; several files need a new or empty folder.")
    check_place(output.rstrip(os.sep), is_folder=True)
    sources: dict[str, str] = {}
    for file in files:
        path = os.path.join(output, file.below)
        if path in sources:
            raise click.UsageError(f"--output: {sources[path]} and {file.path} would both become {path}.")
        sources[path] = file.path
    return list(sources)
