/* Siblings: two statements made from one pattern, not a copy and its original.  What tells them apart is where they
   differ: a word stands for another, and both live elsewhere in the text, in other company.  A misread or edited word
   does not. */
#ifndef DEDUP_SIBLINGS_H
#define DEDUP_SIBLINGS_H

#include "cuts.h"

/* Says of a piece how it differs from what it would go for, and whether the two are siblings. */
void dedup_compare_words(const dedup_side *side, dedup_piece *piece);

#endif
