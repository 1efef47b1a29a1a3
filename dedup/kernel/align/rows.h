/* Rows: adjacent copies of one unit. Each copy becomes a chain of its own. */
#ifndef DEDUP_ROWS_H
#define DEDUP_ROWS_H

#include "chains.h"

/* If at least `min_letters` would be removed, adds a chain for each copy in a row except the first, or with `keep_last`
   the last. An incomplete copy at the end becomes an ordinary chain. Words after the first unit are masked, so that a
   text of one repeated line yields one chain per line instead of one run per pair of lines. */
void dedup_find_rows(const uint8_t *text, size_t size, const dedup_words *words, const dedup_occurrences *o,
                     uint32_t min_letters, bool keep_last, uint8_t *masked, dedup_chains *found);

#endif
