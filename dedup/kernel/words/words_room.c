/* Bounds the number of words of a text from its bytes alone. */
#include "words.h"

enum {
    BLOCK = 64,            /* bytes counted together: the count must fit into a byte */
    UNCOUNTED = 1 << 20    /* bytes up to which room for any text is allocated: it is little */
};

/* Returns 1 if a word may end, or a character of a script without spaces begin, at a byte. Words are separated by ASCII
   other than letters and digits, and by the punctuation of Latin-1; characters of three bytes or more separate words or
   are words. Without branches, so that compilers vectorise the loop. */
static inline uint8_t parts(uint8_t byte)
{
    uint8_t letter = (uint8_t)((byte | 0x20) - 'a') < 26, digit = (uint8_t)(byte - '0') < 10;
    uint8_t further = (uint8_t)(byte - 0x80) < 0xE0 - 0x80, latin = byte == 0xC2;
    return (uint8_t)((letter | digit | further) ^ 1) | latin;
}

size_t dedup_words_room(const uint8_t *text, size_t size)
{
    size_t words = 1, at = 0, most = dedup_words_capacity(size);
    if (size <= UNCOUNTED)
        return most;
    for (; size - at >= BLOCK; at += BLOCK) {
        uint8_t more = 0;
        for (unsigned i = 0; i < BLOCK; i++)
            more = (uint8_t)(more + parts(text[at + i]));
        words += more;
    }
    for (; at < size; at++)
        words += parts(text[at]);
    words += (DEDUP_PIECE + DEDUP_BEYOND) / 2 + DEDUP_SPARE;
    return words < most ? words : most;
}
