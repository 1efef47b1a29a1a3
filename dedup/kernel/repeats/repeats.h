/* The whole search: a text's words and shingles to aligned, cut and measured candidates. */
#ifndef DEDUP_REPEATS_H
#define DEDUP_REPEATS_H

#include "matches.h"

typedef enum { DEDUP_LATER, DEDUP_EARLIER, DEDUP_LESS_FULL, DEDUP_EITHER } dedup_goes;

/* A text that was searched before. */
typedef struct {
    const uint8_t *text;
    size_t size;
    const dedup_words *words;
    const dedup_repeats *found;
} dedup_search;

typedef struct {
    uint32_t border;          /* two texts: the first word of the second; one text: 0 */
    dedup_goes goes;          /* which copy of a match is cut: DEDUP_EITHER makes two matches of it, the later first */
    dedup_rules rules;        /* fewer than their least letters are no repeat worth a word */
    const dedup_search *before;   /* of much the same text, for the same: what is as it was need not be aligned; or NULL */
} dedup_wanted;

/* A search may do so much work, and what it leaves of it the searches of what is left of its text. */
enum { DEDUP_WORK_A_WORD = 1000, DEDUP_WORK_BASE = 10000 };

/* Finds the repeats in a text, or between two; false when memory ran out or the search was stopped.  `found` begins zeroed,
   but for `links` and `passages`; it is to be freed with dedup_free_repeats whatever became of it. */
bool dedup_find_repeats(const uint8_t *text, size_t size, dedup_words *words, const uint64_t *shingle,
                        const uint8_t *length, uint32_t shingles, dedup_wanted wanted, dedup_repeats *found);

#endif
