"""Blocks that several documents share: one file a stage."""
