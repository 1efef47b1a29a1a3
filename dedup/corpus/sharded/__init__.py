"""`deduplicate` in stages over shards of files, each a function of files in one directory."""
