/* The whole search: a text's words and shingles to aligned, cut and measured candidates. */
#ifndef DEDUP_REPEATS_H
#define DEDUP_REPEATS_H

#include "evidence.h"
#include "passages.h"

typedef enum { DEDUP_LATER, DEDUP_EARLIER, DEDUP_LESS_FULL, DEDUP_EITHER } dedup_goes;

typedef struct {
    uint32_t border;          /* two texts: the first word of the second; one text: 0 */
    uint32_t min_letters;     /* fewer letters are no repeat worth a word */
    dedup_goes goes;          /* which copy of a match is cut: DEDUP_EITHER makes two matches of it, the later first */
    double identity;          /* the least share of a piece's letters that must be aligned */
    bool spare_numbers;       /* a sentence whose numbers differ is no copy */
} dedup_wanted;

/* One copy that could go: aligned, cut and measured. */
typedef struct {
    uint32_t letters, equal;     /* of its hull */
    uint32_t tandem;             /* letters of the whole tandem that it is one copy of, else 0 */
    uint32_t first, count;       /* its pieces */
    bool later;                  /* it is the later of the two copies */
    dedup_evidence evidence;
} dedup_match;

typedef struct {
    dedup_match *matches;
    size_t match_count, match_room;
    dedup_pieces cut;
    dedup_link *links;           /* [words], or NULL: the link of each word of a later copy in its best match */
    dedup_passages *passages;    /* or NULL: what two texts share is wanted, in place of matches */
    uint64_t work;               /* anchors visited, words and runs compared, machine words of letters aligned */
    bool truncated;              /* the work bound was reached: some repeats may be missing */
    bool failed;                 /* memory ran out */
} dedup_repeats;

enum { DEDUP_WORK_A_WORD = 1000, DEDUP_WORK_BASE = 10000 };

/* Finds the repeats in a text, or between two.  `found` begins zeroed, but for `links` and
   `passages`; it is to be freed whatever became of it. */
void dedup_find_repeats(const uint8_t *text, size_t size, const dedup_words *words, const uint64_t *shingle,
                        const uint8_t *length, uint32_t shingles, dedup_wanted wanted, dedup_repeats *found);
void dedup_free_repeats(dedup_repeats *found);

#endif
