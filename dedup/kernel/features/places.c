#include "places.h"

#include <string.h>

/* The slot of word i's hash, or the empty slot where it belongs. */
static size_t slot_of(const dedup_words *w, const dedup_places *p, uint32_t i)
{
    size_t slot = (size_t)w->hash[i] & (p->slots - 1);
    while (p->last[slot] != 0 && w->hash[p->last[slot] - 1] != w->hash[i])
        slot = (slot + 1) & (p->slots - 1);
    return slot;
}

void dedup_find_places(const dedup_words *words, dedup_places *places)
{
    size_t slots = 64;
    while (slots < words->count * 2)
        slots *= 2;
    const dedup_part parts[] = {
        { &places->last, slots * sizeof *places->last },
        { &places->before, (words->count + 1) * sizeof *places->before },
    };
    places->failed = !dedup_take(DEDUP_FOR_PLACES, parts, sizeof parts / sizeof *parts, &places->scratch);
    if (places->failed)
        return;
    places->slots = slots;
    memset(places->last, 0, slots * sizeof *places->last);
    for (uint32_t i = 0; i < words->count; i++) {
        uint32_t *last = &places->last[slot_of(words, places, i)];
        places->before[i] = *last ? *last - 1 : DEDUP_NOWHERE;
        *last = i + 1;
    }
}

void dedup_free_places(dedup_places *places)
{
    dedup_give(DEDUP_FOR_PLACES, places->scratch);
}

uint32_t dedup_last_place(const dedup_words *words, const dedup_places *places, uint32_t i)
{
    return places->last[slot_of(words, places, i)] - 1;
}
