/* Sets of shingles: sorted arrays of distinct hashes, and the size of intersections. */
#ifndef DEDUP_SHINGLE_SETS_H
#define DEDUP_SHINGLE_SETS_H

#include <stddef.h>
#include <stdint.h>

/* Sorts `count` hashes and drops duplicates. Returns the number left. `scratch`: as many entries, overwritten. */
size_t dedup_make_set(uint64_t *hash, size_t count, uint64_t *scratch);

/* The size of the intersection of two such sets. */
size_t dedup_count_shared(const uint64_t *a, size_t a_count, const uint64_t *b, size_t b_count);

#endif
