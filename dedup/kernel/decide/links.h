/* Checks the links of a stretch: if an address occurs nowhere else, removing it would lose it. */
#ifndef DEDUP_LINKS_H
#define DEDUP_LINKS_H

#include "round.h"

/* Returns whether a stretch has a link whose address occurs nowhere else, and is about it: not prose in which another
   address is only an edit, and if it is long, little else than such links. */
bool dedup_loses_link(dedup_round *round, const dedup_removal *removal);

#endif
