/* Checks each stretch to be removed: consecutive pieces, of any matches, with only white space in between. A match may be
   long and similar enough, while the stretches cut out of it are a label here and half a sentence there. */
#ifndef DEDUP_STRETCHES_H
#define DEDUP_STRETCHES_H

#include "round.h"

/* The stretch that begins with pieces[first], of pieces in order. */
dedup_removal dedup_stretch_from(const dedup_removables *pieces, size_t first);

/* The reason to spare a stretch, or DEDUP_COPY. Of short ones, also if it is a label of a form, or loses a link.
   before, after: the stretches on either side, or NULL. */
dedup_reason dedup_judge_removal(dedup_round *round, const dedup_removal *removal, const dedup_removal *before,
                                 const dedup_removal *after);

#endif
