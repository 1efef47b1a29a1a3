/* The whole search: a text's words and shingles to aligned, cut and measured candidates. */
#ifndef DEDUP_REPEATS_H
#define DEDUP_REPEATS_H

#include "align/passages.h"
#include "judge.h"
#include "reuse.h"

typedef enum { DEDUP_LATER, DEDUP_EARLIER, DEDUP_LESS_FULL, DEDUP_EITHER } dedup_goes;

/* A text that was searched before. */
typedef struct {
    const uint8_t *text;
    size_t size;
    const dedup_words *words;
    const struct dedup_repeats *found;
} dedup_search;

typedef struct {
    uint32_t border;          /* two texts: the first word of the second; one text: 0 */
    dedup_goes goes;          /* which copy of a match is cut: DEDUP_EITHER makes two matches of it, the later first */
    dedup_rules rules;        /* fewer than their least letters are no repeat worth a word */
    const dedup_search *before;   /* of much the same text, for the same: what is as it was need not be aligned; or NULL */
} dedup_wanted;

/* One copy that could go: aligned, cut, measured and judged. */
typedef struct {
    dedup_case repeat;
    uint32_t first, count;       /* its pieces */
    bool later;                  /* it is the later of the two copies */
    dedup_reason reason;         /* to leave it */
} dedup_match;

typedef struct dedup_repeats {
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

/* A search may do so much work, and what it leaves of it the searches of what is left of its text. */
enum { DEDUP_WORK_A_WORD = 1000, DEDUP_WORK_BASE = 10000 };

/* Finds the repeats in a text, or between two.  `found` begins zeroed, but for `links` and
   `passages`; it is to be freed whatever became of it. */
void dedup_find_repeats(const uint8_t *text, size_t size, dedup_words *words, const uint64_t *shingle,
                        const uint8_t *length, uint32_t shingles, dedup_wanted wanted, dedup_repeats *found);
void dedup_free_repeats(dedup_repeats *found);

/* Judges a match that is measured, and adds it. */
void dedup_add_judged(dedup_match match, const dedup_rules *rules, dedup_repeats *found);

#endif
