/* Rows: one unit again and again with nothing between, each copy a chain of its own. */
#ifndef DEDUP_ROWS_H
#define DEDUP_ROWS_H

#include "chains.h"

/* Adds a chain for each copy in a row but one, the first, or with `keep_last` the last, if at least `min_letters` would
   go; a part of a copy at the end makes an ordinary chain.  Their words are masked past the first unit, so that a text
   of one repeated line makes a chain for each line, not a run for each pair of lines. */
void dedup_find_rows(const uint8_t *text, size_t size, const dedup_words *words, const dedup_occurrences *o,
                     uint32_t min_letters, bool keep_last, uint8_t *masked, dedup_chains *found);

#endif
