/* The passages that two texts share: stretches of an alignment in which enough letters are equal. */
#ifndef DEDUP_PASSAGES_H
#define DEDUP_PASSAGES_H

#include "align.h"

/* Words [earlier, earlier_stop) of the first text against [later, later_stop) of the second. */
typedef struct {
    uint32_t earlier, earlier_stop, later, later_stop;
    uint32_t letters, equal;       /* of both sides together */
    bool same_words;
} dedup_passage;

/* A stretch that may be part of a passage, and the score of all that stands before its beginning and before its end. */
typedef struct {
    uint32_t earlier, earlier_stop, later, later_stop;
    int64_t before, after;
    uint32_t lower;                /* the nearest stretch before it that begins at a lower score, or DEDUP_NONE */
} dedup_stretch_score;

typedef struct {
    dedup_passage *passages;
    dedup_stretch_score *scores;   /* scratch */
    size_t passage_count, passage_room, score_room;
} dedup_passages;

/* Adds the passages of the chain in hand, each of at least `min_letters` on either side and alike enough, and marks
   their words as known.  A pair of words known on both sides is no part of a new one.  False when memory ran out. */
bool dedup_add_passages(dedup_aligner *aligner, dedup_hull hull, uint32_t min_letters, uint8_t *known,
                        dedup_passages *found);
void dedup_free_passages(dedup_passages *found);

#endif
