"""Options: each reaches the verb, and a wrong one is named with its value and what it may be."""

from __future__ import annotations

import os
from pathlib import Path

import click
import pytest

import dedup
from dedup.cli.commands import commands
from tests.cli.conftest import DOUBLED, Run

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--identity", "1.5"), "--identity must be a number above 0 and at most 1, not 1.5"),
        (("--identity", "nan"), "--identity must be a number above 0 and at most 1, not nan"),
        (("--identity", "much"), "'much' is not a valid float"),
        (("--min-letters", "0"), "--min-letters must be an integer from 1 to 2147483647, not 0"),
        (("--keep", "newest"), "'newest' is not one of 'fullest', 'first', 'last'"),
        (("--protect", "tables"), "--protect must be one or more of code, form,"),
        (("--no-protect", "numbers,tables"), "--no-protect must be one or more of code, form,"),
        (("--encoding", "utf-9"), "--encoding must be the name of a text encoding, not 'utf-9'"),
        (("--encoding", "hex"), "encoding must be the name of a text encoding, not 'hex'"),
        (("--errors", "ignore"), "'ignore' is not one of 'strict', 'replace'"),
        (("--in-place", "--check"), "--check changes no file"),
        (("--in-place", "--diff"), "--diff changes no file"),
        (("--in-place=.bak", "--diff"), "--diff changes no file"),
        (("--in-place", "--errors", "replace"), "cannot be combined with --in-place"),
        (("--in-place=",), "must not be empty"),
        (("--in-place=/old",), "must not contain '/'"),
        (("--in-place", "-"), "standard input cannot be replaced"),
        (("--report", "-"), "--report needs a file; for JSON on standard output, use --format json\n"),
        (("--report", "page.txt"), "--report: page.txt exists, and a report is never overwritten\n"),
        (("--report", "new.jsonl", "--report", "./new.jsonl"), "--report: two reports cannot be one file\n"),
        (("--jobs", "0"), "0 is not in the range"),
        (("--tidy",), "No such option"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_why(run: Run, page: Path, arguments: tuple[str, ...], message: str) -> None:
    done = run("collapse", *arguments, "page.txt")
    assert done.returncode == 2
    assert message in done.stderr.decode()
    assert done.stdout == b""
    assert page.read_text("utf-8") == DOUBLED


def test_help_shows_that_the_suffix_of_in_place_follows_an_equals_sign(run: Run) -> None:
    assert "  --in-place[=SUFFIX]  " in run("collapse", "--help").stdout.decode()


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("colapse", ". Did you mean 'collapse'?"),
        ("corpora", ". Did you mean 'corpus'?"),
        ("xyzzy", "; see 'dedup --help'"),
    ],
)
def test_an_unknown_command_is_answered_with_the_nearest(run: Run, typed: str, hint: str) -> None:
    done = run(typed, "page.txt")
    assert done.returncode == 2
    assert done.stderr.decode() == f"dedup: No such command '{typed}'{hint}\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("corpus",), "Missing argument 'IN...'; see 'dedup corpus --help'"),
        (("compare", "a"), "Missing argument 'B'; see 'dedup compare --help'"),
        (("compare", "a", "b", "c"), "Got unexpected extra argument (c); see 'dedup compare --help'"),
        (("index", "find"), "No such command 'find'; see 'dedup index --help'"),
        (("index", "ad"), "No such command 'ad'. Did you mean 'add'?"),
        (("index", "add"), "Missing argument 'INDEX'; see 'dedup index add --help'"),
        (("--bogus",), "No such option '--bogus'; see 'dedup --help'"),
        (("collapse", "--in-plac", "a"), "No such option '--in-plac'. Did you mean '--in-place'?"),
        (("collapse", "--identity", "80", "a"), "--identity must be a number above 0 and at most 1, not 80.0"),
        (("corpus", "in", "--apply", "-o", "out"), "--apply needs REPORT, and is followed by the option -o"),
        (("collapse", "--report", "--quiet", "a"), "--report needs FILE, and is followed by the option --quiet"),
        (("corpus", "in", "-o"), "Option '-o' requires an argument"),
    ],
)
def test_wrong_usage_is_one_line(run: Run, arguments: tuple[str, ...], message: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout, done.stderr.decode()) == (2, b"", f"dedup: {message}\n")


def test_a_file_may_be_called_like_an_option(run: Run, page: Path, tmp_path: Path) -> None:
    for arguments in (("--output=-q", "page.txt"), ("--output", "./-o", "--", "page.txt")):
        assert run("collapse", *arguments).returncode == 0
    assert (tmp_path / "-q").read_bytes() == (tmp_path / "-o").read_bytes() != b""


def test_copies_is_0_or_1(run: Run) -> None:
    done = run("blocks", "in.jsonl", "-o", "out.jsonl", "--copies", "2")
    assert (done.returncode, done.stderr.decode()) == (
        2,
        "dedup: --copies must be 1 (the first copy stays) or 0 (none does), not 2\n",
    )
    assert "0<=x<=1" not in run("blocks", "--help").stdout.decode()


def test_in_place_needs_files(run: Run) -> None:
    assert run("collapse", "--in-place").returncode == 2


def test_min_letters_spares_what_is_shorter(run: Run) -> None:
    done = run("collapse", "--min-letters", "10000", stdin=DOUBLED.encode())
    assert done.stdout.decode() == DOUBLED


def test_protect_names_go_through_to_the_verb(run: Run) -> None:
    text = "".join(f"<td>Row {n}</td><td>The same words in every row of the table</td>\n" for n in range(40))
    for arguments, protect in [
        (("--protect", "none"), ()),
        (("--protect", "table,numbers"), ("table", "numbers")),
        (("--no-protect", "numbers"), dedup.PROTECT - {"numbers"}),
    ]:
        done = run("collapse", "--html", "raw", *arguments, stdin=text.encode())
        assert done.stdout.decode() == dedup.collapse(text, protect=protect).text


def test_version(run: Run) -> None:
    assert run("--version").stdout.decode() == f"dedup {dedup.__version__}\n"
    assert run("--version", "--help").stdout.decode() == f"dedup {dedup.__version__}\n"


COMMANDS = ["collapse", "corpus", "tune", "plan", "blocks", "compare", "explain", "undo"]


def test_no_summary_of_a_command_is_cut(run: Run) -> None:
    page = run("--help").stdout.decode()
    assert all(f"\n  {command} " in page for command in COMMANDS)
    assert "..." not in page.partition("Commands:")[2]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_has_help_and_every_command_examples(run: Run, command: str) -> None:
    page = run(command, "--help").stdout.decode()
    assert page.startswith(f"Usage: dedup {command} ")
    assert "\nExamples:\n  dedup " in page
    made = commands.get_command(click.Context(commands), command)
    assert made is not None
    options = [parameter for parameter in made.params if isinstance(parameter, click.Option)]
    assert len(options) > 1
    for option in options:
        assert f"  {', '.join(sorted(option.opts, key=len))}" in page
        assert (option.help or "").partition("  [default")[0].endswith(".")


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        ("--dry-run", "--list, --diff, --word-diff and --check change no file"),
        ("-n", "--list, --diff, --word-diff and --check change no file"),
        ("-i", "use --in-place"),
        ("--json", "use --format json"),
        ("-r", "folders are read at any depth"),
    ],
)
def test_options_of_other_programs_are_answered_with_ours(run: Run, page: Path, typed: str, instead: str) -> None:
    done = run("collapse", typed, "page.txt")
    assert done.returncode == 2
    assert done.stderr.decode() == f"dedup: No such option '{typed}': {instead}\n"


def test_help_and_the_version_are_found_by_their_usual_names(run: Run) -> None:
    assert run("help").stdout == run("--help").stdout
    assert run("help", "undo").stdout == run("undo", "--help").stdout
    assert run("-V").stdout == run("--version").stdout


def test_the_hook_for_pre_commit_is_a_command_that_runs(run: Run, page: Path) -> None:
    hooks = (Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text("utf-8")
    (entry,) = (line.split(": ")[1] for line in hooks.splitlines() if line.startswith("  entry: dedup "))
    done = run(*entry.split()[1:], "page.txt", "page.txt")
    assert done.returncode == 1
    assert done.stdout.decode() == 2 * "page.txt:6: repeats lines 1-5 (exact)\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_complete_commands_and_options(run: Run, shell: str) -> None:
    environment = os.environ | {"_DEDUP_COMPLETE": f"{shell}_source"}
    assert b"dedup" in run(env=environment).stdout
    environment |= {
        "_DEDUP_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": "dedup collapse --word",
        "COMP_CWORD": "--word" if shell == "fish" else "2",
    }
    assert b"--word-diff" in run(env=environment).stdout
