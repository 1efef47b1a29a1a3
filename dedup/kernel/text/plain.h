/* The plain path of each SIMD level. */
#ifndef DEDUP_PLAIN_H
#define DEDUP_PLAIN_H

#include <stdbool.h>

#include "cpu.h"
#include "words.h"

/* Finds words from text[at] on, which is the first byte of a word or belongs to none, until a word touches what only
   the careful path can read, or goes beyond `stop`; returns where that word, or else what touches none, begins; `size` at
   the end. */
typedef size_t dedup_plain_path(const uint8_t *text, size_t at, size_t stop, size_t size, dedup_words *words);

dedup_plain_path dedup_plain_words_baseline;
#if DEDUP_X86
dedup_plain_path dedup_plain_words_avx2, dedup_plain_words_avx512;
#endif

/* Where a word goes on that was broken at the end of a line, `at` being past the hyphen; 0 when it does not: then
   the hyphen joins two words, or the next line begins with a name or a number. */
size_t dedup_continued(const uint8_t *text, size_t at, size_t size);

/* Hash and flags of word i of ASCII letters and digits, of any length and at any place. */
void dedup_measure_word(const uint8_t *text, dedup_words *words, size_t i);

#endif
