/* Estimates how much two texts have in common around a place where they share a shingle. */
#ifndef DEDUP_ALIKE_H
#define DEDUP_ALIKE_H

#include "characters.h"

/* How many letters must be equal, and how many may differ for a hundred equal ones. */
typedef struct {
    uint32_t enough, per_hundred;
} dedup_likeness;

/* Returns whether enough letters are in equal words around text[place] and kept[kept_place], across a few words that
   differ. Case and punctuation do not matter. It proposes what to align: a phrase that everybody uses ends soon, a copy
   goes on. */
bool dedup_is_alike_around(const dedup_characters *kept, uint32_t kept_place, const dedup_characters *text,
                           uint32_t place, dedup_likeness wanted);

#endif
