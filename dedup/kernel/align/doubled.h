/* Whole texts in which nearly every unit occurs the same number of times in a row: captions, fake bold, and rolling
   captions, where every line ends one cue and begins the next. */
#ifndef DEDUP_DOUBLED_H
#define DEDUP_DOUBLED_H

#include "chains.h"

/* Returns whether enough shingles recur nearby for a text of this kind. In most texts hardly any do. */
bool dedup_may_be_doubled(const dedup_words *words, const dedup_occurrences *o);

/* If the text is of this kind and at least `min_letters` would be removed, adds a chain for each copy except the first
   of its unit, or with `keep_last` the last. `strength`: scratch, one byte per word. Returns false if out of memory. */
bool dedup_find_doubled(const uint8_t *text, size_t size, const dedup_words *words, const dedup_occurrences *o,
                        uint32_t min_letters, bool keep_last, uint8_t *strength, dedup_chains *found);

#endif
