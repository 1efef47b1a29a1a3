/* Compares the unaligned words of a copy with those opposite in the other copy: numbers, names, negations. */
#ifndef DEDUP_EXCHANGED_H
#define DEDUP_EXCHANGED_H

#include "cuts.h"

/* The words of the other copy opposite the unlinked words [start, stop): those between the partners of the nearest
   linked words, or outside the hull, as many as remain on this side. */
void dedup_opposite(const dedup_side *side, uint32_t start, uint32_t stop, uint32_t *from, uint32_t *to);

/* Counts of gaps between linked words whose numbers differ, and of capitalised words opposite others. */
typedef struct {
    uint32_t numbers, names;
} dedup_exchanged;

dedup_exchanged dedup_count_exchanged(const dedup_side *side, uint32_t start, uint32_t stop, bool in_words);

/* Returns whether two words are names of roles, as in :class:`Text`. Those are markup and say nothing. */
bool dedup_are_roles(const dedup_side *side, uint32_t word, uint32_t other);

/* Returns whether words of a label [start, stop) were exchanged for others: two sections are about different things. */
bool dedup_renames(const dedup_side *side, uint32_t start, uint32_t stop);

/* Returns whether one copy denies sentence [start, stop) of the other, if it hardly differs otherwise. */
bool dedup_denies(const dedup_side *side, uint32_t start, uint32_t stop);

#endif
