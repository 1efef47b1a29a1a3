/* Memory for one text at a time: several arrays in one block, which is kept for the next text. Allocating and clearing
   it anew took a seventh of the time of texts of a few kilobytes. */
#ifndef DEDUP_SCRATCH_H
#define DEDUP_SCRATCH_H

#include <stdbool.h>
#include <stddef.h>

/* Blocks for one purpose are not reused for another: their sizes differ. */
typedef enum { DEDUP_FOR_WORDS, DEDUP_FOR_REPEATS, DEDUP_FOR_PLACES, DEDUP_PURPOSES } dedup_purpose;

/* One array: where to write its address, and its size in bytes. */
typedef struct {
    void *address;
    size_t bytes;
} dedup_part;

typedef struct dedup_block_of_memory dedup_scratch;

/* Allocates `count` uninitialised arrays, aligned to 64 bytes. Returns false if out of memory. Thread-safe. */
bool dedup_take(dedup_purpose purpose, const dedup_part *parts, size_t count, dedup_scratch **scratch);

/* Returns the block for reuse. NULL is allowed. */
void dedup_give(dedup_purpose purpose, dedup_scratch *scratch);

/* Between these two, large blocks are kept, too: what is left of a large text is searched again and again, and a fifth
   of the time would go by until the memory is there. Thread-safe; they may be nested. */
void dedup_hold(void);
void dedup_release(void);

/* The bytes that are kept, for tests. */
size_t dedup_kept_bytes(void);

#endif
