#include "components.h"

#include "interrupt.h"

/* The first text of a component, or `count` for a damaged forest; halves the way for those who ask next. */
static size_t first_of(uint32_t *parent, size_t count, size_t text)
{
    while (parent[text] != text) {
        if (parent[text] > text)
            return count;
        parent[text] = parent[parent[text]];
        text = parent[text];
    }
    return text;
}

bool dedup_join(uint32_t *parent, size_t count, const uint32_t *a, const uint32_t *b, size_t pairs)
{
    for (size_t i = 0; i < pairs; i++) {
        if (a[i] >= count || b[i] >= count)
            return false;
        size_t x = first_of(parent, count, a[i]), y = first_of(parent, count, b[i]);
        if (x == count || y == count)
            return false;
        if (x < y)
            parent[y] = (uint32_t)x;
        else
            parent[x] = (uint32_t)y;
        if (dedup_pauses(i, i + 1))
            break;
    }
    return true;
}

bool dedup_name_components(uint32_t *parent, size_t count)
{
    for (size_t text = 0; text < count; text++) {
        if (parent[text] > text)
            return false;
        parent[text] = parent[parent[text]];    /* which has its final parent, as it comes before */
    }
    return true;
}
