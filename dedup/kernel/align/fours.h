/* Four numbers at a time: every machine has such registers. */
#ifndef DEDUP_FOURS_H
#define DEDUP_FOURS_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { DEDUP_FOUR = 4 };
typedef uint32_t dedup_four __attribute__((vector_size(DEDUP_FOUR * sizeof(uint32_t))));

static inline dedup_four dedup_four_at(const uint32_t *numbers)
{
    dedup_four four;
    memcpy(&four, numbers, sizeof four);
    return four;
}

/* Returns whether one of four comparisons is true. */
static inline bool dedup_holds_any(dedup_four compared)
{
    uint64_t halves[2];
    memcpy(halves, &compared, sizeof halves);
    return halves[0] | halves[1];
}

#endif
