/* Memory for one text at a time: arrays side by side in one block, which is kept for the next text.  To ask the system for
   it anew each time, and to have it cleared, took a seventh of the time of texts of a few kilobytes. */
#ifndef DEDUP_SCRATCH_H
#define DEDUP_SCRATCH_H

#include <stdbool.h>
#include <stddef.h>

/* Blocks for one purpose do not go to another: they differ in size. */
typedef enum { DEDUP_FOR_WORDS, DEDUP_FOR_REPEATS, DEDUP_PURPOSES } dedup_purpose;

/* One array: where its address is to be written, and its size in bytes. */
typedef struct {
    void *address;
    size_t bytes;
} dedup_part;

typedef struct dedup_block_of_memory dedup_scratch;

/* Makes room for `count` arrays, aligned to 64 bytes, which hold anything; false when memory ran out.  Threads may take at
   the same time. */
bool dedup_take(dedup_purpose purpose, const dedup_part *parts, size_t count, dedup_scratch **scratch);

/* Gives it back; NULL is allowed. */
void dedup_give(dedup_purpose purpose, dedup_scratch *scratch);

#endif
