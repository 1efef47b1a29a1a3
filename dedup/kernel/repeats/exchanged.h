/* What stands in the other copy against the words of this one that have no partner: other numbers, other names, a denial. */
#ifndef DEDUP_EXCHANGED_H
#define DEDUP_EXCHANGED_H

#include "cuts.h"

/* The words of the other copy that stand against the unlinked ones of [start, stop): those between the partners of the
   nearest linked words; outside the hull, as many as are left on this side. */
void dedup_opposite(const dedup_side *side, uint32_t start, uint32_t stop, uint32_t *from, uint32_t *to);

/* Gaps between linked words in which other numbers stand than in the other copy, and capitalised words that stand
   against others. */
typedef struct {
    uint32_t numbers, names;
} dedup_exchanged;

dedup_exchanged dedup_count_exchanged(const dedup_side *side, uint32_t start, uint32_t stop, bool in_words);

/* Does one of the copies deny what the other says in [start, stop), a sentence that is much the same otherwise? */
bool dedup_denies(const dedup_side *side, uint32_t start, uint32_t stop);

#endif
