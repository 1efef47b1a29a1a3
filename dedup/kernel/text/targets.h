/* Where links lead.  Two texts of the same words say different things if their links lead to different places. */
#ifndef DEDUP_TARGETS_H
#define DEDUP_TARGETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* An address without what asks a server for something: `?page=2`. */
typedef struct {
    const uint8_t *address;
    uint32_t length;
    uint32_t start;            /* where it stands */
    uint32_t first, last;      /* where the same one stands for the first time, and for the last */
} dedup_target;

typedef struct {
    dedup_target *targets;     /* in order */
    size_t target_count, target_room;
    bool failed;               /* memory ran out */
} dedup_targets;

/* Finds what follows each `](` and each `://` of a text; false when memory ran out.  To be freed whatever became of it. */
bool dedup_find_targets(const uint8_t *text, size_t size, dedup_targets *found);
void dedup_free_targets(dedup_targets *found);

/* Does an address follow some sign of text[start .. stop)? */
bool dedup_leads(const uint8_t *text, size_t start, size_t stop);

/* The addresses that begin in text[start .. stop), and those of them that stand nowhere else in the text, or end outside. */
typedef struct {
    uint32_t all, alone;
} dedup_leading;

dedup_leading dedup_count_leading(const dedup_targets *targets, uint32_t start, uint32_t stop);

#endif
