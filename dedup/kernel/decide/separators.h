/* Removes each block with one of its separators. */
#ifndef DEDUP_SEPARATORS_H
#define DEDUP_SEPARATORS_H

#include "round.h"

/* Adds a choice for each of the pieces, which must be in order: the piece and one of its separators.

   Pieces with only white space between them are removed as one, with the separators between them. Of the two separators
   around them, the weaker is removed too: the one of fewer line breaks, or else the one after. At either end of the text
   there is only one. If nothing separates a piece from its neighbour on one side, that counts as the weaker separator, and
   the other stays: a heading must not run into the next sentence. If both are one line break and text follows, both stay
   as a blank line: lines that were not adjacent must not join into one paragraph. */
void dedup_choose_pieces(const dedup_page *page, const dedup_removables *taken, dedup_decision *made);

#endif
