/* Checks the line above a stretch: a question keeps its answer, a label its value, a record the rest of its fields. */
#ifndef DEDUP_ABOVE_H
#define DEDUP_ABOVE_H

#include "taking.h"

/* The lines directly above a stretch and above its kept copy. */
typedef struct {
    bool copies_touch;                     /* nothing is between the two copies */
    bool stays;                            /* the line above the stretch does; otherwise the fields below are unset */
    dedup_span own, kept;                  /* `kept` is empty if no line is nearby */
    uint32_t own_end, kept_end;            /* where their last characters are, or DEDUP_NONE */
    bool own_is_close, kept_is_close;      /* no blank line is between the line and the copy */
} dedup_labels;

dedup_labels dedup_find_labels(const dedup_page *page, const dedup_removal *removal);

/* Returns whether a stretch is everything below a label that stays.

   A label is a line above the stretch that

   - is less indented,
   - or is only the number of an item,
   - or is a command at a prompt, and the stretch its output,
   - or belongs to the same paragraph and differs from the line above the kept copy, if only by a number; if more follows,
     only the first lines of two paragraphs are such labels,
   - or is the label of a field in a list of records, and the stretch its value,
   - or, before a blank line, is a question or a heading,
   - or ends in a colon, if no blank line is between, or it is a name.

   The line above lines with quotation prefixes is no label: it says who is quoted. */
bool dedup_is_below_label(const dedup_page *page, const dedup_removal *removal, const dedup_labels *above);

/* Returns whether the line above a stretch says who wrote it, and no prefix shows where the quotation ends: with the
   stretch gone, a reader would take what follows for their words. */
bool dedup_is_introduced(const dedup_page *page, const dedup_removal *removal, const dedup_labels *above);

/* Returns whether a stretch is the first rows of a Markdown table whose head stays. */
bool dedup_is_below_table_head(const dedup_page *page, const dedup_removal *removal, const dedup_labels *above);

/* Returns whether a long stretch is the rest of a record whose first field stays, and differs from the kept record's. So
   is the answer to another question. */
bool dedup_is_other_record(const dedup_page *page, const dedup_removal *removal, const dedup_labels *above);

#endif
