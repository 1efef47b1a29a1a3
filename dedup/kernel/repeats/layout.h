/* A text as lines: where the paragraph of each begins and ends, and how much prose stands about it.  Made when it is first
   asked for, as most texts never ask. */
#ifndef DEDUP_LAYOUT_H
#define DEDUP_LAYOUT_H

#include "align/align.h"

/* How a line stands to the one before it. */
typedef enum {
    DEDUP_BEGINS,      /* a paragraph begins with it */
    DEDUP_FOLLOWS,     /* nothing says so: it goes on with that line if that is long enough to have been wrapped */
    DEDUP_CONTINUES    /* it goes on in the middle of a sentence */
} dedup_joining;

typedef struct {
    uint32_t start;            /* its first word */
    uint32_t first, stop;      /* words: its paragraph, as one sees it who reads back from the line, and who reads on */
    uint32_t before, after;    /* letters of the prose that ends where the line begins, and that begins there */
    dedup_joining joining;
} dedup_line;

struct dedup_layout {
    dedup_line *lines;         /* in order, and one without words where the text ends; NULL: not made yet */
    size_t line_count, line_room;
    bool failed;               /* memory ran out */
};

/* Finds the lines of a text, unless memory runs out.  To be freed whatever became of it. */
void dedup_lay_out(const dedup_aligner *aligner, dedup_layout *layout);
void dedup_free_layout(dedup_layout *layout);

/* The line of a word, or the last one where the text ends. */
const dedup_line *dedup_line_of(const dedup_layout *layout, uint32_t word);

/* Does the paragraph go on with a line, of so many letters in the line before it? */
bool dedup_goes_on(const dedup_line *line, uint32_t letters_before);

#endif
