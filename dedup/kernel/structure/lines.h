/* Finds where lines may begin without looking at every gap between words. */
#ifndef DEDUP_LINES_H
#define DEDUP_LINES_H

#include "words/words.h"

/* The first word in [i, stop), i > 0, with a byte before it that can start a line break, or `stop`. Most of these words
   begin a line, and no others do. */
uint32_t dedup_next_line(const uint8_t *text, const dedup_words *words, uint32_t i, uint32_t stop);

#endif
