#include "shingles.h"

/* The golden ratio's fraction: odd, so that no word's hash is lost, and without pattern. */
#define FACTOR UINT64_C(0x9E3779B97F4A7C15)

enum { MAX_LENGTH = (10 * DEDUP_MAX_WIDTH + 2) / 3 };    /* signs of width 3 tenths */

/* Pelle Evensen's "moremur": every bit of the sum reaches every bit of the result, and no two sums share one. */
static uint64_t mix(uint64_t sum)
{
    sum = (sum ^ sum >> 27) * UINT64_C(0x3C79AC492BA7B653);
    sum = (sum ^ sum >> 33) * UINT64_C(0x1C69B3F74AC4AE35);
    return sum ^ sum >> 27;
}

/* A shingle of words with hashes h0 ... hn is mix((...(h0 * FACTOR + h1) * FACTOR + ...) + hn), mod 2^64.  From one
   position to the next the sum loses its first word and gains at its end, whatever the widths. */
ptrdiff_t dedup_find_shingles(const dedup_words *words, unsigned width, uint64_t *shingle, uint8_t *length,
                              size_t capacity)
{
    if (width < 1 || width > DEDUP_MAX_WIDTH)
        return DEDUP_BAD_WIDTH;
    if (capacity < words->count)
        return DEDUP_NO_ROOM;
    uint64_t power[MAX_LENGTH + 1] = {1};
    for (size_t i = 1; i <= MAX_LENGTH; i++)
        power[i] = power[i - 1] * FACTOR;

    const unsigned enough = 10 * width;
    unsigned tenths = 0;
    uint64_t sum = 0;
    size_t end = 0;    /* words [i, end) are in the sum */
    for (size_t i = 0; i < words->count; i++) {
        for (; tenths < enough; end++) {
            if (end == words->count)
                return (ptrdiff_t)i;
            sum = sum * FACTOR + words->hash[end];
            tenths += DEDUP_TENTHS[(words->flags[end] & DEDUP_WIDTH) >> DEDUP_WIDTH_SHIFT];
        }
        shingle[i] = mix(sum);
        length[i] = (uint8_t)(end - i);
        sum -= words->hash[i] * power[end - i - 1];
        tenths -= DEDUP_TENTHS[(words->flags[i] & DEDUP_WIDTH) >> DEDUP_WIDTH_SHIFT];
    }
    return (ptrdiff_t)words->count;
}
