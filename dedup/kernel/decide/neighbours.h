/* Finds lines too short to be copies by themselves, which are removed along with the copy next to them. */
#ifndef DEDUP_NEIGHBOURS_H
#define DEDUP_NEIGHBOURS_H

#include "round.h"

/* Takes what is next to a removed copy and has its own copy next to a kept one, and adds it to `taken`. Those are
   headings, short paragraphs and the like of a copy: pieces of matches refused for their form, which matters no longer
   next to a removal, or lines too short to be candidates. A piece of the minimum letters, word for word, need only have
   its copy among the kept ones, as if the copy is in another order.

   is_refused[matches]: which matches, or pieces of them, were refused for their form. */
void dedup_take_neighbours(dedup_round *round, const bool *is_refused, dedup_removables *taken);

#endif
