/* A match from the first of its pieces to the last. */
#ifndef DEDUP_WHOLES_H
#define DEDUP_WHOLES_H

#include "matches.h"

/* All pieces of a match as one, and where they are in the copy that would be kept. */
dedup_piece dedup_whole_of(const dedup_repeats *found, const dedup_match *match);

#endif
