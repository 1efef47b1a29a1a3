#include "scratch.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    LINE = 64,               /* alignment of the arrays in bytes, and the gap after each under AddressSanitizer */
    KEPT = 16 << 20,         /* maximum bytes of a block that is kept for good: texts of a megabyte */
    AT_ONCE = 3              /* kept blocks per purpose: for a text, what is left of it, and what is left of that */
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
static atomic_uint holders;

static size_t room_of(const dedup_part *part)
{
    return (part->bytes + LINE - 1) / LINE * LINE + GAP;
}

static bool is_kept(const dedup_scratch *scratch)
{
    return scratch->size <= KEPT || atomic_load(&holders) > 0;
}

/* Keeps a block for the next text. The largest come first; what there is no place for is freed. */
static void keep(dedup_purpose purpose, dedup_scratch *scratch)
{
    for (unsigned n = 0; n < AT_ONCE && scratch != NULL && is_kept(scratch); n++) {
        dedup_scratch *other = atomic_exchange(&kept[purpose][n], scratch);
        if (other != NULL && other->size > scratch->size)
            other = atomic_exchange(&kept[purpose][n], other);
        scratch = other;
    }
    free(scratch);
}

/* The smallest kept block with enough room; NULL if there is none: then one that is too small is freed, since a larger one
   will take its place. */
static dedup_scratch *take_kept(dedup_purpose purpose, size_t size)
{
    dedup_scratch *found = NULL, *small[AT_ONCE];
    unsigned count = 0;
    for (unsigned n = AT_ONCE; n-- > 0 && found == NULL;) {
        dedup_scratch *scratch = atomic_exchange(&kept[purpose][n], NULL);
        if (scratch != NULL && scratch->size >= size)
            found = scratch;
        else if (scratch != NULL)
            small[count++] = scratch;
    }
    if (found == NULL && count > 0)
        free(small[--count]);
    while (count > 0)
        keep(purpose, small[--count]);
    return found;
}

/* Frees the large blocks, unless they are held. Returns the bytes of the others. */
static size_t keep_all(void)
{
    size_t bytes = 0;
    for (unsigned purpose = 0; purpose < DEDUP_PURPOSES; purpose++)
        for (unsigned n = 0; n < AT_ONCE; n++) {
            dedup_scratch *scratch = atomic_exchange(&kept[purpose][n], NULL);
            bytes += scratch != NULL && is_kept(scratch) ? scratch->size : 0;
            keep((dedup_purpose)purpose, scratch);
        }
    return bytes;
}

bool dedup_take(dedup_purpose purpose, const dedup_part *parts, size_t count, dedup_scratch **taken)
{
    size_t size = LINE;
    for (size_t n = 0; n < count; n++)
        size += room_of(&parts[n]);
    dedup_scratch *scratch = take_kept(purpose, size);
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
    bool large = scratch->size > KEPT;
    ALLOW(scratch->bytes, scratch->size);
    keep(purpose, scratch);
    if (large && atomic_load(&holders) == 0)         /* another thread may have released it meanwhile */
        keep_all();
}

void dedup_hold(void)
{
    atomic_fetch_add(&holders, 1);
}

void dedup_release(void)
{
    if (atomic_fetch_sub(&holders, 1) == 1)
        keep_all();
}

size_t dedup_kept_bytes(void)
{
    return keep_all();
}
