/* Quotations: lines that begin with `>`, and text below a line that names its author. A quotation is removed for its
   original, wherever each stands. */
#ifndef DEDUP_QUOTES_H
#define DEDUP_QUOTES_H

#include "layout.h"

/* Returns whether the last sentence of a line contains a word for writing or saying, in one of many languages. One in an
   earlier sentence says nothing about the colon at the end of the line. */
bool dedup_says(const uint8_t *line, size_t size);

/* Returns whether words [from, to) are a quotation or begin with one. The layout must be built. */
bool dedup_is_quoted(dedup_aligner *aligner, uint32_t from, uint32_t to);

#endif
