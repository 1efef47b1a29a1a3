/* Drops what is removed at an end of a stretch although it is neither long enough to be a copy by itself nor next to the
   rest of the stretch in the kept copy. */
#ifndef DEDUP_LOOSE_ENDS_H
#define DEDUP_LOOSE_ENDS_H

#include "sparing.h"

/* Takes such pieces out of `taken`, which is in order, and refuses them. */
void dedup_drop_loose_ends(dedup_round *round, dedup_removables *taken, dedup_refusals *refused);

#endif
