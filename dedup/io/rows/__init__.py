"""Rows of all input files as one sequence, wherever they come from and go to."""
