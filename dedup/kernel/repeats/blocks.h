/* A piece as characters: its block, the white space around it, and the copy that would stay. */
#ifndef DEDUP_BLOCKS_H
#define DEDUP_BLOCKS_H

#include "cuts.h"

/* Offsets are bytes. */
typedef struct {
    uint32_t start, stop;                  /* the block, without the white space around it */
    uint32_t gap_start, gap_stop;          /* that white space: [gap_start, start) and [stop, gap_stop) */
    uint32_t lines_before, lines_after;    /* line breaks in it */
    uint32_t kept_start, kept_stop;
    bool same_words;                       /* word for word, nothing between */
    bool partial;                          /* the copy that would stay holds more */
} dedup_block;

dedup_block dedup_place(const uint8_t *text, size_t size, const dedup_words *words, const dedup_piece *piece);

#endif
