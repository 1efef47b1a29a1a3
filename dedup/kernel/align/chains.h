/* Anchors grown to runs of equal words, and runs joined to chains: candidate copies, before any letter is compared. */
#ifndef DEDUP_CHAINS_H
#define DEDUP_CHAINS_H

#include <stdbool.h>

#include "occurrences.h"

/* `words` equal words: those from `later` on stand in the same order from `earlier` on.  earlier + words <= later. */
typedef struct {
    uint32_t later, earlier, words;
    uint32_t before;       /* index of the run before it in its chain, or DEDUP_NONE */
    uint32_t begins;       /* `later` of the first run of the chain that ends here */
    uint32_t taken;        /* it belongs to a chain already */
    int64_t score;         /* of that chain, in letters / 20 */
} dedup_run;

enum { DEDUP_LETTER_SCORE = 20 };      /* score of an equal letter */

/* Copies of one unit with nothing between, or all zero: the letters of all of them, how many they are, and whether nearly
   all the text stands so many times. */
typedef struct {
    uint32_t letters, copies;
    bool whole_text;
} dedup_row;

/* One candidate: runs order[first .. first+count), at least one, ascending on both sides. */
typedef struct {
    uint32_t first, count;
    int64_t score;
    dedup_row row;         /* that it is one copy of */
} dedup_chain;

/* Arrays that grow as they fill; `failed` once memory ran out. */
typedef struct {
    dedup_run *runs;
    dedup_chain *chains;
    uint32_t *order;
    size_t run_count, run_room, chain_count, chain_room, order_count, order_room;
    uint64_t work, work_limit;      /* anchors visited, words and runs compared */
    bool truncated, failed;
} dedup_chains;

/* Finds the chains of at least 20 letters, and those of rows: see rows.h.  `masked` is scratch: a zeroed byte for each
   word.  False when memory ran out. */
bool dedup_find_chains(const uint8_t *text, size_t size, const dedup_words *words, const dedup_occurrences *o,
                       uint32_t min_letters, bool keep_last, uint8_t *masked, dedup_chains *found);

/* Adds a chain of one run; false when memory ran out. */
bool dedup_add_chain(dedup_chains *found, dedup_run run, dedup_row row);

void dedup_free_chains(dedup_chains *found);

#endif
