/* Where lines may begin, found without a look at every gap between words. */
#ifndef DEDUP_LINES_H
#define DEDUP_LINES_H

#include "words.h"

/* The first word from `i` on, i > 0, before which there is a byte with which a line end begins, or words->count.  Before most
   of these a line does begin; before no other. */
uint32_t dedup_next_line(const uint8_t *text, const dedup_words *words, uint32_t i);

#endif
