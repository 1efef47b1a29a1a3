/* Most shingles occur once. A bitmap with a bit per hash tells nearly all of them from the others in a few steps each,
   without branches; a second one finds the other occurrences of the rest. What remains, with some false positives, goes
   through an open hash table that stores the latest occurrence of each shingle: one probe per position, linear however
   often a shingle occurs. A slot also stores 32 bits of the hash, so that most wrong slots are skipped without reading
   the shingles, and slots are prefetched, since in a long text nearly every probe is a cache miss. */
#include "occurrences.h"

#include "interrupt.h"

#include <string.h>

enum {
    AHEAD = 12,
    MANY = 4,          /* if more than one shingle in so many may repeat, all go through the table */
    LEAST_SLOTS = 64,
    FEW = 4096         /* positions of texts of some 24 kilobytes */
};

/* The slot of the shingle at position i, or the empty slot where it belongs. */
static inline uint64_t *slot_of(const uint64_t *shingle, uint64_t *table, size_t mask, uint32_t i)
{
    uint64_t own = shingle[i];
    for (size_t slot = (size_t)own & mask;; slot = (slot + 1) & mask) {
        uint64_t entry = table[slot];
        if (entry == 0 || (entry >> 32 == own >> 32 && shingle[(uint32_t)entry - 1] == own))
            return &table[slot];
    }
}

/* Clears the first slots of the table, in chunks. Returns false when stopped. */
static bool clear(dedup_occurrences *o, size_t slots)
{
    for (size_t slot = 0, stop; slot < slots; slot = stop) {
        stop = dedup_some(slot, slots);
        memset(o->table + slot, 0, (stop - slot) * sizeof *o->table);
        if (dedup_ask())
            return false;
    }
    return true;
}

/* A power of two, at least twice the number of positions. */
static size_t slots_for(uint32_t positions)
{
    size_t slots = LEAST_SLOTS;
    while (slots < (size_t)positions * 2)
        slots *= 2;
    return slots;
}

/* A bitmap in the memory of the table: at least 16 bits per position, in an eighth of the slots. For few positions it is
   a map of bytes, at least 8 per position, in half of the slots: they are set and read in fewer steps. */
typedef struct {
    uint64_t *words;
    uint8_t *bytes;
    size_t mask;
    bool few;
} seen_map;

static bool ready_map(dedup_occurrences *o, uint32_t positions, seen_map *map)
{
    bool few = positions <= FEW;
    size_t slots = slots_for(positions) / (few ? 2 : 8);
    *map = (seen_map){ o->table, (uint8_t *)o->table, slots * (few ? 8 : 64) - 1, few };
    return clear(o, slots);
}

static inline bool is_set(seen_map map, uint64_t hash)
{
    size_t at = (size_t)hash & map.mask;
    return map.few ? map.bytes[at] : map.words[at / 64] >> (at & 63) & 1;
}

static inline void set(seen_map map, uint64_t hash)
{
    size_t at = (size_t)hash & map.mask;
    if (map.few)
        map.bytes[at] = 1;
    else
        map.words[at / 64] |= UINT64_C(1) << (at & 63);
}

/* Appends those of positions [i, stop) to the list whose shingle may have occurred before. */
static uint32_t list_repeated(const dedup_occurrences *o, uint32_t i, uint32_t stop, seen_map once, uint32_t count)
{
    /* Tells the compiler that the arrays are distinct; otherwise it reloads every pointer for each position. */
    const uint64_t *restrict shingle = o->shingle;
    uint32_t *restrict repeated = o->repeated;
    for (; i < stop; i++) {
        repeated[count] = i;
        count += is_set(once, shingle[i]);
        set(once, shingle[i]);
    }
    return count;
}

/* Appends those whose shingle is in a bitmap. */
static uint32_t list_all(const dedup_occurrences *o, uint32_t i, uint32_t stop, seen_map twice, uint32_t count)
{
    const uint64_t *restrict shingle = o->shingle;
    uint32_t *restrict repeated = o->repeated;
    for (; i < stop; i++) {
        repeated[count] = i;
        count += is_set(twice, shingle[i] >> 32);
    }
    return count;
}

static uint32_t list_everything(const dedup_occurrences *o)
{
    for (uint32_t i = 0; i < o->count; i++)
        o->repeated[i] = i;
    return o->count;
}

/* Lists all positions in o->repeated whose shingle may occur more than once. Returns their number. */
static uint32_t list_candidates(dedup_occurrences *o)
{
    seen_map once, twice;
    uint32_t repeated = 0, count = 0;
    if (!ready_map(o, o->count, &once))
        return 0;
    for (uint32_t i = 0, stop; i < o->count && !dedup_stopped(); i = stop) {
        stop = (uint32_t)dedup_some(i, o->count);
        memset(o->previous + i, 0xFF, (stop - i) * sizeof *o->previous);      /* DEDUP_NONE */
        repeated = list_repeated(o, i, stop, once, repeated);
        dedup_ask();
    }
    if (repeated > o->count / MANY)
        return list_everything(o);
    if (repeated == 0 || !ready_map(o, repeated, &twice))
        return 0;
    for (uint32_t n = 0; n < repeated; n++)
        set(twice, o->shingle[o->repeated[n]] >> 32);
    for (uint32_t i = 0, stop; i < o->count && !dedup_stopped(); i = stop) {
        stop = (uint32_t)dedup_some(i, o->count);
        count = list_all(o, i, stop, twice, count);
        dedup_ask();
    }
    return count;
}

/* Finds the previous occurrence of entries [n, stop) of the list, and lists those that have one at its start. Returns
   how many of them are at or after the border. */
static uint32_t find_some(dedup_occurrences *o, uint32_t n, uint32_t stop, uint32_t count)
{
    /* The arrays are distinct, as above. */
    const uint64_t *restrict shingle = o->shingle;
    uint64_t *restrict table = o->table;
    uint32_t *restrict repeated = o->repeated, *restrict previous = o->previous;
    const size_t mask = o->slots - 1;
    uint32_t after = 0, found = o->repeated_count;
    for (; n < stop; n++) {
        uint32_t i = repeated[n];
        if (n + AHEAD < count)
            __builtin_prefetch(&table[shingle[repeated[n + AHEAD]] & mask], 1);
        if (i < o->border && i + o->length[i] > o->border)
            continue;                                     /* spans the border */
        uint64_t *slot = slot_of(shingle, table, mask, i);
        if (*slot) {
            previous[i] = (uint32_t)*slot - 1;
            repeated[found++] = i;
            after += i >= o->border;
        }
        if (o->border == 0 || i < o->border)
            *slot = (shingle[i] >> 32 << 32) | (i + 1);
    }
    o->repeated_count = found;
    return after;
}

uint32_t dedup_find_previous(dedup_occurrences *o)
{
    uint32_t after = 0, count = list_candidates(o);
    o->repeated_count = 0;
    o->slots = slots_for(count);
    if (dedup_stopped() || !clear(o, o->slots))
        return 0;
    for (uint32_t n = 0, stop; n < count; n = stop) {
        stop = (uint32_t)dedup_some(n, count);
        after += find_some(o, n, stop, count);
        if (dedup_ask())
            return 0;
    }
    return after;
}

/* Fills [i, stop) as if each shingle occurred once: without branches, so that compilers vectorise it. */
static void count_once(const dedup_occurrences *o, uint32_t i, uint32_t stop)
{
    uint32_t *restrict first = o->first, *restrict next = o->next, *restrict times = o->times;
    for (; i < stop; i++) {
        first[i] = i;
        next[i] = DEDUP_NONE;
        times[i] = 1;
    }
}

bool dedup_count_occurrences(dedup_occurrences *o)
{
    for (uint32_t i = 0, stop; i < o->count; i = stop) {
        stop = (uint32_t)dedup_some(i, o->count);
        count_once(o, i, stop);
        if (dedup_ask())
            return false;
    }
    for (uint32_t n = 0; n < o->repeated_count; n++) {
        if (dedup_pauses(n, n + 1))
            return false;
        uint32_t i = o->repeated[n], before = o->previous[i];
        o->first[i] = o->first[before];
        o->times[o->first[i]]++;
        if (o->next[before] == DEDUP_NONE)
            o->next[before] = i;
    }
    return true;
}
