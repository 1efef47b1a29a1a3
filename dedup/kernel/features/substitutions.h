/* Words of one copy that stand where the other has others, pair by pair. An editor replaces a word here and there; a
   template replaces the same word again and again. */
#ifndef DEDUP_SUBSTITUTIONS_H
#define DEDUP_SUBSTITUTIONS_H

#include "cuts.h"

enum {
    DEDUP_PAIRS = 512,                   /* pairs remembered; later ones are not told apart */
    DEDUP_PAIR_SLOTS = 2 * DEDUP_PAIRS   /* of the table, a power of two */
};

/* An open hash table, at most half full. Which pairs are remembered depends only on their order, not on their hashes,
   which differ from run to run. Zero before the first call. */
typedef struct {
    struct {
        uint64_t key;                    /* 0: empty slot */
        uint32_t times;
    } slot[DEDUP_PAIR_SLOTS];
    uint32_t count;
    uint32_t exchanged;                  /* words exchanged for others */
    uint32_t again;                      /* of these, words whose exchange occurs more than once */
} dedup_substitutions;

/* Counts words of [start, stop) that were exchanged one for one: aligned but not equal, or alone between the same
   neighbours; in scripts without spaces, several in a row for several. */
void dedup_count_substitutions(const dedup_side *side, uint32_t start, uint32_t stop, dedup_substitutions *seen);

#endif
