/* Lists the repeats that are spared, with the reason. */
#ifndef DEDUP_SPARING_H
#define DEDUP_SPARING_H

#include "round.h"

/* A match that is not removed, or one piece of it. */
typedef struct {
    uint32_t match;
    uint32_t piece;            /* or DEDUP_NONE */
    dedup_reason reason;
} dedup_refusal;

typedef struct {
    dedup_refusal *refusals;
    size_t refusal_count, refusal_room;
    bool failed;               /* out of memory */
} dedup_refusals;

void dedup_refuse(dedup_refusals *list, uint32_t match, uint32_t piece, dedup_reason reason);

/* Lists each refused block, or row of copies, of at least the minimum letters. */
void dedup_spare(const dedup_round *round, const dedup_refusals *refused, dedup_decision *made);

#endif
