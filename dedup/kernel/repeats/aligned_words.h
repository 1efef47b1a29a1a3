/* Which words of the copies to be removed better chains have aligned. */
#ifndef DEDUP_ALIGNED_WORDS_H
#define DEDUP_ALIGNED_WORDS_H

#include "align/chains.h"

/* Returns whether better chains have aligned nearly all words of the copy to be removed. Then this chain only offers
   another copy to keep, which the next round finds if the better chains lead to nothing. */
bool dedup_is_known(const dedup_words *w, const uint8_t *known, const dedup_chains *chains, const dedup_chain *chain,
                    bool later);

#endif
