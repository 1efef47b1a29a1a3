#include "shingles.h"

#include "hash.h"

/* Tenths of a word that a word or sign is wide, by the width field of its flags. */
static const uint8_t TENTHS[4] = {10, 3, 6, 9};

/* Signs in a shingle, all of the narrowest. */
enum { MAX_LENGTH = (10 * DEDUP_MAX_WIDTH + 2) / 3 };

static unsigned tenths_of(uint8_t flags)
{
    return TENTHS[(flags & DEDUP_WIDTH) >> DEDUP_WIDTH_SHIFT];
}

/* Pelle Evensen's "moremur": every bit of the sum reaches every bit of the result, and no two sums share one. */
static uint64_t mix(uint64_t sum)
{
    sum = (sum ^ sum >> 27) * UINT64_C(0x3C79AC492BA7B653);
    sum = (sum ^ sum >> 33) * UINT64_C(0x1C69B3F74AC4AE35);
    return sum ^ sum >> 27;
}

/* A shingle of words with hashes h0 ... hn is mix((...(h0 * F + h1) * F + ...) + hn), mod 2^64, F being DEDUP_FACTOR.
   From one position to the next the sum loses its first word and gains at its end, whatever the widths. */
ptrdiff_t dedup_find_shingles(const dedup_words *words, unsigned width, uint64_t *shingle, uint8_t *length,
                              size_t capacity)
{
    if (width < 1 || width > DEDUP_MAX_WIDTH)
        return DEDUP_BAD_WIDTH;
    if (capacity < words->count)
        return DEDUP_NO_ROOM;
    uint64_t power[MAX_LENGTH];
    power[0] = 1;
    for (size_t i = 1; 3 * i < 10 * width; i++)
        power[i] = power[i - 1] * DEDUP_FACTOR;

    const uint64_t *restrict hash = words->hash;
    const uint8_t *restrict flags = words->flags;
    const size_t count = words->count;
    const unsigned enough = 10 * width;
    unsigned tenths = 0;
    uint64_t sum = 0;
    for (size_t i = 0, end = 0;; i++) {    /* words [i, end) are in the sum */
        /* Most text: no sign in the sum, one word in and one out. */
        if (end - i == width - 1 && tenths == enough - TENTHS[0]) {
            for (; end < count && !(flags[end] & DEDUP_WIDTH); i++, end++) {
                sum = sum * DEDUP_FACTOR + hash[end];
                shingle[i] = mix(sum);
                length[i] = (uint8_t)width;
                sum -= hash[i] * power[width - 1];
            }
        }
        for (; tenths < enough; end++) {
            if (end == count)
                return (ptrdiff_t)i;
            sum = sum * DEDUP_FACTOR + hash[end];
            tenths += tenths_of(flags[end]);
        }
        shingle[i] = mix(sum);
        length[i] = (uint8_t)(end - i);
        sum -= hash[i] * power[end - i - 1];
        tenths -= tenths_of(flags[i]);
    }
}

uint64_t dedup_shingle_of_all(const dedup_words *words)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < words->count; i++)
        sum = sum * DEDUP_FACTOR + words->hash[i];
    return mix(sum);
}
