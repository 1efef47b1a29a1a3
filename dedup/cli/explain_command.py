"""`dedup explain`: every repeat inside a file, what became of it, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from dedup.cli.copy_options import what_a_copy_is
from dedup.cli.messages import complain, say
from dedup.cli.text_input import ENCODING, ERRORS, read_text, shown
from dedup.errors import DedupError
from dedup.io.encoding import checked_encoding
from dedup.io.standard import write_stdout
from dedup.options import collapse_options
from dedup.repeats.rounds import collapse_with
from dedup.report.explanation import as_json, explained
from dedup.report.summary import tally_of

if TYPE_CHECKING:
    from dedup.options import Protected


@click.command(short_help="Say why each repeat inside a text goes or stays.")
@click.argument("file")
@what_a_copy_is
@ENCODING
@ERRORS
@click.option("--json", "to_json", is_flag=True, help="Write the result as one line of JSON.")
@click.option("--quiet", is_flag=True, help="Write no summary.")
def command(
    file: str,
    protect: frozenset[Protected],
    no_protect: frozenset[Protected],
    encoding: str,
    errors: str,
    to_json: bool,
    quiet: bool,
    **settings: Any,
) -> int:
    """Say of every repeat inside FILE why it goes or stays; `-` is standard input.

    Nothing is removed. The explanation goes to standard output, a summary to standard error.
    """
    options = collapse_options(protect=protect - no_protect, **settings)
    encoding = checked_encoding(encoding)
    try:
        text = read_text(file, encoding, errors)
        collapsed = collapse_with(text, options)
        if to_json:
            from json import dumps

            written = dumps(as_json(file, text, collapsed), separators=(",", ":")) + "\n"
        else:
            written = explained(text, collapsed)
    except (DedupError, OSError, MemoryError) as error:
        complain(error, shown(file))
        return DedupError.exit_code
    write_stdout(written.encode("utf-8", "backslashreplace"))
    if not quiet:
        say(f"{shown(file)}: {tally_of(collapsed).line('found')}")
    return 0
