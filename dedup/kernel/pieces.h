/* What of an aligned copy could be removed: its whole paragraphs, lines and sentences. */
#ifndef DEDUP_PIECES_H
#define DEDUP_PIECES_H

#include "align.h"
#include "breaks.h"

/* One stretch that may go, and where it stands in the copy that would stay.  Offsets are bytes. */
typedef struct {
    uint32_t words, words_stop;            /* that may go */
    uint32_t kept_words, kept_words_stop;  /* from the first partner to the last */
    uint32_t start, stop;                  /* the block, without the white space around it */
    uint32_t gap_start, gap_stop;          /* that white space: [gap_start, start) and [stop, gap_stop) */
    uint32_t lines_before, lines_after;    /* line breaks in it */
    uint32_t kept_start, kept_stop;
    uint32_t letters, equal;               /* its letters, and those aligned to equal ones */
    uint32_t prose;                        /* letters in lines that read like prose */
    uint32_t symbols;                      /* signs that are commoner in code than in prose */
    uint32_t lines;                        /* lines that it touches */
    uint32_t names;                        /* capitalised words without a partner, in both copies */
    uint32_t shingles, thrice, template_;  /* of its shingles: all; standing three times or more; four, and close by */
    bool numbers;                          /* one segment, whose numbers are not those of the other copy */
    bool later;                            /* it is the later of the two copies */
    bool same_words;                       /* word for word, nothing between */
    bool partial;                          /* the copy that would stay holds more */
    bool cut;                              /* it ends at clean cuts; else nothing in the hull does */
} dedup_piece;

typedef struct {
    dedup_piece *pieces;
    size_t piece_count, piece_room;
    bool failed;
} dedup_pieces;

/* Adds the pieces of one side of an aligned hull, in order; the hull as a whole, uncut, when it has none. */
void dedup_cut(const dedup_aligner *aligner, dedup_hull hull, bool later, bool fixed, dedup_pieces *found);

#endif
