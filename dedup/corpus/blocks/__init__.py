"""Finds blocks that several documents share; one module a stage."""
