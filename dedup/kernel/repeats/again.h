/* What was found of a chain in a text before some of it went, said of what is left of the text. */
#ifndef DEDUP_AGAIN_H
#define DEDUP_AGAIN_H

#include "matches.h"

/* Can what came of a chain be said again?  Of most siblings: see dedup_keep_links. */
bool dedup_comes_again(const dedup_repeats *before, const dedup_aligned *same);

/* Adds what came of a chain in the text before, by so many words further back on either side. */
void dedup_add_again(dedup_aligner *aligner, const dedup_repeats *before, const dedup_aligned *same,
                     dedup_aligned *chain, const dedup_rules *rules, dedup_repeats *found);

/* Keeps the links of a chain that gave siblings.  These are told by where else their words stand, which changes as text goes,
   so another search will compare the words once more. */
void dedup_keep_links(const dedup_aligner *aligner, dedup_aligned *chain, dedup_repeats *found);

#endif
