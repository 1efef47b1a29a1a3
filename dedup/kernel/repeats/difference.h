/* What tells a text from a similar one that stays: what only one of them has, and how their common sentences differ. */
#ifndef DEDUP_DIFFERENCE_H
#define DEDUP_DIFFERENCE_H

#include "features/kept_text.h"

typedef struct {
    uint32_t letters, equal;           /* of the text; those aligned to equal letters of the one that stays */
    uint32_t own;                      /* letters in lines and sentences that the one that stays lacks */
    uint32_t more;                     /* the same for the one that stays; counted up to about 1,000 */
    bool numbers, names;               /* a sentence has other numbers; other names */
    bool denied;                       /* a sentence denies its partner, or is denied by it */
    bool filled;                       /* both texts fill one form: see fillings.h */
} dedup_difference;

/* Aligns a text with a similar one that stays, and measures how they differ. Returns false if out of memory or stopped.
   Both together have at most DEDUP_MAX_TEXT bytes of UTF-8. */
bool dedup_tell_apart(dedup_kept_text *kept, const uint8_t *text, size_t size, dedup_difference *difference);

#endif
