"""The options of `dedup collapse`, and how they may be combined."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from dedup.cli.config_option import CONFIG
from dedup.cli.copy_options import copy_options
from dedup.cli.help import COLOR, QUIET, Command, option
from dedup.cli.messages import complain, say
from dedup.cli.text.collapse_files import InputFile, Job, collapse_files
from dedup.cli.text.collapse_reports import new_reports
from dedup.cli.text.encoding_options import ENCODING, ERRORS
from dedup.cli.text.examining import Reading
from dedup.cli.text.folder_options import folder_options, input_files
from dedup.cli.text.output_files import output_files
from dedup.cli.text_input import STDIN, check_name, checked_input_encoding, shown
from dedup.errors import DedupError
from dedup.io.files import check_regular_file
from dedup.io.html import check_can_extract
from dedup.io.walk import Filter
from dedup.options import collapse_options
from dedup.report.html.page_file import is_page
from dedup.report.listing import FORMATS

if TYPE_CHECKING:
    from dedup.options import Protected
    from dedup.report.listing import Format

#: What may be listed, by the value of --show.
SHOWN = {"removed": ("removed",), "spared": ("spared",), "all": ("removed", "spared")}


#: What to use instead of options that other programs have.
INSTEAD = {
    "--dry-run": "--list, --diff, --word-diff and --check change no file",
    "-n": "--list, --diff, --word-diff and --check change no file",
    "-i": "use --in-place",
    "--json": "use --format json",
    "--threshold": "use --identity",
    "-r": "folders are read at any depth",
    "--recursive": "folders are read at any depth",
    "--verbose": "--show spared lists what stays, and `dedup explain FILE` says why",
}


class CollapseCommand(Command):
    """Parses --in-place[=SUFFIX] as GNU programs do: without `=`, what follows is a file."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Gives a bare --in-place an empty suffix, then parses as usual."""
        end = args.index("--") if "--" in args else len(args)
        if "--in-place=" in args[:end]:
            raise click.UsageError("The suffix of --in-place must not be empty; to keep no backup, leave out the '='.")
        options = ["--in-place=" if arg == "--in-place" else arg for arg in args[:end]]
        return super().parse_args(ctx, options + args[end:])


EXAMPLES = """
dedup collapse page.txt >clean.txt
dedup collapse --diff page.txt
dedup collapse notes/ --include '*.txt' --list
dedup collapse notes/ -o clean/ --jobs 4
dedup collapse --in-place=.bak --report undo.jsonl *.txt
dedup collapse notes/ --report notes.html
dedup collapse --check --format github docs/
"""


@click.command(
    cls=CollapseCommand,
    short_help="Remove what repeats inside a text; keep one copy.",
    examples=EXAMPLES,
    instead=INSTEAD,
)
@click.argument("names", nargs=-1, metavar="[FILES OR FOLDERS]...")
@copy_options
@ENCODING
@ERRORS
@CONFIG
@option(
    "--html",
    group="Input",
    type=click.Choice(("extract", "raw")),
    help="Read HTML, which is refused otherwise: extract the text of the page, or take the source as it is.",
)
@folder_options
@option(
    "--output",
    "-o",
    group="Output",
    metavar="OUT",
    help="Write the text to the file OUT; of several files or a folder, to files of the same names in a new folder.",
)
@option(
    "--in-place",
    group="Output",
    metavar="[=SUFFIX]",
    help="Replace each file that repeats itself. With SUFFIX, keep the old file as FILE plus SUFFIX.",
)
@option("--check", group="Output", is_flag=True, help="Print no text; exit with status 1 if a file repeats itself.")
@option("--diff", group="Output", is_flag=True, help="Print what would be removed instead of the text.")
@option(
    "--word-diff", group="Output", is_flag=True, help="Print the words in which each copy differs from the one kept."
)
@option("--list", "list_", group="Output", is_flag=True, help="Print a line for each removal instead of the text.")
@option(
    "--show",
    group="Output",
    type=click.Choice([*SHOWN]),
    help="What --list and --word-diff show. With --diff, `spared` lists what stays below.  [default: removed]",
)
@option(
    "--format",
    group="Output",
    type=click.Choice(FORMATS),
    help="The form of the list: text, JSON lines, or annotations for GitHub.  [default: text]",
)
@option(
    "--report",
    group="Output",
    multiple=True,
    metavar="FILE",
    help="Write to a new FILE what `dedup undo` needs, as JSON lines; or a page to look at, if its name ends in .html.",
)
@COLOR
@option("--jobs", group="Output", type=click.IntRange(1), metavar="N", default=1, help="Use N processes.  [default: 1]")
@QUIET
def command(
    names: tuple[str, ...],
    protect: frozenset[Protected],
    no_protect: frozenset[Protected],
    encoding: str | None,
    errors: str,
    html: str | None,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    hidden: bool,
    no_ignore: bool,
    output: str | None,
    in_place: str | None,
    check: bool,
    diff: bool,
    word_diff: bool,
    list_: bool,
    show: str | None,
    format: Format | None,
    report: tuple[str, ...],
    color: str,
    jobs: int,
    quiet: bool,
    **settings: Any,
) -> int:
    """Remove what repeats inside each of FILES, exactly or with small changes, and keep one copy.

    Without FILES, read standard input. The text is printed to standard output, a summary to standard error. Folders
    are searched at any depth for text files. Hidden files, links and ignored files are left out; binary files are
    skipped and counted.
    """
    reading = Reading(
        options=collapse_options(protect=protect - no_protect, **settings),
        encoding=checked_input_encoding(encoding),
        errors=errors,
        html=html or "refuse",
        replaceable=in_place is not None,
    )
    if html == "extract":
        _check_extract(in_place, report)
    view = _view(diff, word_diff, list_ or bool(format))
    if diff and show not in (None, "spared"):
        raise click.UsageError("--diff shows what is removed; it can be combined with --show spared only.")
    if list_ or (show and not word_diff):
        format = format or "text"
    if in_place is not None:
        reads_only = "--check" if check else view if diff or word_diff else "--output" if output else ""
        _check_in_place(names, in_place, reads_only, replaces_bytes=errors == "replace")
    folders = [name for name in names if os.path.isdir(name)]
    unread: list[OSError] = []
    files = input_files(names, Filter(include, exclude, hidden, no_ignore), unread.append)
    has_place = view or check or format or report or output or in_place is not None
    if not has_place and (folders or len(files) > 1):
        what = "A folder needs" if folders else "Several files need"
        raise click.UsageError(
            f"{what} --list, --diff, --check, --output OUT, --in-place or --report FILE: texts cannot all be printed."
        )
    if in_place is not None and not _all_replaceable(files):
        return DedupError.exit_code
    outputs = output_files(files, output, bool(folders)) if output else ()
    for error in unread:
        complain(error, shown(str(error.filename)))
    if names and not files:
        say(f"dedup: {', '.join(folders)}: no files to read")
        return DedupError.exit_code if unread else 0
    with new_reports(report) as reports:
        code = collapse_files(
            Job(
                files=files,
                reading=reading,
                outputs=outputs,
                check=check,
                diff=diff,
                word_diff=word_diff,
                color=color,
                format=format,
                show=SHOWN[show or "removed"] if format or word_diff else (),
                backup=in_place,
                reports=reports,
                jobs=jobs,
                quiet=quiet,
            )
        )
    return DedupError.exit_code if unread else code


def _check_extract(in_place: str | None, reports: Sequence[str]) -> None:
    """Raises if --html extract contradicts other options, or needs a package that is not installed."""
    if in_place is not None or not all(map(is_page, reports)):
        raise click.UsageError("--html extract writes text, not HTML: give --output OUT, not --in-place or --report.")
    check_can_extract()


def _view(diff: bool, word_diff: bool, listed: bool) -> str:
    """The option that says what is printed instead of the text, if any; raises `UsageError` for several."""
    views = {"--diff": diff, "--word-diff": word_diff, "--list": listed}
    given = [name for name, is_given in views.items() if is_given]
    if len(given) > 1:
        raise click.UsageError(f"{given[0]} cannot be combined with {given[1]}: give one of them.")
    return given[0] if given else ""


def _check_in_place(names: Sequence[str], suffix: str, reads_only: str, *, replaces_bytes: bool) -> None:
    """Raises `UsageError` if --in-place contradicts other options, such as the one that only reads, or the files."""
    if reads_only:
        raise click.UsageError(f"{reads_only} changes no file, --in-place does: give one of them.")
    if replaces_bytes:
        raise click.UsageError("--errors replace loses bytes, so it cannot be combined with --in-place.")
    if not names or STDIN in names:
        raise click.UsageError("--in-place needs files; standard input cannot be replaced.")
    if os.sep in suffix:
        raise click.UsageError(f"The suffix of --in-place must not contain {os.sep!r}.")


def _all_replaceable(files: Sequence[InputFile]) -> bool:
    """Whether all files that were named can be replaced; complains about each that cannot."""
    failed = 0
    for file in files:
        if file.in_folder:
            continue
        try:
            check_name(file.path)
            check_regular_file(file.path)
        except (DedupError, OSError) as error:
            complain(error, shown(file.path))
            failed += 1
    if failed and len(files) > 1:
        say("dedup: no file was changed")
    return not failed
