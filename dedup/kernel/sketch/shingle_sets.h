/* Sets of shingles: sorted arrays of distinct hashes, and the size of intersections. */
#ifndef DEDUP_SHINGLE_SETS_H
#define DEDUP_SHINGLE_SETS_H

#include <stddef.h>
#include <stdint.h>

/* Sorts `count` hashes and drops duplicates. Returns the number left. `scratch`: as many entries, overwritten. */
size_t dedup_make_set(uint64_t *hash, size_t count, uint64_t *scratch);

/* The size of the intersection of two such sets. */
size_t dedup_count_shared(const uint64_t *a, size_t a_count, const uint64_t *b, size_t b_count);

enum { DEDUP_INDEX_BITS = 12, DEDUP_INDEXED = 1 << DEDUP_INDEX_BITS };

/* A set of at most DEDUP_INDEXED hashes that is compared with many others: by the first `bits` bits of a hash, where to
   look for it. The set must outlive the index. */
typedef struct {
    const uint64_t *hash;
    uint32_t count;
    unsigned bits;
    uint32_t first[(1 << DEDUP_INDEX_BITS) + 1];    /* the first hash whose bits are not less */
} dedup_set_index;

void dedup_index_set(const uint64_t *hash, size_t count, dedup_set_index *index);

/* The size of the intersection of an indexed set and another. */
size_t dedup_count_indexed(const dedup_set_index *index, const uint64_t *hash, size_t count);

#endif
