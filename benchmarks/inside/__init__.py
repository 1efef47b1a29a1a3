"""Repeats inside one text: speed, memory, recall and precision, beside other tools."""
