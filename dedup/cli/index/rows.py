"""The documents that `dedup index` reads: rows of files, text files, or JSON lines from standard input."""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable, Iterator
from typing import Any, NamedTuple

import click

from dedup.cli.help import option
from dedup.cli.text_input import STDIN
from dedup.errors import InputError


class Input(NamedTuple):
    """What to read: the options, as given."""

    inputs: tuple[str, ...]
    text: str  #: the field of the text
    id_field: str | None  #: the field of the id


def input_options(command: Callable[..., int]) -> Callable[..., int]:
    """Adds the argument and the options that an `Input` is made of."""
    options = (
        click.argument("inputs", nargs=-1, required=True, metavar="IN..."),
        option(
            "--text",
            group="Input",
            default="text",
            show_default=True,
            metavar="FIELD",
            help="The field or column that holds the text.",
        ),
        option(
            "--id",
            "id_field",
            group="Input",
            metavar="FIELD",
            help="The field or column that holds the id. Without it, the id is file and line, or the path of a text.",
        ),
    )
    for add in reversed(options):
        command = add(command)
    return command


def documents(given: Input) -> Iterator[list[tuple[Hashable, str]]]:
    """Yields the ids and texts of some documents at a time; those from standard input one by one, as they come."""
    if given.id_field == given.text:
        raise click.UsageError("--id and --text must be different fields.")
    if STDIN not in given.inputs:
        yield from _in_files(given)
    elif len(given.inputs) == 1:
        yield from ([document] for document in _in_lines(sys.stdin.buffer, given))
    else:
        raise click.UsageError("Standard input cannot be read together with files.")


def _in_files(given: Input) -> Iterator[list[tuple[Hashable, str]]]:
    from dedup.io.formats.format import Fields
    from dedup.io.rows.rows import Rows

    rows = Rows(given.inputs, Fields(given.text, given.id_field))
    for batch in rows.read():
        yield [(rows.name_of(number), text) for number, text in enumerate(batch.texts, batch.first)]


def _in_lines(lines: Any, given: Input) -> Iterator[tuple[Hashable, str]]:
    from dedup.io.formats.format import Fields, RowError
    from dedup.io.formats.json_decoding import decoder_of

    decoder = decoder_of(Fields(given.text, given.id_field))
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            text, name = decoder.document(line)
        except RowError as error:
            raise InputError("standard input", error.reason, number) from error
        yield f"{STDIN}:{number}" if given.id_field is None else name, text
