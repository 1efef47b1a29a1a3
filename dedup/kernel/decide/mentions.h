/* Detects copies that only mention what another one shows. Nothing is removed for such a copy.

   The headline above an article stays, even if the page's title or a path such as `Home > News` repeats it. So does a
   caption that the image's alternative text repeats, and text that also appears in markup. */
#ifndef DEDUP_MENTIONS_H
#define DEDUP_MENTIONS_H

#include "taking.h"

/* Returns whether the copy that would be kept only mentions what the piece shows. */
bool dedup_is_mention(dedup_page *page, const dedup_removable *piece);

#endif
