/* Finds the shingles that occur more than once in a text, and where. */
#ifndef DEDUP_OCCURRENCES_H
#define DEDUP_OCCURRENCES_H

#include "words/words.h"

#define DEDUP_NONE UINT32_MAX

typedef struct {
    const uint64_t *shingle;   /* [count] of the words from each position on */
    const uint8_t *length;     /* [count] in words */
    uint32_t count;
    uint32_t border;           /* two texts: the first word of the second; one text: 0 */
    uint32_t *previous;        /* [count] the latest earlier position of the same shingle, or DEDUP_NONE */
    uint32_t *first;           /* [count] its first position */
    uint32_t *next;            /* [count] the next later position, or DEDUP_NONE */
    uint32_t *times;           /* [count] at first positions: how often the shingle occurs */
    uint32_t *repeated;        /* [count] the positions with a previous one, ascending; `repeated_count` of them */
    uint32_t repeated_count;
    uint64_t *table;           /* [slots] scratch */
    size_t slots;              /* a power of two, at least 64 and twice `count`; becomes the number used */
} dedup_occurrences;

/* Fills `previous` and `repeated`. Returns the number of positions from the border on that have a previous one; 0 when
   stopped. With a border, only occurrences across it count: `previous` of a position in the second text is the latest
   in the first. */
uint32_t dedup_find_previous(dedup_occurrences *o);

/* Fills `first`, `next` and `times` from `previous` and `repeated`. Returns false when stopped. */
bool dedup_count_occurrences(dedup_occurrences *o);

#endif
