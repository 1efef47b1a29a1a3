/* The fast path of each SIMD level. */
#ifndef DEDUP_PLAIN_H
#define DEDUP_PLAIN_H

#include <stdbool.h>

#include "cpu.h"
#include "hash.h"
#include "words.h"

/* Finds words from text[at] on, which is outside or at the start of a word. Ends at a word that touches something
   only the slow path can read, or past `stop`. Returns the offset of that word or of the next separator; `size` at
   the end. */
typedef size_t dedup_plain_path(const uint8_t *text, size_t at, size_t stop, size_t size, dedup_words *words);

dedup_plain_path dedup_plain_words_baseline;
#if DEDUP_X86
dedup_plain_path dedup_plain_words_avx2, dedup_plain_words_avx512;
#endif

/* Returns whether the next 16 bytes are ASCII without '&', so that the fast path pays. */
static inline bool dedup_plain_ahead(const uint8_t *text, size_t at, size_t size)
{
    const uint64_t each = UINT64_C(0x0101010101010101);
    if (size - at < 16)
        return false;
    uint64_t first = dedup_load(text + at), second = dedup_load(text + at + 8);
    /* '&' becomes a zero byte, which borrows from its high bit. */
    uint64_t a = first ^ '&' * each, b = second ^ '&' * each;
    return !((first | second | ((a - each) & ~a) | ((b - each) & ~b)) & 128 * each);
}

/* Where a word that was hyphenated at a line end continues; `at` is the offset past the hyphen. 0 if it does not
   continue: the hyphen joins two words, or the next line begins with a name or a number. */
size_t dedup_continued(const uint8_t *text, size_t at, size_t size);

/* Sets the hash and flags of word i, which consists of ASCII letters and digits. Any length, any place. */
void dedup_measure_word(const uint8_t *text, dedup_words *words, size_t i);

#endif
