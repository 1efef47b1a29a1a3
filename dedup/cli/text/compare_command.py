"""`dedup compare`: shows the passages that two files share, side by side."""

from __future__ import annotations

import os
import sys

import click

from dedup.cli.color import in_color
from dedup.cli.copy_options import identity_option, min_letters_option
from dedup.cli.help import COLOR, QUIET, Command, option
from dedup.cli.messages import complain, say
from dedup.cli.text.encoding_options import ENCODING, ERRORS
from dedup.cli.text_input import STDIN, checked_input_encoding, read_text, shown
from dedup.errors import DedupError
from dedup.io.standard import write_stdout
from dedup.options import IDENTITY, compare_options
from dedup.repeats.passages import compare_texts
from dedup.report.summary import counted
from dedup.results.comparison import Comparison
from dedup.results.span import Span

#: Columns of the output if it is not a terminal.
WIDTH = 100


EXAMPLES = """
dedup compare old.txt new.txt
curl -s https://example.com/story.txt | dedup compare - story.txt --json
"""


@click.command(cls=Command, short_help="Show the passages that two texts share.", examples=EXAMPLES)
@click.argument("a")
@click.argument("b")
@identity_option(IDENTITY, "passage", "What is a passage")
@min_letters_option("passage", "What is a passage")
@ENCODING
@ERRORS
@option("--json", "as_json", group="Output", is_flag=True, help="Print the result as one line of JSON.")
@COLOR
@QUIET
def command(
    a: str,
    b: str,
    identity: float,
    min_letters: int,
    encoding: str | None,
    errors: str,
    as_json: bool,
    color: str,
    quiet: bool,
) -> int:
    """Show the passages that the files A and B share, exactly or with small changes; `-` is standard input.

    The passages are printed side by side to standard output, a summary to standard error.
    """
    if a == b == STDIN:
        raise click.UsageError("Only one of the two texts can be standard input.")
    options = compare_options(identity, min_letters)
    encoding = checked_input_encoding(encoding)
    texts: list[str] = []
    for name in (a, b):
        try:
            texts.append(read_text(name, encoding, errors))
        except (DedupError, OSError, MemoryError) as error:
            complain(error, shown(name))
    if len(texts) < 2:
        return DedupError.exit_code
    text_a, text_b = texts
    try:
        comparison = compare_texts(text_a, text_b, options)
    except MemoryError as error:
        complain(error, f"{shown(a)}, {shown(b)}")
        return DedupError.exit_code
    if as_json:
        from json import dumps

        write_stdout(dumps(comparison.to_dict(), separators=(",", ":")).encode("ascii") + b"\n")
    else:
        _write_passages(text_a, text_b, comparison, color)
    if not quiet:
        say(f"{shown(a)}, {shown(b)}: {_summary(text_a, text_b, comparison)}")
    return 0


def _write_passages(a: str, b: str, comparison: Comparison, color: str) -> None:
    from dedup.report.side_by_side import side_by_side

    terminal = sys.stdout is not None and sys.stdout.isatty()
    width = os.get_terminal_size(sys.stdout.fileno()).columns if terminal else WIDTH
    write_stdout(side_by_side(a, b, comparison, width, in_color(color)).encode("utf-8", "backslashreplace"))


def _summary(a: str, b: str, comparison: Comparison) -> str:
    in_a = _covered([passage.a for passage in comparison.passages])
    in_b = _covered([passage.b for passage in comparison.passages])
    line = (
        f"{counted(len(comparison.passages), 'passage')} "
        f"({in_a:,} of {len(a):,} and {in_b:,} of {len(b):,} characters), Jaccard {comparison.jaccard:.3f}, "
        f"A in B {comparison.a_in_b:.3f}, B in A {comparison.b_in_a:.3f}"
    )
    return f"{line}, search cut short" if comparison.truncated else line


def _covered(spans: list[Span]) -> int:
    """The number of characters in at least one of the spans."""
    covered = end = 0
    for span in sorted(spans):
        covered += max(0, span.stop - max(end, span.start))
        end = max(end, span.stop)
    return covered
