/* How many words a text may have, from its bytes alone. */
#include "words.h"

enum {
    BLOCK = 64,            /* bytes counted together: their number must fit one */
    UNCOUNTED = 1 << 20    /* bytes up to which room for any text is asked for: it is little */
};

/* May a word end at a byte, or a sign begin?  ASCII but for letters and digits parts words, and so do Latin-1's signs;
   characters of three bytes or more do, or are signs.  Without branches, for compilers to make vectors of the loop. */
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
