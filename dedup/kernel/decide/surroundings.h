/* Checks that a removal tears nothing out of a paragraph, a list or an element. */
#ifndef DEDUP_SURROUNDINGS_H
#define DEDUP_SURROUNDINGS_H

#include "taking.h"

enum { DEDUP_SENTENCE_LETTERS = 20 };      /* letters beside a stretch that count as a sentence, as SENTENCE in context.c */

/* Returns whether other text is left in the lines of a stretch, as around a sentence inside a paragraph. */
bool dedup_stands_inside(dedup_page *page, const dedup_removal *removal);

/* Returns whether a stretch is quoted, and another line of the same paragraph of the quotation stays. */
bool dedup_is_in_quotation(dedup_page *page, const dedup_removal *removal);

/* Returns whether a span, however empty, contains only white space, punctuation, tags and escapes. */
bool dedup_is_joint(const dedup_page *page, dedup_span gap);

/* Returns whether a stretch and its kept copy are next to each other. */
bool dedup_touches_kept(const dedup_page *page, const dedup_removal *removal);

/* Returns whether a stretch is everything between two tags that stay. */
bool dedup_fills_element(const dedup_page *page, const dedup_removal *removal);

/* Returns whether a stretch begins and ends a line. */
bool dedup_has_whole_lines(const dedup_page *page, const dedup_removal *removal);

/* Returns whether the rest of the list of a stretch stays: items are above and below it, or the same mark is, alone in its
   line. Of a single changed item, it is enough that an item is on one side. */
bool dedup_is_in_list(const dedup_page *page, const dedup_removal *removal);

/* Returns whether a stretch is a list item whose kept copy is part of a longer item. */
bool dedup_is_other_item(dedup_page *page, const dedup_removal *removal);

#endif
