"""The command `dedup`: arguments in, exit codes out."""
