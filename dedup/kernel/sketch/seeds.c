#include "seeds.h"

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
