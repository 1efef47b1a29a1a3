/* Where a copy stands: by itself, or in a block or a run of prose that says more.  A teaser, a standfirst or a pull quote
   goes for the article it was taken from, whichever stands first. */
#ifndef DEDUP_CONTEXT_H
#define DEDUP_CONTEXT_H

#include "align/align.h"

typedef enum { DEDUP_AS_FULL, DEDUP_LATER_FULLER, DEDUP_EARLIER_FULLER } dedup_fuller;

/* Which copy of an alignment stands in the fuller block, of more prose. */
dedup_fuller dedup_compare_context(dedup_aligner *aligner, dedup_hull hull);

/* Does the less full copy stand by itself, and the other at the head of a paragraph that goes on?  Then it is a lead, of
   which there may be several, each longer than the last, and no refrain. */
bool dedup_is_lead(const dedup_aligner *aligner, dedup_hull hull, dedup_fuller fuller);

#endif
