#include "overlap.h"

#include "interrupt.h"
#include "occurrences.h"
#include "words/shingles.h"

#include <stdlib.h>
#include <string.h>

/* Adds the number of distinct shingles among the `first` ones and the `second` ones after them to `overlap`. */
static bool count_distinct(const uint64_t *shingle, uint32_t first, uint32_t second, dedup_overlap *overlap)
{
    dedup_occurrences o = { .shingle = shingle, .count = first + second, .slots = 64 };
    while (o.slots < (size_t)o.count * 2)
        o.slots *= 2;
    o.previous = malloc(((size_t)o.count + 1) * sizeof *o.previous);
    o.repeated = malloc(((size_t)o.count + 1) * sizeof *o.repeated);
    o.table = malloc(o.slots * sizeof *o.table);
    bool made = o.previous && o.repeated && o.table;
    if (made) {
        dedup_find_previous(&o);
        made = !dedup_stopped();
    }
    if (made) {
        for (uint32_t i = 0; i < first; i++)
            overlap->first += o.previous[i] == DEDUP_NONE;
        for (uint32_t i = first; i < o.count; i++) {
            bool shared = o.previous[i] < first;       /* the latest earlier one is in the first text */
            overlap->both += shared;
            overlap->second += shared || o.previous[i] == DEDUP_NONE;
        }
    }
    free(o.previous);
    free(o.repeated);
    free(o.table);
    return made;
}

bool dedup_count_overlap(const dedup_words *w, uint32_t border, unsigned width, uint64_t *shingle, uint8_t *length,
                         dedup_overlap *overlap)
{
    uint32_t count = (uint32_t)dedup_find_shingles(w, width, shingle, length), first = 0;
    uint32_t second = count > border ? count - border : 0, words = (uint32_t)w->count - border;
    while (first < border && first < count && first + length[first] <= border)
        first++;
    *overlap = (dedup_overlap){ 0, 0, 0 };
    if (second)                      /* leave out shingles that span the border */
        memmove(shingle + first, shingle + border, second * sizeof *shingle);
    if (!count_distinct(shingle, first, second, overlap))
        return false;
    if (first == 0)
        overlap->first = border > 0;
    if (second == 0)
        overlap->second = words > 0;
    if (first == 0 && second == 0 && border > 0)
        overlap->both = border == words && memcmp(w->hash, w->hash + border, words * sizeof *w->hash) == 0;
    return true;
}
