"""The option --config."""

from __future__ import annotations

import click

from dedup.cli.config_file import TABLE, nearest_config, options_of
from dedup.cli.help import option


def _read(ctx: click.Context, parameter: click.Parameter, value: str | None) -> None:
    """Makes what the file sets the defaults of this command."""
    if value == "none" or ctx.resilient_parsing:
        return
    path = value or nearest_config()
    if path is None:
        return
    own = {one.name for one in ctx.command.params}
    try:
        ctx.default_map = {name: value for name, value in options_of(path).items() if name in own}
    except (OSError, ValueError) as error:
        reason = f"{path}: {error.strerror}" if isinstance(error, OSError) else error
        raise click.UsageError(f"--config: {reason}") from error


CONFIG = option(
    "--config",
    group="Input",
    metavar="FILE",
    is_eager=True,
    expose_value=False,
    callback=_read,
    help=f"Read options from the table [{TABLE}] of FILE, or from no file: `none`.  "
    "[default: the nearest pyproject.toml with such a table]",
)
