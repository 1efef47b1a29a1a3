/* Which words of the copies to be removed better chains have aligned. */
#ifndef DEDUP_ALIGNED_WORDS_H
#define DEDUP_ALIGNED_WORDS_H

#include "matches.h"

/* The mark of a word of the text: aligned, or without a partner for so long that another repeat may stand there. */
enum { DEDUP_ALIGNED = 1, DEDUP_GAP };

/* Returns whether better chains have aligned nearly all words of the copy to be removed. Then this chain only offers
   another copy to keep, which the next round finds if the better chains lead to nothing. */
bool dedup_is_known(const dedup_words *w, const uint8_t *known, const dedup_chains *chains, const dedup_chain *chain,
                    bool later);

/* Returns whether enough words of a known chain for another repeat are in gaps of the better ones. */
bool dedup_is_in_gap(const dedup_words *w, const uint8_t *known, const dedup_chains *chains, const dedup_chain *chain,
                     bool later, uint32_t min_letters);

/* Finds the gaps of an aligned chain, in the later or the earlier copy. */
void dedup_find_gaps(const dedup_aligner *al, const dedup_chains *chains, const dedup_chain *chain, bool later,
                     dedup_aligned *aligned, dedup_repeats *found);

/* Takes over the gaps of the same chain in the text before. */
void dedup_copy_gaps(const dedup_repeats *before, const dedup_aligned *same, dedup_aligned *aligned,
                     dedup_repeats *found);

/* Marks the words of an aligned chain, in the later or the earlier copy. One that is in a gap only closes that. */
void dedup_mark(const dedup_aligned *aligned, bool later, bool in_gap, const dedup_repeats *found, uint8_t *known);

#endif
