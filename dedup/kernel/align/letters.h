/* Bit-parallel alignment of the letters of two short stretches. */
#ifndef DEDUP_LETTERS_H
#define DEDUP_LETTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    DEDUP_MAX_LETTERS = 320,                      /* of each stretch */
    DEDUP_ROWS = DEDUP_MAX_LETTERS / 64,
    DEDUP_PLAIN = 2048,                           /* code points of the scripts from Latin to Arabic */
    DEDUP_SYMBOLS = 1024                          /* slots for distinct letters: a power of two > 2 * MAX_LETTERS */
};

/* A stretch: its letters, and for each the word it belongs to. */
typedef struct {
    uint32_t letter[DEDUP_MAX_LETTERS];
    uint32_t word[DEDUP_MAX_LETTERS];
    size_t count;
} dedup_stretch;

/* Scratch of an alignment, reusable after dedup_ready_letters. */
typedef struct {
    uint64_t up[DEDUP_MAX_LETTERS + 1][DEDUP_ROWS];      /* bit i: D(i,j) = D(i-1,j) + 1 */
    uint64_t down[DEDUP_MAX_LETTERS + 1][DEDUP_ROWS];    /* bit i: D(i,j) = D(i-1,j) - 1 */
    uint64_t where[DEDUP_SYMBOLS][DEDUP_ROWS];           /* bit i: letter i of a is this letter */
    uint64_t places[DEDUP_PLAIN];                        /* bit i: letter i of a is this code point; otherwise 0 */
    uint32_t symbol[DEDUP_SYMBOLS], stamp[DEDUP_SYMBOLS];
    uint32_t generation;
    uint16_t partner[DEDUP_MAX_LETTERS];                 /* result: per letter of a, 1 + its equal letter of b, or 0 */
} dedup_letters;

typedef struct {
    size_t a, b;      /* letters aligned of a and of b */
    uint64_t work;    /* machine words computed, 64 cells each */
} dedup_reach;

/* Prepares uninitialised scratch. */
void dedup_ready_letters(dedup_letters *scratch);

/* Aligns a and b by edit distance and writes `scratch->partner`. `whole`: aligns both to their ends. Otherwise it
   aligns the best-scoring prefixes that end with a word, where each letter scores 1 and each edit -2; possibly empty
   ones, with score 0. */
dedup_reach dedup_align_letters(dedup_letters *scratch, const dedup_stretch *a, const dedup_stretch *b, bool whole);

#endif
