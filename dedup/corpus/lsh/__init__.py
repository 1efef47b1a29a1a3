"""Locality-sensitive hashing: signatures of texts, band keys of signatures, buckets of texts that may match."""
