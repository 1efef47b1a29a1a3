/* Converts a piece to offsets: its block, the white space around it, and the kept copy. */
#ifndef DEDUP_BLOCKS_H
#define DEDUP_BLOCKS_H

#include "features/cuts.h"

/* Offsets are bytes. */
typedef struct {
    uint32_t start, stop;                  /* the block, without surrounding white space */
    uint32_t gap_start, gap_stop;          /* with it: [gap_start, start) and [stop, gap_stop) */
    uint32_t lines_before, lines_after;    /* line breaks in that white space */
    uint32_t kept_start, kept_stop;
    bool same_words;                       /* the same words and nothing else */
    bool partial;                          /* the kept copy has more */
} dedup_block;

dedup_block dedup_place(const uint8_t *text, size_t size, const dedup_words *words, const dedup_piece *piece);

#endif
