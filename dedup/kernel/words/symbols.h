/* Words for lines that have no letters: emoji, arrows, ornaments, private-use characters. */
#ifndef DEDUP_SYMBOLS_H
#define DEDUP_SYMBOLS_H

#include <stdbool.h>

#include "words.h"

/* Adds the words of lines without letters and digits that have enough symbols. A symbol with the marks after it is a
   word, and so is a run of the same symbol; otherwise a drawn line would count as text. Returns false if there is no
   room, which never happens at dedup_words_capacity(size). */
bool dedup_add_symbols(const uint8_t *text, size_t size, dedup_words *words);

#endif
