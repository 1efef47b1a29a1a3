/* Checks the line below a stretch: a name keeps what its owner said, a credit its picture, a date its title. */
#ifndef DEDUP_BELOW_H
#define DEDUP_BELOW_H

#include "taking.h"

/* What a quotation starts with. */
extern const char *const DEDUP_QUOTED[];

/* Returns whether the line after a stretch stays and only says who said it, who took the picture, or when. */
bool dedup_is_explained(const dedup_page *page, const dedup_removal *removal);

/* Returns whether a stretch has several lines of fewer than `length` characters on average. */
bool dedup_is_terse(const dedup_page *page, const dedup_removal *removal, uint32_t length);

#endif
