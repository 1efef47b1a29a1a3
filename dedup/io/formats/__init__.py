"""Formats of files: how each is read in chunks of rows, and written."""
