/* Splits a removed text into parts, each with a contiguous copy in the text that stays, and measures them again. */
#ifndef DEDUP_PARTS_H
#define DEDUP_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A word of the removed text, or consecutive words of a line, and the words of the other text that they are aligned
   to. Offsets are code points. */
typedef struct {
    uint32_t start, stop, letters;
    uint32_t equal;                      /* letters aligned to equal ones; 0 without partners */
    uint32_t kept_start, kept_stop;      /* from the first partner to the last */
    uint32_t kept_letters;
    uint32_t side;                       /* joints of the other text up to kept_start; no kept copy crosses one */
} dedup_tie;

/* A part of the removed text, and the contiguous text that stays for it. */
typedef struct {
    uint32_t start, stop, kept_start, kept_stop;
    double identity;
} dedup_kept_part;

typedef struct {
    uint32_t start, stop;
} dedup_lost;

typedef struct {
    dedup_kept_part *parts;              /* in order */
    size_t part_count;
    dedup_lost *lost;                    /* what must be put back: spans of the removed text, in no order */
    size_t lost_count, lost_room;
    bool failed;                         /* out of memory */
} dedup_parts;

/* Splits the text of `count` ties, more than none, whose lines end at `ends`, ascending. `parts` must be zeroed; free it
   by dedup_free_parts in any case. */
void dedup_split(const dedup_tie *ties, size_t count, const uint32_t *ends, size_t lines, double identity,
                 dedup_parts *parts);
void dedup_free_parts(dedup_parts *parts);

#endif
