"""`dedup index`: one module a subcommand."""
