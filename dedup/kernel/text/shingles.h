/* Words -> shingles: the hash of the words from each position on, as many as reach a width. */
#ifndef DEDUP_SHINGLES_H
#define DEDUP_SHINGLES_H

#include "cpu.h"
#include "words.h"

enum { DEDUP_MAX_WIDTH = 64 };    /* in words: 214 narrow signs, still counted in 8 bits */

/* Shingle i covers the fewest words from word i on that are at least `width` words wide, length[i] of them.  Signs are
   narrower than words: a shingle of 3 words is as wide as 10 Thai signs, 5 Kana or 4 Han.  1 <= width <=
   DEDUP_MAX_WIDTH; both arrays have words->count places.  Returns how many shingles there are, for words too near to the
   end begin none. */
size_t dedup_find_shingles(const dedup_words *words, unsigned width, uint64_t *shingle, uint8_t *length);

/* The shingle that all words are together, however many. */
uint64_t dedup_shingle_of_all(const dedup_words *words);

/* Factors of the mixing: Pelle Evensen's "moremur". */
#define DEDUP_MIX_A UINT64_C(0x3C79AC492BA7B653)
#define DEDUP_MIX_B UINT64_C(0x1C69B3F74AC4AE35)

/* Shingles of `width` words each from the first of `count` words on, eight at a time, until a sign is among the words
   that end them; the words before are none.  power[i] is the factor's i-th power.  Returns how many shingles. */
typedef size_t dedup_plain_shingles(const uint64_t *hash, const uint8_t *flags, size_t count, const uint64_t *power,
                                    unsigned width, uint64_t *shingle);
#if DEDUP_X86
dedup_plain_shingles dedup_plain_shingles_avx512;
#endif

#endif
