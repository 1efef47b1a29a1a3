/* Which shingles of a text stand in it more than once, and where. */
#ifndef DEDUP_OCCURRENCES_H
#define DEDUP_OCCURRENCES_H

#include "text/words.h"

#define DEDUP_NONE UINT32_MAX

typedef struct {
    const uint64_t *shingle;   /* [count], of the words that begin at each position */
    const uint8_t *length;     /* [count], in words */
    uint32_t count;
    uint32_t border;           /* two texts: the first word of the second; one text: 0 */
    uint32_t *previous;        /* [count] the latest earlier position with the same shingle, or DEDUP_NONE */
    uint32_t *first;           /* [count] the first one, itself when there is no earlier */
    uint32_t *next;            /* [count] the nearest later one, or DEDUP_NONE */
    uint32_t *times;           /* [count] how often the shingle stands in all, held at its first position */
    uint64_t *table;           /* [slots] scratch */
    size_t slots;              /* a power of two, at least twice `count` and 64; as many as were used */
} dedup_occurrences;

/* Fills `previous`, with `next` as scratch; returns the number of positions that have one.  With a border only
   occurrences on the other side of it are looked for: `previous` of a position of the second text is the latest in the
   first.  Stopped, it returns 0. */
uint32_t dedup_find_previous(dedup_occurrences *o);

/* Fills `first`, `next` and `times` from `previous`; false when it was stopped. */
bool dedup_count_occurrences(dedup_occurrences *o);

#endif
