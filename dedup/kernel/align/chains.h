/* Extends anchors to runs of equal words, and chains the runs: candidates, before any letter is compared. */
#ifndef DEDUP_CHAINS_H
#define DEDUP_CHAINS_H

#include <stdbool.h>

#include "occurrences.h"

/* A maximal exact match: `words` equal words from `later` and from `earlier` on. earlier + words <= later. */
typedef struct {
    uint32_t later, earlier, words;
    uint32_t before;       /* the previous run of its chain, or DEDUP_NONE */
    uint32_t begins;       /* `later` of the first run of the chain that ends here */
    uint32_t taken;        /* already part of a chain */
    int64_t score;         /* of that chain, in letters / 20 */
} dedup_run;

enum { DEDUP_LETTER_SCORE = 20 };      /* score of an equal letter */

/* A row: adjacent copies of one unit. The letters of all copies, their number, and whether nearly the whole text is
   made of units with as many copies. All zero if there is no row. */
typedef struct {
    uint32_t letters, copies;
    bool whole_text;
} dedup_row;

/* A candidate: runs order[first .. first+count), at least one, ascending in both copies. */
typedef struct {
    uint32_t first, count;
    int64_t score;
    dedup_row row;         /* the row it is a copy in */
} dedup_chain;

/* Growing arrays. `failed`: out of memory. */
typedef struct {
    dedup_run *runs;
    dedup_chain *chains;
    uint32_t *order;
    size_t run_count, run_room, chain_count, chain_room, order_count, order_room;
    uint64_t work, work_limit;      /* anchors visited, words and runs compared */
    bool truncated, failed;
} dedup_chains;

/* Returns whether the words of the shingles that occur again have enough letters for a chain, or for a row. In most
   texts in which any do, they have not. */
bool dedup_may_chain(const dedup_words *words, const dedup_occurrences *o, uint32_t min_letters);

/* Finds all chains of at least 20 letters, and those of rows (rows.h). `masked`: scratch, one zeroed byte per word.
   Returns false if out of memory. */
bool dedup_find_chains(const uint8_t *text, size_t size, const dedup_words *words, const dedup_occurrences *o,
                       uint32_t min_letters, bool keep_last, uint8_t *masked, dedup_chains *found);

/* Adds a chain of one run. Returns false if out of memory. */
bool dedup_add_chain(dedup_chains *found, dedup_run run, dedup_row row);

void dedup_free_chains(dedup_chains *found);

#endif
