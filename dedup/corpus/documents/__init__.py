"""Whole documents that repeat others: one file a stage."""
