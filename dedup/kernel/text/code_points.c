#include "code_points.h"

enum { BLOCK = 32 };      /* bytes counted together: the count must fit into a byte */

static inline uint8_t starts_one(uint8_t byte)
{
    return (byte & 0xC0) != 0x80;
}

/* Counts bytes that start a code point. Compilers vectorise the loop over a block. */
static uint32_t count_starts(const uint8_t *text, size_t from, size_t to)
{
    uint32_t starts = 0;
    for (; to - from >= BLOCK; from += BLOCK) {
        uint8_t some = 0;
        for (unsigned i = 0; i < BLOCK; i++)
            some = (uint8_t)(some + starts_one(text[from + i]));
        starts += some;
    }
    for (; from < to; from++)
        starts += starts_one(text[from]);
    return starts;
}

void dedup_mark_code_points(const uint8_t *text, size_t size, uint32_t *marks)
{
    uint32_t before = 0;
    for (size_t stride = 0; stride <= size / DEDUP_STRIDE; stride++) {
        size_t from = stride * DEDUP_STRIDE, to = from + DEDUP_STRIDE < size ? from + DEDUP_STRIDE : size;
        marks[stride] = before;
        before += count_starts(text, from, to);
    }
}

uint32_t dedup_code_point_at(const uint8_t *text, const uint32_t *marks, uint32_t offset)
{
    if (marks == NULL)
        return offset;
    size_t stride = offset / DEDUP_STRIDE;
    return marks[stride] + count_starts(text, stride * DEDUP_STRIDE, offset);
}

size_t dedup_byte_at(const uint8_t *text, size_t size, const uint32_t *marks, uint32_t number)
{
    if (marks == NULL)
        return number < size ? number : size;
    size_t low = 0, high = size / DEDUP_STRIDE;      /* the last stride before which no more code points start */
    while (low < high) {
        size_t middle = high - (high - low) / 2;
        if (marks[middle] <= number)
            low = middle;
        else
            high = middle - 1;
    }
    size_t at = low * DEDUP_STRIDE;
    for (uint32_t before = marks[low]; at < size; at++) {
        if (starts_one(text[at]) && before++ == number)
            break;
    }
    return at;
}
