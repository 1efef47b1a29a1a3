/* Passages that two texts share: parts of an alignment with enough equal letters. */
#ifndef DEDUP_PASSAGES_H
#define DEDUP_PASSAGES_H

#include "align.h"

/* Words [earlier, earlier_stop) of the first text, and [later, later_stop) of the second. */
typedef struct {
    uint32_t earlier, earlier_stop, later, later_stop;
    uint32_t letters, equal;       /* of both sides together */
    bool same_words;
} dedup_passage;

/* A stretch that may be part of a passage, and the cumulated score before its start and at its end. */
typedef struct {
    uint32_t earlier, earlier_stop, later, later_stop;
    int64_t before, after;
    uint32_t lower;                /* the nearest previous stretch with a lower `before`, or DEDUP_NONE */
} dedup_stretch_score;

typedef struct {
    dedup_passage *passages;
    dedup_stretch_score *scores;   /* scratch */
    size_t passage_count, passage_room, score_room;
} dedup_passages;

/* Adds the passages of the chain that is aligned, with at least `min_letters` on both sides and sufficient identity,
   and marks their words in `known`. A pair of words that are both known is not part of a new passage. Returns false if
   out of memory. */
bool dedup_add_passages(dedup_aligner *aligner, dedup_hull hull, uint32_t min_letters, uint8_t *known,
                        dedup_passages *found);
void dedup_free_passages(dedup_passages *found);

#endif
