/* Detects labels of a form: short stretches with other text between them in both copies. */
#ifndef DEDUP_ALTERNATING_H
#define DEDUP_ALTERNATING_H

#include "taking.h"

/* Returns whether other text is between two consecutive stretches, in both copies. A lead whose kept copy is in a longer
   lead, which is removed for the full text, is no label. */
bool dedup_alternates(const dedup_page *page, const dedup_removal *before, const dedup_removal *after);

#endif
