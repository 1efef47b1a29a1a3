/* Letter alignment of two short stretches, bit-parallel. */
#ifndef DEDUP_LETTERS_H
#define DEDUP_LETTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    DEDUP_MAX_LETTERS = 320,                      /* of either stretch */
    DEDUP_ROWS = DEDUP_MAX_LETTERS / 64,
    DEDUP_SYMBOLS = 1024                          /* slots for distinct letters: a power of two > 2 * MAX_LETTERS */
};

/* One stretch: its letters, and for each the place in `ends`' order of the word that it belongs to. */
typedef struct {
    uint32_t letter[DEDUP_MAX_LETTERS];
    uint32_t word[DEDUP_MAX_LETTERS];
    size_t count;
} dedup_stretch;

/* Scratch of an alignment, reused from call to call once it is made ready. */
typedef struct {
    uint64_t up[DEDUP_MAX_LETTERS + 1][DEDUP_ROWS];      /* D(i,j) = D(i-1,j) + 1, a bit for each i */
    uint64_t down[DEDUP_MAX_LETTERS + 1][DEDUP_ROWS];    /* D(i,j) = D(i-1,j) - 1 */
    uint64_t where[DEDUP_SYMBOLS][DEDUP_ROWS];           /* the places of each distinct letter of a */
    uint32_t symbol[DEDUP_SYMBOLS], stamp[DEDUP_SYMBOLS];
    uint32_t generation;
    uint16_t partner[DEDUP_MAX_LETTERS];                 /* result: for each letter of a, 1 + its equal in b, or 0 */
} dedup_letters;

typedef struct {
    size_t a, b;      /* letters aligned on either side */
    uint64_t work;    /* machine words computed: 64 cells each */
} dedup_reach;

/* Makes new scratch ready: most of it may hold anything. */
void dedup_ready_letters(dedup_letters *scratch);

/* Aligns a and b by edit distance and writes `scratch->partner`.  `whole`: both to their ends.  Otherwise only
   the prefixes, each ending with a word, that score best at +1 a letter and -2 an edit; none scores 0. */
dedup_reach dedup_align_letters(dedup_letters *scratch, const dedup_stretch *a, const dedup_stretch *b, bool whole);

#endif
