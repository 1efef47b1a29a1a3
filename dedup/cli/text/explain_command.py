"""`dedup explain`: lists every repeat inside a file, with what was decided and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from dedup.cli.config_option import CONFIG
from dedup.cli.copy_options import copy_options
from dedup.cli.help import QUIET, Command, option
from dedup.cli.messages import complain, say
from dedup.cli.text.encoding_options import ENCODING, ERRORS
from dedup.cli.text_input import checked_input_encoding, read_text, shown
from dedup.errors import DedupError
from dedup.io.standard import write_stdout
from dedup.options import collapse_options
from dedup.repeats.rounds import collapse_with
from dedup.report.explanation import as_json, explained
from dedup.report.summary import tally_of

if TYPE_CHECKING:
    from dedup.options import Protected


EXAMPLES = """
dedup explain page.txt
dedup explain page.txt --json | jq '.candidates[].rule'
"""


@click.command(cls=Command, short_help="Explain why each repeat is removed or stays.", examples=EXAMPLES)
@click.argument("file")
@copy_options
@ENCODING
@ERRORS
@CONFIG
@option("--json", "to_json", group="Output", is_flag=True, help="Print the result as one line of JSON.")
@QUIET
def command(
    file: str,
    protect: frozenset[Protected],
    no_protect: frozenset[Protected],
    encoding: str | None,
    errors: str,
    to_json: bool,
    quiet: bool,
    **settings: Any,
) -> int:
    """Explain, for every repeat inside FILE, why `dedup collapse` removes it or not; `-` is standard input.

    Nothing is changed. The explanation is printed to standard output, a summary to standard error.
    """
    options = collapse_options(protect=protect - no_protect, **settings)
    encoding = checked_input_encoding(encoding)
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
