/* Reuses the matches of a chain in the text left by a removal. */
#ifndef DEDUP_AGAIN_H
#define DEDUP_AGAIN_H

#include "matches.h"

/* Returns whether the matches of a chain can be reused. If there are siblings, its links must have been kept. */
bool dedup_comes_again(const dedup_repeats *before, const dedup_aligned *same);

/* Adds the matches of a chain of the previous text, moved to its place in the current one. */
void dedup_add_again(dedup_aligner *aligner, const dedup_repeats *before, const dedup_aligned *same,
                     dedup_aligned *chain, const dedup_rules *rules, dedup_repeats *found);

/* Keeps the links of a chain with siblings. Whether words are siblings depends on where else they occur, which changes
   with every removal, so the next search must compare them again. */
void dedup_keep_links(const dedup_aligner *aligner, dedup_aligned *chain, dedup_repeats *found);

#endif
