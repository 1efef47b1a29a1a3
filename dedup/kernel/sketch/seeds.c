#include "seeds.h"

#include "words/shingles.h"

#include <string.h>

/* The position of the smallest hash in [first, stop), the last of equals. */
static size_t least(const uint64_t *shingle, size_t first, size_t stop)
{
    size_t found = first;
    for (size_t i = first + 1; i < stop; i++)
        if (shingle[i] <= shingle[found])
            found = i;
    return found;
}

size_t dedup_find_seeds(const uint64_t *shingle, size_t count, unsigned window, uint32_t *position)
{
    if (count == 0)
        return 0;
    size_t first_stop = count < window ? count : window, seeds = 0;
    size_t seed = least(shingle, 0, first_stop);
    position[seeds++] = (uint32_t)seed;
    for (size_t stop = first_stop + 1; stop <= count; stop++) {
        size_t next = seed;
        if (shingle[stop - 1] <= shingle[seed])
            next = stop - 1;
        else if (seed + window < stop)    /* it has left the window: search again, about once per half window */
            next = least(shingle, seed + 1, stop);
        if (next != seed)
            position[seeds++] = (uint32_t)next;
        seed = next;
    }
    return seeds;
}

/* Sets the hashes of lines apart from those of shingles. */
#define OF_A_LINE UINT64_C(0x9B05688C2B3E6C1F)

size_t dedup_find_line_hashes(const uint8_t *text, const dedup_words *found, unsigned words, uint32_t letters,
                              uint32_t *position, uint64_t *hash)
{
    size_t count = 0;
    for (size_t first = 0, stop; first < found->count; first = stop) {
        uint64_t sum = OF_A_LINE;
        for (stop = first; stop < found->count; stop++) {
            if (stop > first && memchr(text + found->stop[stop - 1], '\n', found->start[stop] - found->stop[stop - 1]))
                break;
            sum = (sum ^ found->hash[stop]) * DEDUP_MIX_A;
            sum ^= sum >> 32;
        }
        if (stop - first < words && found->letters[stop] - found->letters[first] >= letters) {
            position[count] = (uint32_t)first;
            hash[count++] = sum;
        }
    }
    return count;
}
