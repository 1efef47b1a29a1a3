#include "keys.h"

#include <string.h>

#include "interrupt.h"

/* Two bits for each slot: how many keys are in it, or 2 for more. Memory of a byte for each would not stay in cache. */
void dedup_mark_shared(const uint64_t *key, size_t count, unsigned bits, uint8_t *table, uint8_t *shared)
{
    const unsigned shift = 64 - bits;
    for (size_t i = 0; i < count; i++) {
        uint64_t slot = key[i] >> shift;
        unsigned place = 2 * (unsigned)(slot & 3);
        if (!(table[slot >> 2] >> place & 2))
            table[slot >> 2] = (uint8_t)(table[slot >> 2] + (1u << place));
        if (dedup_pauses(i, i + 1))
            return;
    }
    for (size_t i = 0; i < count; i++) {
        uint64_t slot = key[i] >> shift;
        shared[i] = table[slot >> 2] >> (2 * (unsigned)(slot & 3) + 1) & 1;
    }
}

void dedup_divide_keys(const uint64_t *key, size_t bands, const uint32_t *number, size_t count, unsigned bits,
                       uint64_t *start, uint64_t *key_of, uint32_t *number_of)
{
    const unsigned shift = 64 - bits;
    const size_t parts = (size_t)1 << bits, all = bands * count;
    memset(start, 0, (parts + 1) * sizeof *start);
    for (size_t i = 0; i < all; i++)
        start[key[i] >> shift]++;
    for (size_t part = 0, before = 0; part <= parts; part++) {
        size_t size = start[part];
        start[part] = before;
        before += size;
    }
    for (size_t band = 0; band < bands; band++)
        for (size_t i = 0; i < count; i++) {
            uint64_t one = key[band * count + i];
            size_t place = start[one >> shift]++;
            key_of[place] = one;
            number_of[place] = number[i];
            if (dedup_pauses(i, i + 1))
                return;
        }
    memmove(start + 1, start, parts * sizeof *start);    /* each has become the start of the next part */
    start[0] = 0;
}
