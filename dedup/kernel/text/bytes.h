/* Finds the next of a few bytes, two bytes at a distance, or the last of a byte, sixteen at a time. */
#ifndef DEDUP_BYTES_H
#define DEDUP_BYTES_H

#include <stdint.h>
#include <string.h>

#include "hash.h"

enum { DEDUP_SIXTEEN = 16 };
typedef uint8_t dedup_sixteen __attribute__((vector_size(DEDUP_SIXTEEN)));

/* The first offset in [at, stop) whose byte is one of the `count` bytes of `set`, none of them 0; or `stop`. Inlined,
   so that `set` is a compile-time constant. */
static inline __attribute__((always_inline)) size_t dedup_next_of(const uint8_t *text, size_t at, size_t stop,
                                                                  const uint8_t *set, size_t count)
{
    for (; at < stop; at += DEDUP_SIXTEEN) {
        dedup_sixteen bytes = { 0 }, found = { 0 };
        if (stop - at >= DEDUP_SIXTEEN)
            memcpy(&bytes, text + at, sizeof bytes);
        else
            memcpy(&bytes, text + at, stop - at);
        for (size_t k = 0; k < count; k++)
            found |= (dedup_sixteen)(bytes == set[k]);
        uint64_t low = dedup_load((const uint8_t *)&found), high = dedup_load((const uint8_t *)&found + 8);
        if (low | high)
            return at + (size_t)(low ? __builtin_ctzll(low) : 64 + __builtin_ctzll(high)) / 8;
    }
    return stop;
}

/* The first offset in [at, stop) whose byte is `first`, and `second` is so many bytes further; or `stop`. Reads up to
   text[stop + further - 1]. */
static inline size_t dedup_next_two(const uint8_t *text, size_t at, size_t stop, uint8_t first, size_t further,
                                    uint8_t second)
{
    for (; stop - at >= DEDUP_SIXTEEN; at += DEDUP_SIXTEEN) {
        dedup_sixteen here, there;
        memcpy(&here, text + at, sizeof here);
        memcpy(&there, text + at + further, sizeof there);
        dedup_sixteen found = (dedup_sixteen)(here == first) & (dedup_sixteen)(there == second);
        uint64_t low = dedup_load((const uint8_t *)&found), high = dedup_load((const uint8_t *)&found + 8);
        if (low | high)
            return at + (size_t)(low ? __builtin_ctzll(low) : 64 + __builtin_ctzll(high)) / 8;
    }
    while (at < stop && (text[at] != first || text[at + further] != second))
        at++;
    return at;
}

/* The offset after the last byte of [at, stop) that is `byte`, or `at`. */
static inline size_t dedup_after_last(const uint8_t *text, size_t at, size_t stop, uint8_t byte)
{
    for (; stop - at >= DEDUP_SIXTEEN; stop -= DEDUP_SIXTEEN) {
        dedup_sixteen here;
        memcpy(&here, text + stop - DEDUP_SIXTEEN, sizeof here);
        dedup_sixteen found = (dedup_sixteen)(here == byte);
        uint64_t low = dedup_load((const uint8_t *)&found), high = dedup_load((const uint8_t *)&found + 8);
        if (low | high)
            return stop - (size_t)(high ? __builtin_clzll(high) : 64 + __builtin_clzll(low)) / 8;
    }
    while (stop > at && text[stop - 1] != byte)
        stop--;
    return stop;
}

#endif
