"""Help pages: options in groups, then examples."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click


class GroupedOption(click.Option):
    """An option that a help page lists under a heading."""

    def __init__(self, *names: Any, group: str, once: bool = False, **settings: Any) -> None:
        """`once`: to give it twice is an error, and not a way to change one's mind."""
        super().__init__(*names, **settings)
        self.group, self.once = group, once

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option and its help; an optional value, `[=VALUE]`, follows without a space."""
        record = super().get_help_record(ctx)
        return record and (record[0].replace(" [=", "[="), record[1])


class Command(click.Command):
    """A command whose help page lists options by group and ends with examples."""

    def __init__(
        self, *names: Any, examples: str = "", instead: Mapping[str, str] | None = None, **settings: Any
    ) -> None:
        """`instead`: what replaces options that other programs have."""
        super().__init__(*names, **settings)
        self._examples, self._instead = examples.strip("\n"), instead or {}

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parses as usual; the error for an option of another program names what replaces it.

        Raises:
            UsageError: The usage is wrong, an option that may be given once was given twice, or one stands where the
                value of another is missing.
        """
        self._check_values(ctx, args)
        try:
            order = self.make_parser(ctx).parse_args(list(args))[2]
            for parameter in order:
                if getattr(parameter, "once", False) and order.count(parameter) > 1:
                    raise click.UsageError(f"{parameter.opts[0]} was given twice; there can be only one.", ctx)
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            if error.option_name not in self._instead:
                raise
            hint = self._instead[error.option_name]
            raise click.UsageError(f"No such option {error.option_name!r}: {hint}.", ctx) from None

    def _check_values(self, ctx: click.Context, args: Sequence[str]) -> None:
        """Raises if an option takes another one for its value, as in `--report -o OUT`."""
        options = [one for one in self.get_params(ctx) if isinstance(one, click.Option)]
        names = {name for one in options for name in (*one.opts, *one.secondary_opts)}
        takers = {name: one for one in options if not (one.is_flag or one.count) for name in one.opts}
        words = iter(args)
        for word in words:
            if word == "--":
                return
            if (taker := takers.get(word)) and (value := next(words, "")) in names:
                needed = taker.make_metavar(ctx)
                raise click.UsageError(f"{word} needs {needed}, and is followed by the option {value}.", ctx)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the groups in the order of the options; --help, which has no group, comes last."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is not None and isinstance(parameter, click.Option):
                groups.setdefault(getattr(parameter, "group", "Other options"), []).append(record)
        for name, records in groups.items():
            with formatter.section(name):
                formatter.write_dl(records)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the examples, line by line."""
        if self._examples:
            with formatter.section("Examples"):
                for line in self._examples.splitlines():
                    formatter.write(f"{'':{formatter.current_indent}}{line.strip()}\n" if line.strip() else "\n")


def option(*names: str, group: str, **settings: Any) -> Callable[[Any], Any]:
    """The decorator for an option of a group; `settings` are those of `click.option`, and `once`."""
    return click.option(*names, cls=GroupedOption, group=group, **settings)


#: The option --quiet, which all commands have.
QUIET = option("--quiet", "-q", group="Output", is_flag=True, help="Do not print a summary.")

#: The option --color, which commands have that mark words.
COLOR = option(
    "--color",
    group="Output",
    type=click.Choice(("auto", "always", "never")),
    default="auto",
    show_default=True,
    help="When to use colors; auto: on a terminal, unless NO_COLOR is set.",
)
