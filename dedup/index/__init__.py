"""Texts that arrive over time: an index of those seen, in memory or in one SQLite file."""
