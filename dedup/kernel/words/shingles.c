#include "shingles.h"

#include "hash.h"
#include "interrupt.h"

/* Widths in tenths of a word, by the width field of the flags. */
static const uint8_t TENTHS[4] = {10, 3, 6, 9};

/* Words in a shingle, if all have the smallest width. */
enum { MAX_LENGTH = (10 * DEDUP_MAX_WIDTH + 2) / 3 };

static unsigned tenths_of(uint8_t flags)
{
    return TENTHS[(flags & DEDUP_WIDTH) >> DEDUP_WIDTH_SHIFT];
}

/* A bijective mix: every bit of the sum affects every bit of the result. */
static uint64_t mix(uint64_t sum)
{
    sum = (sum ^ sum >> 27) * DEDUP_MIX_A;
    sum = (sum ^ sum >> 33) * DEDUP_MIX_B;
    return sum ^ sum >> 27;
}

static size_t no_shingles(const uint64_t *hash, const uint8_t *flags, size_t count, const uint64_t *power,
                          unsigned width, uint64_t *shingle)
{
    (void)hash, (void)flags, (void)count, (void)power, (void)width, (void)shingle;
    return 0;
}

static dedup_plain_shingles *const plain_shingles[DEDUP_SIMD_LEVELS] = {
    no_shingles,
#if DEDUP_X86
    no_shingles,    /* pays only with 64-bit multiplication */
    dedup_plain_shingles_avx512,
#endif
};

/* A shingle of words with hashes h0 ... hn is mix((...(h0 * F + h1) * F + ...) + hn), mod 2^64, where F is
   DEDUP_FACTOR: a rolling hash (Karp and Rabin 1987). From one position to the next the first word is subtracted and
   words are added at the end, whatever their widths. */
size_t dedup_find_shingles(const dedup_words *words, unsigned width, uint64_t *shingle, uint8_t *length)
{
    uint64_t power[MAX_LENGTH];
    power[0] = 1;
    for (size_t i = 1; 3 * i < 10 * width; i++)
        power[i] = power[i - 1] * DEDUP_FACTOR;

    const uint64_t *restrict hash = words->hash;
    const uint8_t *restrict flags = words->flags;
    const size_t count = words->count;
    const unsigned enough = 10 * width;
    dedup_plain_shingles *const plain = plain_shingles[dedup_simd_level()];
    unsigned tenths = 0;
    uint64_t sum = 0;
    for (size_t i = 0, end = 0, asked = 0;; i++) {    /* words [i, end) are in the sum */
        if (dedup_pauses(asked, i))
            return i;
        asked = i;
        /* Most text: only words of scripts with spaces, one in and one out. */
        if (end - i == width - 1 && tenths == enough - TENTHS[0]) {
            const size_t first = i, stop = count - i < DEDUP_STEPS ? count : i + DEDUP_STEPS;
            size_t many = plain(hash + i, flags + i, stop - i, power, width, shingle + i);
            if (many) {
                i += many;
                end += many;
                sum = 0;
                for (size_t j = i; j < end; j++)
                    sum = sum * DEDUP_FACTOR + hash[j];
            }
            const uint64_t leading = power[width - 1];
            for (; end < stop && !(flags[end] & DEDUP_WIDTH); i++, end++) {
                sum = sum * DEDUP_FACTOR + hash[end];
                shingle[i] = mix(sum);
                sum -= hash[i] * leading;
            }
            memset(length + first, (int)width, i - first);
        }
        for (; tenths < enough; end++) {
            if (end == count)
                return i;
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
