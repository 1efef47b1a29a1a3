/* Estimates how much two texts have in common around a place where they share a shingle. */
#ifndef DEDUP_ALIKE_H
#define DEDUP_ALIKE_H

#include "equal_runs.h"

/* How many letters must be equal, and how many may differ for a hundred equal ones. */
typedef struct {
    uint32_t enough, per_hundred;
} dedup_likeness;

/* Returns whether enough letters are in equal words in and around a run of equal characters, across a few words that
   differ. Case and punctuation do not matter. It proposes what to align: a phrase that everybody uses ends soon, a copy
   goes on. */
bool dedup_is_alike_around(const dedup_characters *kept, const dedup_characters *text, dedup_run_of_equals run,
                           dedup_likeness wanted);

#endif
