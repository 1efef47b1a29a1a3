"""Shingles to signatures, signatures to band keys, band keys to buckets of texts that may be alike."""
