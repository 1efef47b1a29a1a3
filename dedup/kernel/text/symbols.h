/* Words for lines that have none: emoji, arrows, ornaments, signs of private use. */
#ifndef DEDUP_SYMBOLS_H
#define DEDUP_SYMBOLS_H

#include <stdbool.h>

#include "words.h"

/* Adds to the words of `text` those of its lines without letters and digits that hold enough symbols.  A symbol with the
   marks after it is a word; so is a row of the same one, or what draws a line would be a text.
   False when there is no room, as there always is at dedup_words_capacity(size). */
bool dedup_add_symbols(const uint8_t *text, size_t size, dedup_words *words);

#endif
