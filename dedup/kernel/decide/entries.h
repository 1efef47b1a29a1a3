/* Checks that a removal takes no entry out of a list of headlines, such as the stories beside an article. */
#ifndef DEDUP_ENTRIES_H
#define DEDUP_ENTRIES_H

#include "taking.h"

/* Returns whether a stretch consists of entries of a list and others of the list stay beside it.

   Entries have no marks: each has the same lines, one of them a headline, perhaps with a date above it or a teaser below.
   At least three entries, those of the stretch included, are a list. A long stretch must have entries on both sides, unless
   its kept copies are here and there. Any other may begin or end with other lines, such as the label of the list. */
bool dedup_is_among_entries(dedup_page *page, const dedup_removal *removal);

#endif
