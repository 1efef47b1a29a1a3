/* Checks the line below a stretch: a name keeps what its owner said, a credit its picture, a date its title. */
#ifndef DEDUP_BELOW_H
#define DEDUP_BELOW_H

#include "taking.h"

/* Returns whether the line below a stretch stays and only says whose words it is, who took the picture, or when it was
   written; or is the rule below the head of a table, which the stretch is. */
bool dedup_is_explained(const dedup_page *page, const dedup_removal *removal);

/* Returns whether a stretch has several lines of fewer than `length` characters on average. */
bool dedup_is_terse(const dedup_page *page, const dedup_removal *removal, uint32_t length);

#endif
