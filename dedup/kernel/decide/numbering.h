/* Checks that a removal takes no item out of a numbered list. */
#ifndef DEDUP_NUMBERING_H
#define DEDUP_NUMBERING_H

#include "taking.h"

/* Returns whether a stretch begins with a numbered item, and an item stays close by that has a lower number above it, or a
   higher one below. */
bool dedup_is_numbered_item(const dedup_page *page, const dedup_removal *removal);

#endif
