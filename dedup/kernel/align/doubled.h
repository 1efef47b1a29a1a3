/* Whole texts in which nearly every unit stands the same number of times in a row: captions, words in fake bold, rolling
   captions, whose every line ends one cue and begins the next. */
#ifndef DEDUP_DOUBLED_H
#define DEDUP_DOUBLED_H

#include "chains.h"

/* Adds a chain for each copy but one of each unit, the first, or with `keep_last` the last, if the text is such a one and
   `min_letters` would go; else none.  `strength` is scratch: a byte for each word.  False when memory ran out. */
bool dedup_find_doubled(const uint8_t *text, size_t size, const dedup_words *words, const dedup_occurrences *o,
                        uint32_t min_letters, bool keep_last, uint8_t *strength, dedup_chains *found);

#endif
