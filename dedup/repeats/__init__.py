"""Decides about the repeats of one text: which copy is removed, which is kept, what is spared."""
