/* Siblings: two statements made from one pattern, not a copy and its original.  What tells them apart is where they
   differ: a word stands for another, and both live elsewhere in the text, in other company.  A misread or edited word
   does not. */
#ifndef DEDUP_SIBLINGS_H
#define DEDUP_SIBLINGS_H

#include "cuts.h"

/* Are a piece and what it would go for siblings? */
bool dedup_are_siblings(const dedup_side *side, const dedup_piece *piece);

#endif
