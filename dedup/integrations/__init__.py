"""Thin adapters to other packages. Each module needs the extra of its own name."""
