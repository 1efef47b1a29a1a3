/* The whole search: a text's words and shingles to aligned, cut candidates. */
#ifndef DEDUP_REPEATS_H
#define DEDUP_REPEATS_H

#include "pieces.h"

/* Two aligned copies and the pieces of either that could go: pieces[first .. first + later), those of the later
   copy, then `earlier` of the earlier one. */
typedef struct {
    dedup_hull hull;
    uint32_t letters, equal;     /* of the later copy */
    uint32_t tandem;             /* letters of the whole tandem that it is one copy of, else 0 */
    uint32_t first, later, earlier;
} dedup_match;

typedef struct {
    dedup_match *matches;
    size_t match_count, match_room;
    dedup_pieces cut;
    dedup_link *links;           /* [words], or NULL: the link of each word of a later copy in its best match */
    uint64_t work;               /* anchors visited, words and runs compared, machine words of letters aligned */
    bool truncated;              /* the work bound was reached: some repeats may be missing */
    bool failed;                 /* memory ran out */
} dedup_repeats;

enum { DEDUP_WORK_A_WORD = 1000, DEDUP_WORK_BASE = 10000 };

/* Finds the repeats of at least `min_letters` aligned letters in a text, or between the two texts on either side of
   word `border`.  `found` begins zeroed, but for `links`; it is to be freed whatever became of it. */
void dedup_find_repeats(const uint8_t *text, size_t size, const dedup_words *words, const uint64_t *shingle,
                        const uint8_t *length, uint32_t shingles, uint32_t border, uint32_t min_letters,
                        bool spare_numbers, dedup_repeats *found);
void dedup_free_repeats(dedup_repeats *found);

#endif
