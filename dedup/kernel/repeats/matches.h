/* The result of a search: copies that could be removed, with their pieces and reasons to spare them. */
#ifndef DEDUP_MATCHES_H
#define DEDUP_MATCHES_H

#include "align/passages.h"
#include "features/judge.h"
#include "reuse.h"

/* A copy that could be removed: aligned, cut, measured and judged. */
typedef struct {
    dedup_case repeat;
    uint32_t first, count;       /* its pieces */
    bool later;                  /* it is the later of the two copies */
    dedup_reason reason;         /* to spare it */
    bool in_gap;                 /* it is in a gap of a longer repeat, and forms are protected */
} dedup_match;

typedef struct {
    dedup_match *matches;
    size_t match_count, match_room;
    dedup_aligned *aligned;      /* aligned chains, with or without matches, for the next search */
    size_t aligned_count, aligned_room;
    dedup_gap *gaps;             /* of the aligned chains: see aligned_words.h */
    size_t gap_count, gap_room;
    dedup_link *kept_links;      /* of some of them: see again.h */
    size_t kept_link_count, kept_link_room;
    dedup_pieces cut;
    dedup_link *links;           /* [words] the best link of each word of the second text; NULL if not wanted */
    dedup_passages *passages;    /* what two texts share; NULL if matches are wanted */
    uint64_t work, work_limit;   /* anchors visited, words and runs compared, machine words of letters aligned */
    bool doubled;                /* nearly every unit of the text occurs the same number of times in a row */
    bool truncated;              /* the work limit was reached: repeats may be missing */
    bool failed;                 /* out of memory */
} dedup_repeats;

/* Judges a measured match and adds it. */
void dedup_add_judged(dedup_match match, const dedup_rules *rules, dedup_repeats *found);

/* Spares the matches from `first` on, which are in a gap of a longer repeat, if forms are protected. */
void dedup_spare_in_gap(dedup_repeats *found, size_t first, const dedup_rules *rules);

/* All pieces of a match as one, and where they are in the copy that would be kept. */
dedup_piece dedup_whole_of(const dedup_repeats *found, const dedup_match *match);

/* Frees everything except `links` and `passages`, which belong to the caller. */
void dedup_free_repeats(dedup_repeats *found);

#endif
