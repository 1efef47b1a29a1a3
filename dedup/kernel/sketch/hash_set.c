#include "hash_set.h"

void dedup_index_hashes(const uint64_t *hash, size_t count, unsigned bits, uint32_t *start)
{
    size_t at = 0;
    for (uint64_t first = 0; first < UINT64_C(1) << bits; first++) {
        while (at < count && hash[at] >> (64 - bits) < first)
            at++;
        start[first] = (uint32_t)at;
    }
    start[UINT64_C(1) << bits] = (uint32_t)count;
}

uint32_t dedup_number_of(const dedup_hash_set *set, uint64_t hash)
{
    uint64_t first = hash >> (64 - set->bits);
    uint32_t low = set->start[first], high = set->start[first + 1];
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (set->hash[middle] < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low < set->start[first + 1] && set->hash[low] == hash ? low : DEDUP_NOT_IN_SET;
}
