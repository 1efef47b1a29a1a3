#include "scratch.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    LINE = 64,               /* alignment of the arrays in bytes, and the gap after each under AddressSanitizer */
    KEPT = 16 << 20,         /* maximum bytes of a kept block: texts of a megabyte */
    AT_ONCE = 2              /* kept blocks per purpose: for a text and for what is left of it */
};

#ifndef __has_feature
#define __has_feature(feature) 0           /* gcc has a macro for it, clang a feature */
#endif
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
#include <sanitizer/asan_interface.h>
#define GAP LINE
#define FORBID(at, bytes) ASAN_POISON_MEMORY_REGION(at, bytes)
#define ALLOW(at, bytes) ASAN_UNPOISON_MEMORY_REGION(at, bytes)
#else
#define GAP 0
#define FORBID(at, bytes) ((void)(at), (void)(bytes))
#define ALLOW(at, bytes) ((void)(at), (void)(bytes))
#endif

struct dedup_block_of_memory {
    size_t size;
    uint8_t bytes[];
};

static _Atomic(dedup_scratch *) kept[DEDUP_PURPOSES][AT_ONCE];

static size_t room_of(const dedup_part *part)
{
    return (part->bytes + LINE - 1) / LINE * LINE + GAP;
}

bool dedup_take(dedup_purpose purpose, const dedup_part *parts, size_t count, dedup_scratch **taken)
{
    size_t size = LINE;
    for (size_t n = 0; n < count; n++)
        size += room_of(&parts[n]);
    dedup_scratch *scratch = NULL;
    for (unsigned n = 0; n < AT_ONCE && scratch == NULL; n++) {
        scratch = atomic_exchange(&kept[purpose][n], NULL);
        if (scratch != NULL && scratch->size < size) {
            free(scratch);
            scratch = NULL;
        }
    }
    if (scratch == NULL) {
        scratch = malloc(sizeof *scratch + size);
        if (scratch == NULL)
            return false;
        scratch->size = size;
    }
    uint8_t *at = scratch->bytes + (LINE - (uintptr_t)scratch->bytes % LINE) % LINE;
    for (size_t n = 0; n < count; n++) {
        memcpy(parts[n].address, &at, sizeof at);
        FORBID(at + parts[n].bytes, room_of(&parts[n]) - parts[n].bytes);
        at += room_of(&parts[n]);
    }
    *taken = scratch;
    return true;
}

void dedup_give(dedup_purpose purpose, dedup_scratch *scratch)
{
    if (scratch == NULL)
        return;
    ALLOW(scratch->bytes, scratch->size);
    for (unsigned n = 0; n < AT_ONCE && scratch->size <= KEPT; n++) {
        dedup_scratch *none = NULL;
        if (atomic_compare_exchange_strong(&kept[purpose][n], &none, scratch))
            return;
    }
    free(scratch);
}
