/* The context of a copy: does it stand alone, or in a block or run of prose that says more? A teaser, a standfirst or a
   pull quote is removed for the article it comes from, wherever each stands. */
#ifndef DEDUP_CONTEXT_H
#define DEDUP_CONTEXT_H

#include "align/align.h"

typedef enum { DEDUP_AS_FULL, DEDUP_LATER_FULLER, DEDUP_EARLIER_FULLER } dedup_fuller;

/* Which copy of an alignment stands in the fuller block, or in more prose. */
dedup_fuller dedup_compare_context(dedup_aligner *aligner, dedup_hull hull);

/* Returns whether the less full copy stands alone while the other heads a longer paragraph. Then it is a lead and no
   refrain; a text may have several, each longer than the last. */
bool dedup_is_lead(const dedup_aligner *aligner, dedup_hull hull, dedup_fuller fuller);

#endif
