/* One probe a position into an open hash table that remembers the latest occurrence of each shingle: linear however
   often a shingle stands.  The table holds 32 bits of the hash beside the position, so that a wrong slot is passed
   without a look at the shingles, and slots are fetched ahead, since in a long text nearly every probe misses the
   caches. */
#include "occurrences.h"

#include "interrupt.h"

#include <string.h>

enum { AHEAD = 12 };

/* The slot of position i's shingle: the one that holds it, or the empty one where it belongs. */
static uint64_t *slot_of(const dedup_occurrences *o, uint32_t i)
{
    size_t mask = o->slots - 1, slot = (size_t)o->shingle[i] & mask;
    uint32_t tag = (uint32_t)(o->shingle[i] >> 32);
    for (;; slot = (slot + 1) & mask) {
        uint64_t entry = o->table[slot];
        if (entry == 0 || ((uint32_t)(entry >> 32) == tag && o->shingle[(uint32_t)entry - 1] == o->shingle[i]))
            return &o->table[slot];
    }
}

/* Empties the table, a part at a time; false when it was stopped. */
static bool clear(dedup_occurrences *o)
{
    for (size_t slot = 0, stop; slot < o->slots; slot = stop) {
        stop = dedup_some(slot, o->slots);
        memset(o->table + slot, 0, (stop - slot) * sizeof *o->table);
        if (dedup_ask())
            return false;
    }
    return true;
}

/* Looks for what stands before each of the positions [i, stop); returns how many there are that have something. */
static uint32_t find_some(dedup_occurrences *o, uint32_t i, uint32_t stop)
{
    uint32_t repeated = 0;
    for (; i < stop; i++) {
        if (i + AHEAD < o->count)
            __builtin_prefetch(&o->table[o->shingle[i + AHEAD] & (o->slots - 1)], 1);
        o->previous[i] = DEDUP_NONE;
        if (i < o->border && i + o->length[i] > o->border)
            continue;                                     /* half in one text, half in the other */
        uint64_t *slot = slot_of(o, i);
        if (*slot) {
            o->previous[i] = (uint32_t)*slot - 1;
            repeated += i >= o->border;
        }
        if (o->border == 0 || i < o->border)
            *slot = (o->shingle[i] >> 32 << 32) | (i + 1);
    }
    return repeated;
}

uint32_t dedup_find_previous(dedup_occurrences *o)
{
    uint32_t repeated = 0;
    if (!clear(o))
        return 0;
    for (uint32_t i = 0, stop; i < o->count; i = stop) {
        stop = (uint32_t)dedup_some(i, o->count);
        repeated += find_some(o, i, stop);
        if (dedup_ask())
            return 0;
    }
    return repeated;
}

static void count_some(dedup_occurrences *o, uint32_t i, uint32_t stop)
{
    for (; i < stop; i++) {
        uint32_t before = o->previous[i];
        o->next[i] = DEDUP_NONE;
        o->times[i] = 0;
        o->first[i] = before == DEDUP_NONE ? i : o->first[before];
        o->times[o->first[i]]++;
        if (before != DEDUP_NONE && o->next[before] == DEDUP_NONE)
            o->next[before] = i;
    }
}

bool dedup_count_occurrences(dedup_occurrences *o)
{
    for (uint32_t i = 0, stop; i < o->count; i = stop) {
        stop = (uint32_t)dedup_some(i, o->count);
        count_some(o, i, stop);
        if (dedup_ask())
            return false;
    }
    return true;
}
