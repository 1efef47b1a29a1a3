/* Checks the links of a stretch: if an address occurs nowhere else, removing it would lose it. */
#ifndef DEDUP_LINKS_H
#define DEDUP_LINKS_H

#include "round.h"

/* Returns whether a stretch has a link whose address occurs nowhere else. A long stretch must consist of little else than
   such links. */
bool dedup_is_leading(dedup_round *round, const dedup_removal *removal);

#endif
