/* Quotations: what stands after `>` at the head of its line, or under a line that says who wrote it.  A quotation goes for
   its original, wherever each stands. */
#ifndef DEDUP_QUOTES_H
#define DEDUP_QUOTES_H

#include "layout.h"

/* Are words [from, to) a quotation, or does one begin with them?  The text has been laid out. */
bool dedup_is_quoted(dedup_aligner *aligner, uint32_t from, uint32_t to);

#endif
