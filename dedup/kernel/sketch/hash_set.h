/* Sorted hashes that are looked up by their first bits. */
#ifndef DEDUP_HASH_SET_H
#define DEDUP_HASH_SET_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
    const uint64_t *hash;      /* [count], sorted and distinct */
    const uint32_t *start;     /* [2^bits + 1]: the hashes below each value of the first bits */
    size_t count;              /* less than 2^32 */
    unsigned bits;             /* 1 to 32 */
} dedup_hash_set;

/* Returned for a hash that is not in the set. */
enum { DEDUP_NOT_IN_SET = UINT32_MAX };

/* Fills `start`. */
void dedup_index_hashes(const uint64_t *hash, size_t count, unsigned bits, uint32_t *start);

/* The place of a hash in the set. */
uint32_t dedup_number_of(const dedup_hash_set *set, uint64_t hash);

#endif
