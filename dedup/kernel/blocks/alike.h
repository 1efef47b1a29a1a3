/* Estimates how much two texts have in common around a place where they share a shingle. */
#ifndef DEDUP_ALIKE_H
#define DEDUP_ALIKE_H

#include "characters.h"

/* The letters of equal words around text[place] and kept[kept_place], across a few words that differ. It stops once
   there are `enough`, or where too many words differ. Case and punctuation do not matter. It proposes what to align: a
   phrase that everybody uses ends soon, a copy goes on. */
uint32_t dedup_alike_around(const dedup_characters *kept, uint32_t kept_place, const dedup_characters *text,
                            uint32_t place, uint32_t enough);

#endif
