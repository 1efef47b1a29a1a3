#include "shingle_places.h"

#include "hash.h"
#include "interrupt.h"

#include <stdlib.h>
#include <string.h>

enum { LEAST_BITS = 6, MOST_BITS = 31 };

static size_t part_of(const dedup_shingle_places *p, uint64_t shingle)
{
    return (size_t)(shingle * DEDUP_FACTOR >> (64 - p->bits));
}

/* Makes room; what was there is forgotten. */
static bool reserve(dedup_shingle_places *p, size_t count)
{
    size_t parts = ((size_t)1 << p->bits) + 1;
    if (p->room < count || p->parts_room < parts) {
        dedup_free_shingle_places(p);
        p->place = malloc((count + count / 4 + 1) * sizeof *p->place);
        p->start = malloc(parts * sizeof *p->start);
        if (p->place == NULL || p->start == NULL)
            return false;
        p->room = count + count / 4 + 1;
        p->parts_room = parts;
    }
    memset(p->start, 0, parts * sizeof *p->start);
    return true;
}

bool dedup_list_shingles(dedup_shingle_places *p, const uint64_t *shingle, uint32_t count)
{
    unsigned bits = LEAST_BITS;
    while (bits < MOST_BITS && (UINT64_C(1) << bits) < count)
        bits++;
    p->bits = bits;
    if (!reserve(p, count))
        return false;
    uint32_t *start = p->start;
    for (uint32_t at = 0; at < count && !dedup_pauses(at, at + 1); at++)
        start[part_of(p, shingle[at])]++;
    if (dedup_stopped())
        return false;
    uint32_t before = 0;
    for (size_t part = 0; part <= (size_t)1 << bits; part++) {         /* the stop of each part, which moves to its start */
        before += start[part];
        start[part] = before;
    }
    for (uint32_t at = count; at-- > 0 && !dedup_pauses(at, at + 1);)
        p->place[--start[part_of(p, shingle[at])]] = at;
    p->listed = !dedup_stopped();
    return p->listed;
}

dedup_some_places dedup_places_from(const dedup_shingle_places *p, uint64_t shingle, uint32_t first)
{
    size_t part = part_of(p, shingle);
    const uint32_t *low = p->place + p->start[part], *stop = p->place + p->start[part + 1], *high = stop;
    while (low < high) {
        const uint32_t *middle = low + (high - low) / 2;
        if (*middle < first)
            low = middle + 1;
        else
            high = middle;
    }
    return (dedup_some_places){ low, stop };
}

void dedup_free_shingle_places(dedup_shingle_places *p)
{
    free(p->start);
    free(p->place);
    *p = (dedup_shingle_places){ .bits = p->bits };
}
