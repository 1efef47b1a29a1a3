"""Finds repeats among many texts, in stages that stream them and hold a few hundred bytes for each."""
