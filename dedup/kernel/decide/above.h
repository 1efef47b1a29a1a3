/* Checks the line above a stretch: a question keeps its answer, a label its value, a record the rest of its fields. */
#ifndef DEDUP_ABOVE_H
#define DEDUP_ABOVE_H

#include "taking.h"

/* Returns whether a stretch is everything below a label that stays.

   A label is a line above the stretch that

   - is less indented,
   - or is only the number of an item,
   - or belongs to the same paragraph and differs from the line above the kept copy, if only by a number; if more follows,
     only the first lines of two paragraphs are such labels,
   - or, before a blank line, is a question or a heading,
   - or ends in a colon, if no blank line is between, or it is a name.

   The line above a quotation with signs is no label: it says who is quoted. */
bool dedup_is_body(const dedup_page *page, const dedup_removal *removal);

/* Returns whether the line above a stretch says who wrote it, and no sign shows where the quotation ends: without it, a
   reader would take what follows for their words. */
bool dedup_is_introduced(const dedup_page *page, const dedup_removal *removal);

/* Returns whether a stretch is the first rows of a Markdown table whose head stays. */
bool dedup_is_below_table_head(const dedup_page *page, const dedup_removal *removal);

/* Returns whether a long stretch is the rest of a record whose first field stays, and differs from the kept record's. So
   is the answer to another question. */
bool dedup_is_other_record(const dedup_page *page, const dedup_removal *removal);

#endif
