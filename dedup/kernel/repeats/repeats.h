/* The whole search: from the words and shingles of a text to aligned, cut and measured candidates. */
#ifndef DEDUP_REPEATS_H
#define DEDUP_REPEATS_H

#include "matches.h"

typedef enum { DEDUP_LATER, DEDUP_EARLIER, DEDUP_LESS_FULL, DEDUP_EITHER } dedup_goes;

/* A previous search. */
typedef struct {
    const uint8_t *text;
    size_t size;
    const dedup_words *words;
    const dedup_repeats *found;
} dedup_search;

typedef struct {
    uint32_t border;          /* two texts: the first word of the second; one text: 0 */
    dedup_goes goes;          /* which copy of a match is cut; DEDUP_EITHER makes two matches, the later first */
    dedup_rules rules;        /* fewer letters than their minimum are no repeat */
    const dedup_search *before;   /* a search of nearly the same text, whose alignments are reused; or NULL */
} dedup_wanted;

/* The work limit, per word and in addition. All searches for one call share it. */
enum { DEDUP_WORK_A_WORD = 1000, DEDUP_WORK_BASE = 10000 };

/* Finds the repeats in a text, or between two. Returns false if out of memory or stopped. `found` must be zeroed,
   except for `links` and `passages`; free it by dedup_free_repeats in any case. */
bool dedup_find_repeats(const uint8_t *text, size_t size, dedup_words *words, const uint64_t *shingle,
                        const uint8_t *length, uint32_t shingles, dedup_wanted wanted, dedup_repeats *found);

#endif
