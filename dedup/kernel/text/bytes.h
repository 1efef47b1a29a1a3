/* Finds the next of a few bytes, sixteen at a time. */
#ifndef DEDUP_BYTES_H
#define DEDUP_BYTES_H

#include <stdint.h>
#include <string.h>

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
        uint64_t halves[2];
        memcpy(halves, &found, sizeof halves);
        if (halves[0] | halves[1]) {
            const uint8_t *place = (const uint8_t *)&found;
            while (*place == 0)
                place++;
            return at + (size_t)(place - (const uint8_t *)&found);
        }
    }
    return stop;
}

#endif
