/* Link targets. Two texts with the same words say different things if their links lead to different addresses. */
#ifndef DEDUP_TARGETS_H
#define DEDUP_TARGETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* An address without its scheme, `www.`, the slash at its end and its query: `?page=2`. */
typedef struct {
    const uint8_t *address;
    uint32_t length;
    uint32_t start;            /* its offset in the text */
    uint32_t first, last;      /* offsets of the first and the last occurrence of the same address */
} dedup_target;

typedef struct {
    dedup_target *targets;     /* in order */
    size_t target_count, target_room;
    bool failed;               /* out of memory */
} dedup_targets;

/* Finds what follows each `](` and each `://` of a text. Returns false if out of memory; free it in any case. */
bool dedup_find_targets(const uint8_t *text, size_t size, dedup_targets *found);
void dedup_free_targets(dedup_targets *found);

/* Returns whether an address follows some punctuation in text[start .. stop). */
bool dedup_leads(const uint8_t *text, size_t start, size_t stop);

/* The number of addresses that start in text[start .. stop), and of those that occur nowhere else in the text or end
   outside. */
typedef struct {
    uint32_t all, alone;
} dedup_leading;

dedup_leading dedup_count_leading(const dedup_targets *targets, uint32_t start, uint32_t stop);

#endif
