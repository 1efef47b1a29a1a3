/* Words -> shingles: the hash of the consecutive words from each position on that reach a given width. */
#ifndef DEDUP_SHINGLES_H
#define DEDUP_SHINGLES_H

#include "cpu.h"
#include "words.h"

enum { DEDUP_MAX_WIDTH = 64 };    /* in words: 214 characters of the narrowest script, so that lengths fit in 8 bits */

/* Shingle i covers the fewest words from word i on, length[i] of them, that are together at least `width` words wide.
   In scripts without spaces each character is a word, and narrower: a shingle of 3 words is 10 Thai characters, 5 Kana
   or 4 Han. 1 <= width <= DEDUP_MAX_WIDTH; both arrays have room for words->count. Returns the number of shingles,
   which is smaller than words->count, because the last words begin none. */
size_t dedup_find_shingles(const dedup_words *words, unsigned width, uint64_t *shingle, uint8_t *length);

/* A single shingle of all words. */
uint64_t dedup_shingle_of_all(const dedup_words *words);

/* Multipliers of the mixing step: Pelle Evensen's "moremur". */
#define DEDUP_MIX_A UINT64_C(0x3C79AC492BA7B653)
#define DEDUP_MIX_B UINT64_C(0x1C69B3F74AC4AE35)

/* Shingles of `width` words each, from the first of `count` words on, eight at a time. Stops at the first shingle whose
   last word is a character of a script without spaces; the words before must not be. power[i]: the i-th power of the
   factor. Returns the number of shingles. */
typedef size_t dedup_plain_shingles(const uint64_t *hash, const uint8_t *flags, size_t count, const uint64_t *power,
                                    unsigned width, uint64_t *shingle);
#if DEDUP_X86
dedup_plain_shingles dedup_plain_shingles_avx512;
#endif

#endif
