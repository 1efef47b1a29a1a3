"""Blocks that several documents share: speed, memory, recall and precision, beside other tools."""
