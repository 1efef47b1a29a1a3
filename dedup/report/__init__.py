"""A result in other forms: a line, a diff, JSON lines."""
