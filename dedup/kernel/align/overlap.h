/* Counts the shingles that two texts have in common. */
#ifndef DEDUP_OVERLAP_H
#define DEDUP_OVERLAP_H

#include <stdbool.h>

#include "words/words.h"

/* Sizes of the two sets of shingles, and of their intersection. */
typedef struct {
    uint32_t first, second, both;
} dedup_overlap;

/* Counts distinct shingles of `width` words. Words from `border` on belong to the second text. A text with words, but
   too few for a shingle, counts as a single shingle that no other text has unless it consists of the same words.
   `shingle` and `length`: scratch of words->capacity. Returns false if out of memory. */
bool dedup_count_overlap(const dedup_words *words, uint32_t border, unsigned width, uint64_t *shingle,
                         uint8_t *length, dedup_overlap *overlap);

#endif
