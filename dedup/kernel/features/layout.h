/* The lines of a text: where the paragraph of each begins and ends, and how much prose surrounds it. Built when first
   needed, since most texts do not need it. */
#ifndef DEDUP_LAYOUT_H
#define DEDUP_LAYOUT_H

#include "align/align.h"

/* How a line continues the one before. */
typedef enum {
    DEDUP_BEGINS,      /* it begins a paragraph */
    DEDUP_FOLLOWS,     /* unclear: it continues a line that is long enough to have been wrapped */
    DEDUP_CONTINUES    /* it continues a sentence */
} dedup_joining;

typedef struct {
    uint32_t start;            /* its first word */
    uint32_t first, stop;      /* words: its paragraph's start, reading back, and its end, reading on */
    uint32_t before, after;    /* letters of prose that ends before the line, and that begins with it */
    dedup_joining joining;
} dedup_line;

enum { DEDUP_INDEXED = 32 };     /* words per entry of `near` */

struct dedup_layout {
    dedup_line *lines;         /* in order, and an empty one at the end of the text; NULL: not built yet */
    size_t line_count, line_room;
    uint32_t *near;            /* for each DEDUP_INDEXED words, the index of the line of the first */
    bool failed;               /* out of memory */
};

/* Builds the layout; sets `failed` if out of memory. Free it in any case. */
void dedup_lay_out(const dedup_aligner *aligner, dedup_layout *layout);
void dedup_free_layout(dedup_layout *layout);

/* The line of a word; the last one for the end of the text. */
const dedup_line *dedup_line_of(const dedup_layout *layout, uint32_t word);

/* Returns whether a line continues the paragraph; letters_before: of the line before it. */
bool dedup_goes_on(const dedup_line *line, uint32_t letters_before);

#endif
