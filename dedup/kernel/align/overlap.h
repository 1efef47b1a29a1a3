/* How many shingles two texts have in common. */
#ifndef DEDUP_OVERLAP_H
#define DEDUP_OVERLAP_H

#include <stdbool.h>

#include "text/words.h"

/* Sizes of the sets of the shingles of either text and of their intersection. */
typedef struct {
    uint32_t first, second, both;
} dedup_overlap;

/* Counts distinct shingles of `width` words; words from `border` on are those of the second text.  A text with words,
   but too few for a shingle, is one shingle of its own kind.  `shingle` and `length` are scratch of words->capacity.
   False when memory ran out. */
bool dedup_count_overlap(const dedup_words *words, uint32_t border, unsigned width, uint64_t *shingle,
                         uint8_t *length, dedup_overlap *overlap);

#endif
