/* Words -> shingles: the hash of the words from each position on, as many as reach a width. */
#ifndef DEDUP_SHINGLES_H
#define DEDUP_SHINGLES_H

#include "words.h"

/* Tenths of a word that a sign is as wide as, by the width field of its flags.  So a shingle of 3 words is 10 Thai
   signs, 5 Kana or 4 Han. */
static const uint8_t DEDUP_TENTHS[4] = {10, 3, 6, 9};

enum { DEDUP_MAX_WIDTH = 64 };    /* words; as narrow signs they still can be counted in 8 bits */

/* Shingle i covers the fewest words from word i on that are at least `width` words wide, length[i] of them.  Writes at most
   `capacity`, which must be words->count or more; returns how many there are, as words too near to the end
   begin none; or DEDUP_NO_ROOM or DEDUP_BAD_WIDTH. */
ptrdiff_t dedup_find_shingles(const dedup_words *words, unsigned width, uint64_t *shingle, uint8_t *length,
                              size_t capacity);

#endif
