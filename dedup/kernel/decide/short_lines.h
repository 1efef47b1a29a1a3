/* Takes short lines next to removed copies that occur unchanged next to kept ones. */
#ifndef DEDUP_SHORT_LINES_H
#define DEDUP_SHORT_LINES_H

#include "round.h"

enum { DEDUP_MARGIN = 300 };   /* characters around the kept copies in which equal lines are looked for too */

/* Takes the lines next to the pieces taken that are whole sentences and occur once in or around `kept`, the span of all
   kept copies, unchanged and next to a kept copy, and adds them to `taken`. */
void dedup_take_short_lines(dedup_round *round, dedup_span kept, dedup_removables *taken);

#endif
