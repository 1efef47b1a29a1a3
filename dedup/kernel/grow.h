/* Growing arrays. Indices are 32 bits: a larger array counts as out of memory. */
#ifndef DEDUP_GROW_H
#define DEDUP_GROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

/* Makes room for one more element of `size` bytes. On failure sets `failed` and returns false. */
static inline bool dedup_grow(void **array, size_t count, size_t *room, size_t size, bool *failed)
{
    if (count < *room)
        return true;
    size_t more = *room ? *room * 2 : 64;
    void *moved = more > UINT32_MAX || more > SIZE_MAX / size ? NULL : realloc(*array, more * size);
    if (moved == NULL) {
        *failed = true;
        return false;
    }
    *array = moved;
    *room = more;
    return true;
}

/* The same for fields of a struct: the array `names`, name_count, name_room and failed. */
#define DEDUP_GROW(f, name, names) \
    dedup_grow((void **)&(f)->names, (f)->name##_count, &(f)->name##_room, sizeof *(f)->names, &(f)->failed)

#endif
