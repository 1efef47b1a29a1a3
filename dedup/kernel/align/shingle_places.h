/* Where each shingle of a text stands. Built once, to look up those of other texts: the text may be a book, and each of
   them a page of it. */
#ifndef DEDUP_SHINGLE_PLACES_H
#define DEDUP_SHINGLE_PLACES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The places of all shingles, divided by bits of their hashes; in each part they ascend. */
typedef struct {
    uint32_t *start;       /* [1 << bits, and one] the first place of each part */
    uint32_t *place;       /* [count] */
    unsigned bits;
    size_t room, parts_room;
    bool listed;
} dedup_shingle_places;

/* Consecutive places in a list. */
typedef struct {
    const uint32_t *at, *stop;
} dedup_some_places;

/* Lists the shingles [0, count) and forgets those before. `p` must be zeroed at first; free it by
   dedup_free_shingle_places in any case. Returns false if out of memory. */
bool dedup_list_shingles(dedup_shingle_places *p, const uint64_t *shingle, uint32_t count);

/* The places from `first` on of a shingle, and of those in the same part. */
dedup_some_places dedup_places_from(const dedup_shingle_places *p, uint64_t shingle, uint32_t first);

void dedup_free_shingle_places(dedup_shingle_places *p);

#endif
