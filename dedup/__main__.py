"""`python -m dedup` is the command `dedup`."""

from dedup.cli.main import run

run()
