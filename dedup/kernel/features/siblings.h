/* Siblings: two statements made from one pattern, instead of a copy and its original. They differ in words that also
   occur elsewhere in the text, between other neighbours. Misread or edited words do not. */
#ifndef DEDUP_SIBLINGS_H
#define DEDUP_SIBLINGS_H

#include "cuts.h"

/* Sets how a piece differs from its kept copy, and whether the two are siblings. */
void dedup_compare_words(const dedup_side *side, dedup_piece *piece);

#endif
