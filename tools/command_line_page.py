"""docs/command-line.md: what `--help` of every command prints."""

from __future__ import annotations

import os
import subprocess
import sys

INTRODUCTION = """\
# Command line

This page is generated from what `--help` prints. For examples, see the guides to [one text](guide/one-text.md),
[documents](guide/documents.md), [blocks](guide/blocks.md) and [texts seen before](guide/seen-before.md).
[Files](files.md) explains the options on reading and writing.

Every command writes its data to standard output and everything else to standard error, so you can pipe and redirect
freely.

| exit status | meaning |
|---|---|
| 0 | done |
| 1 | `--check` found repeats |
| 2 | wrong usage |
| 3 | a file could not be read or written |
| 4 | `--max-removed` refused to write: too much would be removed |
"""


def command_line_page() -> str:
    """The page, in Markdown."""
    parts = [INTRODUCTION, _section("dedup", [])]
    parts += [_section(" ".join(["dedup", *names]), names) for names in _commands()]
    return "\n".join(parts)


def _commands() -> list[list[str]]:
    """The words of each command, those of a group after it."""
    from dedup.cli.commands import commands

    context = commands.make_context("dedup", [], resilient_parsing=True)
    words = []
    for name in commands.list_commands(context):
        command = commands.get_command(context, name)
        words += [[name], *([name, inner] for inner in getattr(command, "commands", ()))]
    return words


def _section(command: str, arguments: list[str]) -> str:
    return f"## {command}\n\n```console\n$ {command} --help\n{_written([*arguments, '--help'])}```\n"


def _written(arguments: list[str]) -> str:
    """What the command prints on a terminal of 80 columns."""
    command = [sys.executable, "-m", "dedup", *arguments]
    environment = {**os.environ, "COLUMNS": "80"}
    return subprocess.run(command, env=environment, capture_output=True, check=True, encoding="utf-8").stdout
