/* What a search finds: the copies that could go, each with its pieces and why it may stay. */
#ifndef DEDUP_MATCHES_H
#define DEDUP_MATCHES_H

#include "align/passages.h"
#include "judge.h"
#include "reuse.h"

/* One copy that could go: aligned, cut, measured and judged. */
typedef struct {
    dedup_case repeat;
    uint32_t first, count;       /* its pieces */
    bool later;                  /* it is the later of the two copies */
    dedup_reason reason;         /* to leave it */
} dedup_match;

typedef struct {
    dedup_match *matches;
    size_t match_count, match_room;
    dedup_aligned *aligned;      /* the chains that led to matches or to none, for a later search */
    size_t aligned_count, aligned_room;
    dedup_link *kept_links;      /* of some of these: see again.h */
    size_t kept_link_count, kept_link_room;
    dedup_pieces cut;
    dedup_link *links;           /* [words], or NULL: the link of each word of a later copy in its best match */
    dedup_passages *passages;    /* or NULL: what two texts share is wanted, in place of matches */
    uint64_t work, work_limit;   /* anchors visited, words and runs compared, machine words of letters aligned */
    bool doubled;                /* nearly every unit of the text stands as many times in a row */
    bool truncated;              /* the work bound was reached: some repeats may be missing */
    bool failed;                 /* memory ran out */
} dedup_repeats;

/* Judges a match that is measured, and adds it. */
void dedup_add_judged(dedup_match match, const dedup_rules *rules, dedup_repeats *found);

/* Frees all but `links` and `passages`, which are the caller's. */
void dedup_free_repeats(dedup_repeats *found);

#endif
